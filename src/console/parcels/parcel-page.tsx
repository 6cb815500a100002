import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { State } from '../../domain/custody-event.js';
import { displayTrackingNumber } from '../../standards/tracking/tracking-number.js';
import { partyClass, useSession } from '../app/session.js';
import { useShortcuts } from '../app/shortcuts.js';
import { useAnswer } from '../client/use-answer.js';
import { useNotices } from '../client/use-notices.js';
import { PinButton } from '../plans/pin-button.js';
import { Figure, Figures } from '../widgets/figure.js';
import { PageHead } from '../widgets/page-head.js';
import { Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { ActionDialog, type ParcelAction } from './action-dialog.js';
import { Documents } from './documents.js';
import { ParcelFacts } from './parcel-facts.js';
import { ParcelThread } from './parcel-thread.js';
import { usePartyName } from './party-name.js';
import { PlaceNames } from './place-names.js';
import { RouteSteps } from './route-steps.js';
import { RiskBadge, StateBadge } from './state-badge.js';
import type { History, Shipment, Timeline } from './wire-types.js';

const CHANGES = ['shipment.cancelled', 'shipment.changed', 'shipment.events', 'exception.changed'] as const;

/** One parcel with everything that may be known of it. */
export function ParcelPage({ id }: { readonly id: string }): JSX.Element {
  const { t } = useWords();
  const told = useAnswer(
    async (client) => {
      const params = { id };
      const [shipment, timeline, history] = await Promise.all([
        client.getShipment({ params }),
        client.listShipmentEvents({ params }),
        client.getShipmentHistory({ params }),
      ]);
      return { shipment: shipment.body, timeline: timeline.body, history: history.body };
    },
    [id],
  );
  useNotices(CHANGES, (notices) => {
    if (notices.some(({ data }) => JSON.stringify(data).includes(id))) told.again();
  });
  return (
    <div class="page parcel">
      {told.value === undefined ? (
        <>
          <PageHead title={t('nav.parcels')} isHidden />
          <p class="crumb">
            <a href="/parcels">{t('parcel.back')}</a>
          </p>
        </>
      ) : null}
      <Shown answered={told} lines={16}>
        {(known) => <Parcel {...known} onChanged={told.again} />}
      </Shown>
    </div>
  );
}

function Parcel(props: {
  readonly shipment: Shipment;
  readonly timeline: Timeline;
  readonly history: History;
  readonly onChanged: () => void;
}): JSX.Element {
  const { t } = useWords();
  const { shipment, timeline, history, onChanged } = props;
  return (
    <PlaceNames.Provider value={new Map(history.places.map((one) => [one.place, one.name]))}>
      <p class="crumb">
        <a href="/parcels">{t('parcel.back')}</a>
      </p>
      <Head {...{ shipment, history, onChanged }} />
      <div class="parcel-columns">
        <section class="card" aria-labelledby="parcel-thread">
          <h2 id="parcel-thread">{t('parcel.timeline')}</h2>
          <ParcelThread timeline={timeline} history={history} />
        </section>
        <div class="stack">
          <Promises history={history} />
          <RouteSteps route={history.route} isExport={shipment.export_id !== null} />
          <Handovers history={history} />
          <Documents shipment={shipment} />
          <ParcelFacts shipment={shipment} />
        </div>
      </div>
    </PlaceNames.Provider>
  );
}

/** What may still be done with a parcel in a state. */
function actionsOf({ status, standing, tracked, export_id: exportId }: Shipment): readonly ParcelAction[] {
  // What brings an export to its office of exchange moves and ends with the export.
  if (standing === 'carried' || status === 'cancelled' || exportId !== null) return [];
  const state = tracked?.state ?? 'booked';
  if (state === 'booked') return ['redirect', 'cancel'];
  if (ENDED.has(state) || tracked?.direction === 'return') return [];
  return state === 'out_for_delivery' || state === 'lost' ? ['return'] : ['redirect', 'return'];
}

/** Whether a plan can still say how a parcel travels. */
function isToTravel({ status, standing, tracked }: Shipment): boolean {
  return standing === 'own' && status !== 'cancelled' && (tracked?.state ?? 'booked') === 'booked';
}

const ENDED: ReadonlySet<State> = new Set<State>(['delivered', 'returned', 'disposed', 'cancelled']);

function Head(props: {
  readonly shipment: Shipment;
  readonly history: History;
  readonly onChanged: () => void;
}): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const name = usePartyName();
  const { shipment, history, onChanged } = props;
  const { tracked, tracking_number: number } = shipment;
  const [action, setAction] = useState<ParcelAction>();
  const actions = may('shipments:write') ? actionsOf(shipment) : [];
  useShortcuts(actions.map((one) => ({ keys: ACTION_KEYS[one], words: t(`act.${one}`), run: () => setAction(one) })));
  const open = history.exceptions.filter(({ cleared_at: at }) => at === null);
  return (
    <>
      <PageHead
        title={t('parcel.title', { number: displayTrackingNumber(number) })}
        lede={
          <span class="row">
            <StateBadge state={tracked?.state ?? null} isReturning={shipment.return !== null} />
            <RiskBadge exceptions={open} />
            <span>
              {shipment.standing === 'own' ? t('parcel.own') : t('parcel.carried', { party: name(history.owner) })}
            </span>
            {shipment.export_id === null ? null : (
              <a href={`/exports/${shipment.export_id}`}>{t('exceptions.openExport')}</a>
            )}
            {shipment.mode === 'live' ? <a href={`/track/${number}`}>{t('parcel.tracking')}</a> : null}
          </span>
        }
        actions={
          <>
            {isToTravel(shipment) ? <PinButton parcel={{ id: shipment.id, name: number }} /> : null}
            {actions.map((one) => (
              <button
                key={one}
                type="button"
                class={one === 'cancel' ? 'button button-bad' : 'button'}
                onClick={() => setAction(one)}
              >
                {t(`act.${one}`)}
              </button>
            ))}
          </>
        }
      />
      <HeadFigures shipment={shipment} history={history} />
      <ActionDialog
        action={action}
        parcels={[shipment]}
        onClose={(isDone) => {
          setAction(undefined);
          if (isDone) onChanged();
        }}
      />
    </>
  );
}

