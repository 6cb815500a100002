import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { useWords } from '../words/use-words.js';
import { busiestLegs, interchangeLoads } from './flow-details.js';
import { FullnessMeter } from './fullness-meter.js';
import { dateOf, fullness, ownParcels, type Flows } from './flows.js';
import { useNames } from './network-names.js';
import type { Selection } from './network-state.js';

const LEGS = 10;

/** The map in words: what moves now with most parcels, and all interchange points. */
export function BusiestTables(props: {
  readonly flows: Flows;
  readonly passes: Uint8Array;
  readonly sec: number;
  readonly onSelect: (selection: Selection) => void;
}): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <details class="network-more" open>
        <summary>{t('network.busiest')}</summary>
        <BusiestDepartures {...props} />
      </details>
      <details class="network-more">
        <summary>{t('network.interchanges')}</summary>
        <Interchanges flows={props.flows} onSelect={props.onSelect} />
      </details>
    </>
  );
}

function BusiestDepartures(props: {
  readonly flows: Flows;
  readonly passes: Uint8Array;
  readonly sec: number;
  readonly onSelect: (selection: Selection) => void;
}): JSX.Element {
  const { t, formats } = useWords();
  const { flows, passes, sec, onSelect } = props;
  const quarter = Math.floor(sec / 900) * 900; // the list stands still for a while as time passes
  const legs = useMemo(() => busiestLegs(flows, passes, quarter, LEGS), [flows, passes, quarter]);
  const rows = legs.map((leg) => flows.trips.row[flows.trip[leg]]);
  const names = useNames('trip', rows);
  if (legs.length === 0) return <p class="fine">{t('network.busiestNone')}</p>;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('network.departure')}</th>
          <th scope="col">{t('network.parcelsAboard')}</th>
          <th scope="col">{t('network.full')}</th>
        </tr>
      </thead>
      <tbody>
        {legs.map((leg, index) => {
          const named = names.get(rows[index]);
          const id = named === undefined ? undefined : `${named.id}@${dateOf(flows, flows.day[leg])}`;
          return (
            <tr key={leg}>
              <th scope="row">
                <button
                  type="button"
                  class={`network-link party-${flows.trips.party[flows.trip[leg]] % 4} party-dot`}
                  disabled={id === undefined}
                  onClick={() => id !== undefined && onSelect({ kind: 'departure', id })}
                >
                  {named?.name ?? '…'}
                </button>
              </th>
              <td>{formats.number(ownParcels(flows, leg) + flows.partnerParcels[leg])}</td>
              <td>
                <FullnessMeter share={fullness(flows, leg)} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Interchanges(props: {
  readonly flows: Flows;
  readonly onSelect: (selection: Selection) => void;
}): JSX.Element {
  const { t, formats } = useWords();
  const { flows, onSelect } = props;
  const loads = useMemo(() => interchangeLoads(flows), [flows]);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('network.interchange')}</th>
          <th scope="col">{t('network.tendered')}</th>
          <th scope="col">{t('network.fullestWindow')}</th>
        </tr>
      </thead>
      <tbody>
        {loads.map(({ interchange, used, fullest }) => {
          const { id, name } = flows.header.interchanges[interchange];
          return (
            <tr key={id}>
              <th scope="row">
                <button type="button" class="network-link" onClick={() => onSelect({ kind: 'interchange', id })}>
                  {name}
                </button>
              </th>
              <td>{formats.number(used)}</td>
              <td>
                <FullnessMeter share={fullest} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
