import { formatLocal } from '../../base/civil-time.js';
import type { Workspace } from '../../domain/workspace.js';
import type { Happening } from '../../planner/promise/itinerary.js';
import { plainName } from '../../report/places.js';

/**
 * The happenings as aligned lines: local time, place, what is done and by what. What does not fit beside the places goes
 * below them.
 */
export function itineraryText(workspace: Workspace, happenings: readonly Happening[], columns: number): string {
  const width = Math.max(0, ...happenings.map(({ place }) => plainName(place).length));
  const rows = happenings.map(({ sec, what, place, party, detail }) => ({
    start: `  ${formatLocal(workspace.calendar, sec)}  ${VERBS[what].padEnd(VERB_WIDTH)} `,
    place: plainName(place),
    detail: detail === '' ? party : `${party}, ${detail}`,
    needed: detail !== '',
  }));
  const beside = rows.map(({ start, place, detail }) => `${start}${place.padEnd(width)}  ${detail}`);
  if (beside.every((line) => line.length <= columns)) return beside.join('\n');
  return rows
    .flatMap(({ start, place, detail, needed }) => [start + place, ...(needed ? [DETAIL_INDENT + detail] : [])])
    .join('\n');
}

const VERB_WIDTH = 17;
const DETAIL_INDENT = ' '.repeat(22); // below the verb

const VERBS: Readonly<Record<Happening['what'], string>> = {
  leave: 'leaves',
  arrive: 'reaches',
  tender: 'is tendered at',
  receive: 'is received at',
  load_by: 'is due for round',
  deliver: 'is delivered by',
};
