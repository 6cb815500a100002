import type { JSX } from 'preact';
import { displayTrackingNumber } from '../../standards/tracking/tracking-number.js';
import { useAnswer } from '../client/use-answer.js';
import { countryName } from '../exports/tables/tables.js';
import { usePartyName } from '../parcels/party-name.js';
import { StateBadge } from '../parcels/state-badge.js';
import { saidWords } from '../widgets/said-words.js';
import { Waiting } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import type { Assignees } from './use-assignees.js';
import { pageOf, type Exception } from './use-queue.js';

/** The current exception: what the rule found, what ends it, where the parcel is, and the notes. */
export function ExceptionDetail(props: {
  readonly exception: Exception;
  readonly turn: number;
  readonly nameOf: Assignees['nameOf'];
}): JSX.Element {
  const wording = useWords();
  const { t, formats } = wording;
  const name = usePartyName();
  const { exception, turn, nameOf } = props;
  const { shipment, export: abroad, new_promise: expected, changed_at: changed } = exception;
  const ago = formats.ago(exception.since, new Date());
  return (
    <aside class="card queue-detail" aria-label={t(`exception.${exception.code}`)}>
      <h2>{t(`exception.${exception.code}`)}</h2>
      <p>{t(`exceptionMore.${exception.code}`)}</p>
      <p class="fine" lang={exception.said === null ? 'en' : undefined}>
        {saidWords(exception, wording, { now: new Date(), names: { party: name } })}
      </p>
      <dl class="facts">
        <div>
          <dt>{t('exceptions.since', { ago })}</dt>
          <dd>
            <time datetime={exception.since}>{formats.instant(exception.since)}</time>
          </dd>
        </div>
        <div>
          <dt>{t('exceptions.responsible', { party: name(exception.responsible) })}</dt>
          <dd>{t(`exceptionClears.${exception.code}`)}</dd>
        </div>
        {exception.assigned_to === null ? null : (
          <div>
            <dt>{t('exceptions.assigned')}</dt>
            <dd>{nameOf(exception.assigned_to)}</dd>
          </div>
        )}
        {expected === null ? null : (
          <div>
            <dt>{t('parcel.expected')}</dt>
            <dd>{t('exceptions.newPromise', { moment: formats.instant(expected) })}</dd>
          </div>
        )}
        {shipment === null ? null : (
          <div>
            <dt class="row">
              <StateBadge state={shipment.state} isReturning={false} />
              {shipment.custodian === null ? null : t('exceptions.with', { party: name(shipment.custodian) })}
            </dt>
            <dd>
              {[shipment.place, shipment.product, shipment.destination_pin].filter((one) => one !== null).join(' · ')}
            </dd>
          </div>
        )}
        {abroad === null ? null : <Abroad of={abroad} />}
      </dl>
      <p>
        <a class="button" href={pageOf(exception)}>
          {t(abroad === null ? 'exceptions.openParcel' : 'exceptions.openExport')}
        </a>
      </p>
      <Notes exception={exception} turn={turn} />
      <p class="fine">{formats.instant(changed)}</p>
    </aside>
  );
}

/** What colleagues wrote about an exception. */
function Notes({ exception, turn }: { readonly exception: Exception; readonly turn: number }): JSX.Element {
  const { t, formats } = useWords();
  const params = { id: exception.id };
  const told = useAnswer(
    async (client) => (await client.getException({ params })).body.notes,
    [params.id, exception, turn],
  );
  return (
    <>
      <h3>{t('exceptions.notes')}</h3>
      {told.value === undefined ? <Waiting lines={2} /> : null}
      {told.value?.length === 0 ? <p class="fine">{t('exceptions.noNotes')}</p> : null}
      <ul class="plain-list">
        {(told.value ?? []).map((note) => (
          <li key={note.id}>
            {note.text}
            <span class="fine">{formats.instant(note.created_at)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Where the export is, and what it is. */
function Abroad({ of }: { readonly of: NonNullable<Exception['export']> }): JSX.Element {
  const { t, locale } = useWords();
  return (
    <div>
      <dt>{t(`exports.state.${of.state}`)}</dt>
      <dd>
        {[
          of.item === null ? null : displayTrackingNumber(of.item),
          of.country === null ? null : countryName(locale, of.country),
        ]
          .filter((one) => one !== null)
          .join(' · ')}
      </dd>
    </div>
  );
}