/** What customer service is asked first: when, who has it, where it is, where to. */
function HeadFigures(props: { readonly shipment: Shipment; readonly history: History }): JSX.Element {
  const { t, formats } = useWords();
  const { workspace } = useSession();
  const name = usePartyName();
  const { shipment, history } = props;
  const { tracked } = shipment;
  const custodian = tracked?.custodian ?? '@sender';
  const seen = tracked?.last_seen_at;
  return (
    <Figures>
      <Figure
        label={t('parcel.promised')}
        value={shipment.promised_by === null ? t('parcel.promiseNone') : formats.instant(shipment.promised_by)}
        beside={expectedWords(history, formats, t)}
        tone={history.outlook === null ? undefined : 'bad'}
      />
      <Figure
        label={t('parcel.has')}
        value={<span class={`party-dot ${partyClass(workspace, custodian)}`}>{name(custodian)}</span>}
        beside={tracked === null ? undefined : t('parcel.acts', { party: name(tracked.responsible) })}
      />
      <Figure
        label={t('parcel.place')}
        value={history.places.find(({ place }) => place === tracked?.place)?.name ?? tracked?.place ?? '–'}
        beside={typeof seen === 'string' ? formats.instant(seen) : undefined}
      />
      <Figure
        label={t('parcel.route')}
        value={`${shipment.origin} → ${shipment.destination_pin}`}
        beside={shipment.return === null ? undefined : t('parcel.returnTo', { pin: shipment.return.to_pin })}
      />
    </Figures>
  );
}

const ACTION_KEYS = { redirect: 'e', return: 'b', cancel: 'c', label: 'l' } as const;

type Wording = ReturnType<typeof useWords>;

function expectedWords({ outlook }: History, formats: Wording['formats'], t: Wording['t']): string | undefined {
  if (outlook === null) return undefined;
  const { expected_by: by } = outlook;
  return `${t('parcel.expected')}: ${by === null ? t('parcel.expectedNever') : formats.instant(by)}`;
}

/** The first promise and what became of it. */
function Promises({ history }: { readonly history: History }): JSX.Element {
  const { t, formats } = useWords();
  return (
    <section class="card" aria-labelledby="parcel-promises">
      <h2 id="parcel-promises">{t('parcel.promises')}</h2>
      <ol class="plain-list">
        {history.promises.map(({ promised_by: by, from, until, cause, under }) => (
          <li key={from} class={until === null ? '' : 'is-over'}>
            <strong>{by === null ? t('parcel.promiseNone') : formats.instant(by)}</strong>
            <span class="fine">
              {t(`parcel.promise.${cause}`)}, {formats.instant(from)};{' '}
              {until === null ? t('parcel.promiseHolds') : t('parcel.promiseHeld', { moment: formats.instant(until) })}
              {under === null ? '' : ` · ${t('parcel.promiseUnder', under)}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Handovers({ history }: { readonly history: History }): JSX.Element | null {
  const { t, formats } = useWords();
  const name = usePartyName();
  const { handovers, containers } = history;
  if (handovers.length === 0 && containers.length === 0) return null;
  return (
    <section class="card" aria-labelledby="parcel-handovers">
      <h2 id="parcel-handovers">{t('parcel.handovers')}</h2>
      <ol class="plain-list">
        {handovers.map((one) => (
          <li key={one.manifest_id}>
            <strong>
              {t('parcel.handoverOf', { giver: name(one.giver), receiver: name(one.receiver), place: one.interchange })}
            </strong>
            <span class="fine">
              {formats.instant(one.tender_at)} · {t(`parcel.item.${one.status}`)}
              {one.container === null ? '' : ` · ${t('parcel.container', { sscc: one.container })}`}
            </span>
          </li>
        ))}
        {containers.map((one) => (
          <li key={one.container_id}>
            <strong>{t('parcel.container', { sscc: one.sscc })}</strong>
            <span class="fine">{one.seal === null ? '' : t('parcel.seal', { seal: one.seal })}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
