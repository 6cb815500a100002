import type { JSX } from 'preact';
import type { BodyOf } from '../../wire/http/operation.js';
import type { getNetworkDeparture } from '../../wire/network/network.js';
import { clauseInForce } from '../agreements/read/clause-worths.js';
import { useAnswer } from '../client/use-answer.js';
import { Icon, type IconName } from '../widgets/icon.js';
import { Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { CardFrame, Facts, type CardProps } from './card-frame.js';
import { legsOfDeparture } from './flow-details.js';
import { dateOf, fullness, ownParcels, type Flows } from './flows.js';
import { FullnessMeter } from './fullness-meter.js';

type Departure = BodyOf<typeof getNetworkDeparture>;

const ICONS: Readonly<Record<string, IconName>> = { road: 'truck', rail: 'train', air: 'plane' };

/** A departure: its calls, how full it is between them, whose parcels are aboard, and which clause opens it. */
export function DepartureCard({ id, flows, sec, onSelect }: CardProps): JSX.Element {
  const { t, tCode, formats } = useWords();
  const answered = useAnswer((client) => client.getNetworkDeparture({ params: { id } }).then(({ body }) => body), [id]);
  const known = answered.value;
  const party = flows.header.parties.findIndex(({ id: code }) => code === id.split(':')[0]);
  const mode = known?.mode ?? 'road';
  return (
    <CardFrame
      over={
        <>
          <span class="party-dot">{known?.party_name ?? ''}</span> <Icon name={ICONS[mode] ?? 'truck'} size={15} />{' '}
          {known === undefined ? '' : `${tCode('network.mode', mode)} · ${formats.day(known.calls[0].departs_at)}`}
        </>
      }
      title={known?.name ?? id}
      party={party}
      onClose={() => onSelect(undefined)}
    >
      <Shown answered={answered} lines={6}>
        {(departure) => (
          <>
            <Calls departure={departure} flows={flows} sec={sec} onSelect={onSelect} />
            <Facts
              facts={[
                [t('network.number'), departure.trip.split(':')[1]],
                [t('network.vehicle'), departure.vehicle],
                [
                  t('network.capacity'),
                  departure.capacity_kg === null ? null : formats.weight(departure.capacity_kg * 1000),
                ],
              ]}
            />
            {departure.clauses.map(({ index, on, quantity, type }) => (
              <p key={index} class="note network-clause">
                {t(departure.own ? 'network.opensPartner' : 'network.opensUs', {
                  quantity: shareWords(quantity, formats.percent),
                  type: tCode('network.block', type),
                })}{' '}
                <a href={clauseInForce(`capacity[${index}]`)}>
                  <code>{on}</code>
                </a>
              </p>
            ))}
            {departure.clauses.length === 0 ? <p class="note network-clause">{t('network.closed')}</p> : null}
          </>
        )}
      </Shown>
    </CardFrame>
  );
}

/** `0.25x` as a share of the room. */
function shareWords(quantity: string, percent: (share: number, digits?: number) => string): string {
  return quantity.endsWith('x') ? percent(Number(quantity.slice(0, -1)), 0) : quantity;
}

function Calls(props: {
  readonly departure: Departure;
  readonly flows: Flows;
  readonly sec: number;
  readonly onSelect: CardProps['onSelect'];
}): JSX.Element {
  const { t, formats } = useWords();
  const { departure, flows, sec, onSelect } = props;
  const day = Math.round(
    (Date.parse(`${departure.date}T00:00:00Z`) - Date.parse(`${dateOf(flows, 0)}T00:00:00Z`)) / 86_400_000,
  );
  const legs = legsOfDeparture(flows, departure.column, day);
  return (
    <ol class="network-calls">
      {departure.calls.map((call, index) => {
        const next = departure.calls[index + 1];
        const leg = legs.find((one) => flows.from[one] === call.column && flows.to[one] === next?.column);
        const isNow = leg !== undefined && flows.departSec[leg] <= sec && flows.arriveSec[leg] > sec;
        return (
          <li key={index} class={isNow ? 'network-under-way' : ''}>
            <time>{formats.time(index === 0 ? call.departs_at : call.arrives_at)}</time>
            <button
              type="button"
              class="network-link"
              onClick={() => onSelect({ kind: 'facility', id: call.facility })}
            >
              {call.name}
            </button>
            {next === undefined ? null : (
              <div class="network-leg">
                {leg === undefined ? (
                  <span class="fine">{t('network.nothingAboard')}</span>
                ) : (
                  <>
                    <FullnessMeter share={fullness(flows, leg)} />
                    <span class="fine">
                      {[
                        formats.weight(flows.usedHg[leg] * 100),
                        t('network.ownAboard', { count: ownParcels(flows, leg) }),
                        ...(flows.partnerParcels[leg] > 0
                          ? [t('network.partnerAboard', { count: flows.partnerParcels[leg] })]
                          : []),
                      ].join(' · ')}
                    </span>
                  </>
                )}
              </div>
            )}
          </li>
        );
      })}
    </ol>
  );
}
