import type { JSX } from 'preact';
import { partyClass, useSession } from '../app/session.js';
import { plainName } from './plain-name.js';
import { useWords } from '../words/use-words.js';
import { Icon, type IconName } from './icon.js';
import './timetable.css';

/** One thing that happens to a parcel on its way. */
export interface TimetableRow {
  readonly at: string; // instant
  readonly what: string; // code of words `timetable.…`
  readonly place: string;
  readonly placeId?: string | undefined;
  /** Code of the party that has the parcel from here on. */
  readonly party: string;
  readonly by?: string | undefined; // departure, as people know it
  readonly mode?: string | null | undefined;
}

const MODE_ICONS: Readonly<Record<string, IconName>> = { road: 'truck', rail: 'train', air: 'plane', water: 'network' };

/** A parcel's way as a timetable: a line in the colour of who has it, with custody's changes marked. */
export function Timetable({
  rows,
  caption,
}: {
  readonly rows: readonly TimetableRow[];
  readonly caption: string;
}): JSX.Element {
  const { t, tCode, formats } = useWords();
  const { workspace } = useSession();
  const nameOf = (code: string): string =>
    plainName(workspace.carriers.find((carrier) => carrier.code === code)?.name ?? code);
  let day = '';
  return (
    <ol class="timetable" aria-label={caption}>
      {rows.map((row, index) => {
        const ownDay = formats.day(row.at);
        const isNewDay = ownDay !== day;
        day = ownDay;
        const passes = index > 0 && rows[index - 1].party !== row.party;
        return (
          <li key={`${row.at} ${row.what}`} class={`timetable-row ${partyClass(workspace, row.party)}`}>
            {isNewDay ? <p class="timetable-day">{ownDay}</p> : null}
            {passes ? (
              <p class="timetable-custody">
                <Icon name="swap" size={16} />
                {t('timetable.custody', { party: nameOf(row.party) })}
              </p>
            ) : null}
            <time class="timetable-time" dateTime={row.at}>
              {formats.time(row.at)}
            </time>
            <span class="timetable-dot" aria-hidden="true" />
            <div class="timetable-what">
              <p>
                <strong>{tCode('timetable', row.what)}</strong> <span title={row.placeId}>{plainName(row.place)}</span>
              </p>
              <p class="fine">
                {row.mode ? <Icon name={MODE_ICONS[row.mode] ?? 'truck'} size={15} /> : null}
                {row.mode ? <span class="hidden">{tCode('timetable.mode', row.mode)}</span> : null}
                {row.by === undefined ? nameOf(row.party) : `${plainName(row.by)} · ${nameOf(row.party)}`}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
