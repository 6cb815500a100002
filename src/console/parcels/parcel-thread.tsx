import type { JSX } from 'preact';
import { partyClass, useSession } from '../app/session.js';
import { Badge } from '../widgets/badge.js';
import { Icon } from '../widgets/icon.js';
import { saidWords } from '../widgets/said-words.js';
import type { WordKey } from '../words/en/all.js';
import { useWords } from '../words/use-words.js';
import { usePartyName } from './party-name.js';
import { usePlaceName } from './place-names.js';
import { byDay, threadOf, type ThreadItem } from './thread.js';
import type { History, Timeline, TimelineEvent } from './wire-types.js';

/** What happened, newest first, with custody as a thread in the colour of whoever had the parcel. */
export function ParcelThread(props: { readonly timeline: Timeline; readonly history: History }): JSX.Element {
  const { t, formats } = useWords();
  const { workspace } = useSession();
  const items = threadOf(props.timeline, props.history);
  if (items.length === 0) return <p class="fine">{t('parcel.timelineEmpty')}</p>;
  return (
    <div class="thread">
      {byDay(items, (at) => formats.day(at)).map(({ day, items: ofDay }) => (
        <section key={`${day} ${ofDay[0]?.item.at}`}>
          <h3>{day}</h3>
          <ol>
            {ofDay.map(({ item, custodian }, index) => (
              <li key={index} class={`thread-${item.kind} ${partyClass(workspace, custodian)}`}>
                <time datetime={item.at}>{formats.time(item.at)}</time>
                <div class="thread-item">
                  <Item item={item} />
                </div>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function Item({ item }: { readonly item: ThreadItem }): JSX.Element {
  const wording = useWords();
  const { t, formats } = wording;
  const name = usePartyName();
  const placeName = usePlaceName();
  switch (item.kind) {
    case 'event':
      return <Event event={item.event} />;
    case 'custody':
      return (
        <strong class="thread-passed">
          <Icon name="swap" size={16} />
          {t('parcel.custodyPassed', { from: name(item.from), to: name(item.to) })}
        </strong>
      );
    case 'promise': {
      const { before, after } = item;
      const told = (at: string | null): string => (at === null ? t('parcel.promiseNone') : formats.instant(at));
      return (
        <span class="row">
          <Icon name="promise" size={16} />
          {t(promiseKey(item), { before: told(before), after: told(after) })}
        </span>
      );
    }
    case 'opened':
    case 'cleared':
      return (
        <span class="row">
          <Icon name={item.kind === 'opened' ? 'warning' : 'check'} size={16} />
          {t(item.kind === 'opened' ? 'parcel.exceptionOpened' : 'parcel.exceptionCleared', {
            words: t(`exception.${item.exception.code}`),
          })}
          {item.kind === 'opened' && item.exception.cleared_at === null ? (
            <span class="fine" lang={item.exception.said === null ? 'en' : undefined}>
              {saidWords(item.exception, wording, { now: new Date(), names: { party: name, place: placeName } })}
            </span>
          ) : null}
        </span>
      );
    default:
      return <span>{t('parcel.note', { text: item.text })}</span>;
  }
}

function promiseKey({ cause, before, after }: ThreadItem & { readonly kind: 'promise' }): WordKey {
  if (cause === 'booked') return 'parcel.promiseMade';
  return before === after ? 'parcel.promiseSame' : 'parcel.promiseChanged';
}

/** One event: what, where, who says so; below, when asked, everything that came with it. */
function Event({ event }: { readonly event: TimelineEvent }): JSX.Element {
  const { t } = useWords();
  const name = usePartyName();
  const placeName = usePlaceName();
  const { outcome } = event;
  const isStruck = outcome === 'voided';
  return (
    <>
      <span class="thread-what">
        <strong class={isStruck ? 'is-struck' : ''}>{t(`event.${event.kind}`)}</strong>
        {event.place === null ? null : <span>{placeName(event.place)}</span>}
        <span class="fine">{t('parcel.by', { party: name(event.party) })}</span>
      </span>
      {outcome === 'impossible' && event.deviations.length === 0 ? (
        <Badge tone="late">{t('parcel.impossible')}</Badge>
      ) : null}
      {isStruck ? <Badge>{t('parcel.voided')}</Badge> : null}
      {event.deviations.map(({ code, words }) => (
        <Badge key={code} tone="late">
          {words}
        </Badge>
      ))}
      <details>
        <summary class="fine">{t('parcel.details')}</summary>
        <EventDetails event={event} />
      </details>
    </>
  );
}

function EventDetails({ event }: { readonly event: TimelineEvent }): JSX.Element {
  const { t, formats } = useWords();
  const name = usePartyName();
  const { code, reason, weight_g: weight, container, handover, counterparty, personal, evidence } = event;
  const times = { device: formats.exactInstant(event.device_at), server: formats.exactInstant(event.server_at) };
  const lines = [
    t('parcel.deviceTime', times),
    t(`parcel.source.${event.source}`),
    code === null ? undefined : t('parcel.rawCode', { code: code.code, list: code.list }),
    reason === null ? undefined : t('parcel.reason', { reason }),
    weight === null ? undefined : t('parcel.weighed', { weight: formats.weight(weight) }),
    counterparty === null ? undefined : t('parcel.counterparty', { party: name(counterparty) }),
    container === null ? undefined : t('parcel.container', { sscc: container }),
    handover === null ? undefined : t('parcel.handover', { id: handover }),
    event.actor ?? undefined,
    event.place ?? undefined,
    ...Object.values(personal),
    ...evidence.map(({ kind, ref }) => `${kind} ${ref}`),
  ];
  return <ul class="fine">{lines.map((line) => (line === undefined ? null : <li key={line}>{line}</li>))}</ul>;
}
