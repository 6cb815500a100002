import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { getNetworkFacility } from '../../wire/network/network.js';
import type { BodyOf } from '../../wire/http/operation.js';
import { useAnswer } from '../client/use-answer.js';
import { Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { CardFrame, Facts, SelectButton, type CardProps } from './card-frame.js';
import { hourLoads, nextLegs } from './flow-details.js';
import { dateOf, fullness, instantOf, ownParcels } from './flows.js';
import { FullnessMeter } from './fullness-meter.js';
import { HourBars } from './hour-bars.js';
import { useNames } from './network-names.js';
import { daysWords } from './days-words.js';

type Facility = BodyOf<typeof getNetworkFacility>;

const NEXT = 6;

/** A facility or office: its day, its cut-offs, and what leaves next. */
export function FacilityCard({ id, flows, sec, onSelect }: CardProps): JSX.Element {
  const { tCode } = useWords();
  const answered = useAnswer((client) => client.getNetworkFacility({ params: { id } }).then(({ body }) => body), [id]);
  const known = answered.value;
  const party = flows.header.parties.findIndex(({ id: code }) => code === id.split(':')[0]);
  return (
    <CardFrame
      over={
        <>
          <span class="party-dot">{known?.party_name ?? ''}</span>{' '}
          {known === undefined ? '' : tCode('network.facility', known.kind)}
        </>
      }
      title={known?.name ?? id}
      party={party}
      onClose={() => onSelect(undefined)}
    >
      <Shown answered={answered} lines={5}>
        {(facility) => (
          <>
            <Day facility={facility.column} flows={flows} sec={sec} />
            <FacilityFacts facility={facility} onSelect={onSelect} />
            <Next facility={facility.column} flows={flows} sec={sec} onSelect={onSelect} id={id} />
          </>
        )}
      </Shown>
    </CardFrame>
  );
}

function FacilityFacts({
  facility,
  onSelect,
}: {
  readonly facility: Facility;
  readonly onSelect: CardProps['onSelect'];
}): JSX.Element {
  const { t, formats } = useWords();
  const { collects, delivers, open, interchanges, postal_code: code } = facility;
  const number = (value: number | null): string | null =>
    value === null || value === 0 ? null : formats.number(value);
  return (
    <Facts
      facts={[
        [
          t('network.code'),
          code === null ? null : (
            <SelectButton selection={{ kind: 'code', id: code }} words={code} onSelect={onSelect} />
          ),
        ],
        [
          t('network.interchange'),
          interchanges.length === 0
            ? null
            : interchanges.map((id) => (
                <SelectButton key={id} selection={{ kind: 'interchange', id }} words={id} onSelect={onSelect} />
              )),
        ],
        [t('network.departuresADay'), number(facility.departures_a_day)],
        [t('network.sorts'), facility.sort_minutes === 0 ? null : formats.duration(facility.sort_minutes)],
        [t('network.parcelsAnHour'), number(facility.parcels_per_hour)],
        [t('network.open'), open === null ? null : `${daysWords(formats, open.days)} ${open.from}–${open.to}`],
        [t('network.acceptsUntil'), collects.accept_by],
        [t('network.loadBy'), delivers.load_by],
        [t('network.deliversBy'), delivers.deliver_by],
        [t('network.deliversCodes'), number(delivers.postal_codes)],
        [t('network.parcelsADay'), number(delivers.parcels_per_day)],
        [t('network.grantedADay'), number(delivers.granted_per_day)],
      ]}
    />
  );
}

function Day({
  facility,
  flows,
  sec,
}: Pick<CardProps, 'flows' | 'sec'> & { readonly facility: number }): JSX.Element | null {
  const { formats } = useWords();
  const day = Math.floor(sec / 86_400);
  const loads = useMemo(() => hourLoads(flows, facility, day), [flows, facility, day]);
  if ([...loads.arriving, ...loads.leaving].every((parcels) => parcels === 0)) return null;
  return (
    <>
      <h3>{formats.day(instantOf(flows, day * 86_400 + 43_200))}</h3>
      <HourBars loads={loads} hour={Math.floor((sec % 86_400) / 3600)} />
    </>
  );
}

function Next({ facility, flows, sec, onSelect }: CardProps & { readonly facility: number }): JSX.Element | null {
  const { t, formats } = useWords();
  const quarter = Math.floor(sec / 900) * 900;
  const legs = useMemo(() => nextLegs(flows, facility, quarter, NEXT), [flows, facility, quarter]);
  const rows = legs.map((leg) => flows.trips.row[flows.trip[leg]]);
  const names = useNames('trip', rows);
  const ends = useNames(
    'facility',
    legs.map((leg) => flows.to[leg]),
  );
  if (legs.length === 0) return null;
  return (
    <>
      <h3>{t('network.leavesNext')}</h3>
      <ul class="network-next">
        {legs.map((leg, index) => {
          const named = names.get(rows[index]);
          return (
            <li key={leg}>
              <button
                type="button"
                class="network-link"
                disabled={named === undefined}
                onClick={() =>
                  named !== undefined &&
                  onSelect({ kind: 'departure', id: `${named.id}@${dateOf(flows, flows.day[leg])}` })
                }
              >
                <time>{formats.time(instantOf(flows, flows.departSec[leg]))}</time>{' '}
                {ends.get(flows.to[leg])?.name ?? named?.name ?? '…'}
              </button>
              <span class="fine">
                {t('network.count', { count: ownParcels(flows, leg) + flows.partnerParcels[leg] })}
              </span>
              <FullnessMeter share={fullness(flows, leg)} />
            </li>
          );
        })}
      </ul>
    </>
  );
}
