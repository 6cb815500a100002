import type { JSX } from 'preact';
import type { Said } from '../../domain/said.js';
import { useSession } from '../app/session.js';
import { useAnswer } from '../client/use-answer.js';
import { usePartyName } from '../parcels/party-name.js';
import { Badge } from '../widgets/badge.js';
import { faultsByField } from '../widgets/fault-words.js';
import { saidWords } from '../widgets/said-words.js';
import { Empty, Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { Alternatives } from './alternatives.js';
import { OfferCard } from './offer-card.js';
import { PromiseForm, type PromiseFormProps } from './promise-form.js';
import { requestOf, type PromiseRequest } from './promise-question.js';

/** The promise for one parcel: its date, route and price, what else there is, and what is closed and why. */
export function OneParcel({ asked, ask }: Pick<PromiseFormProps, 'asked' | 'ask'>): JSX.Element {
  const { t } = useWords();
  const { workspace } = useSession();
  const request = requestOf(asked, { timeZone: workspace.time_zone });
  const body = asked.to === '' ? undefined : request;
  const quoted = useAnswer(
    async (client) => (body === undefined ? undefined : (await client.quote({ body })).body),
    [body ?? ''],
  );
  const faults = new Map([...faultsByField(quoted.error)].map(([field, { message }]) => [field, message]));
  const isRefused = faults.size > 0 && quoted.state === 'failed';
  return (
    <>
      <PromiseForm asked={asked} ask={ask} hasTo faults={isRefused ? faults : new Map()} />
      {body === undefined ? (
        <Empty icon="promise" title={t('promises.start')}>
          <p>{t('promises.startMore')}</p>
        </Empty>
      ) : isRefused ? null : (
        <div class="stack promises-answer" aria-live="polite">
          <Shown answered={quoted} lines={10}>
            {(told) =>
              told === undefined ? null : told.best === null ? (
                <Empty icon="promise" title={t('promises.cannot')}>
                  <p>{t('promises.cannotMore')}</p>
                </Empty>
              ) : (
                <OfferCard offer={told.best} agreement={told.agreement} />
              )
            }
          </Shown>
          <Others body={body} />
        </div>
      )}
    </>
  );
}

function Others({ body }: { readonly body: PromiseRequest }): JSX.Element {
  const others = useAnswer(async (client) => (await client.listPromiseAlternatives({ body })).body, [body]);
  return (
    <Shown answered={others} lines={4}>
      {({ alternatives, ineligible }) => (
        <>
          {alternatives.length > 1 ? <Alternatives alternatives={alternatives} /> : null}
          <Closed ways={ineligible} product={body.product} />
        </>
      )}
    </Shown>
  );
}

interface ClosedWay {
  readonly product: string;
  readonly interlined: boolean;
  readonly code: string;
  readonly words: string;
  readonly said: Said;
}

function Closed(props: { readonly ways: readonly ClosedWay[]; readonly product: string }): JSX.Element | null {
  const { ways, product } = props;
  const wording = useWords();
  const { t, tCode } = wording;
  const name = usePartyName();
  const now = new Date();
  if (ways.length === 0) return null;
  const ordered = ways.toSorted((a, b) => Number(b.product === product) - Number(a.product === product));
  return (
    <section class="card">
      <h2>{t('promises.closed')}</h2>
      <ul class="promises-closed">
        {ordered.map(({ product: of, interlined, code, words, said }) => (
          <li key={`${of} ${interlined} ${code}`}>
            <span class="row">
              <Badge tone="late">{tCode('reason', code)}</Badge>
              <span>{t(interlined ? 'promises.closedWith' : 'promises.closedAlone', { product: of })}</span>
            </span>
            <span class="fine">{saidWords({ words, said }, wording, { now, names: { party: name } })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
