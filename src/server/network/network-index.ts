import { FACILITY_KINDS } from '../../domain/network.js';
import type { Workspace } from '../../domain/workspace.js';
import { interchangeName } from '../../report/interchange-use.js';
import { modeOfTrip } from '../../report/carriage.js';
import { MODES } from '../../domain/network.js';
import { facilityId, tripId } from './names.js';
import { WordIndex } from './word-index.js';

/** What a search finds in a workspace. */
export interface FoundPlace {
  readonly kind: 'postal_code' | 'facility' | 'trip' | 'interchange';
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly party: string | null;
  readonly column: number | null;
}

/** Facilities that people mean first when they write a name. */
const WEIGHTY: ReadonlySet<string> = new Set([
  'hub',
  'sort_centre',
  'fulfilment_centre',
  'interchange',
  'export_office',
]);

/** Rows of a workspace by what people call them. */
export class NetworkIndex {
  private readonly facilityRows = new Map<string, number>();
  private readonly tripRows = new Map<string, number>();
  private readonly codeRows: ReadonlyMap<string, number>;
  private words: { readonly index: WordIndex; readonly entryOf: (entry: number) => FoundPlace } | undefined;

  constructor(readonly workspace: Workspace) {
    const { facilities, trips, postalCodes } = workspace.network;
    for (let row = 0; row < facilities.count; row++) this.facilityRows.set(facilityId(workspace, row), row);
    for (let row = 0; row < trips.count; row++) this.tripRows.set(tripId(workspace, row), row);
    this.codeRows = new Map(postalCodes.map((code, row) => [code, row]));
  }

  facility(id: string): number | undefined {
    return this.facilityRows.get(id);
  }

  trip(id: string): number | undefined {
    return this.tripRows.get(id);
  }

  code(code: string): number | undefined {
    return this.codeRows.get(code);
  }

  /** What fits all words of a query, the weightiest first. */
  search(query: string, limit: number): FoundPlace[] {
    this.words ??= this.wordsOf();
    const { index, entryOf } = this.words;
    return index.find(query, limit).map(entryOf);
  }

  /** Everything that can be found, weighty things first: interchange points, hubs, postal codes, offices, trips. */
  private wordsOf() {
    const { workspace } = this;
    const { facilities, trips, postalCodes } = workspace.network;
    const interchanges = workspace.agreement?.interchanges ?? [];
    const kindOf = (row: number): string => FACILITY_KINDS[facilities.kind[row]];
    const rows = [...facilities.party.keys()];
    const weighty = rows.filter((row) => WEIGHTY.has(kindOf(row)));
    const others = rows.filter((row) => !WEIGHTY.has(kindOf(row)));
    const ordered = [
      ...others.filter((row) => kindOf(row) !== 'branch_office'),
      ...others.filter((row) => kindOf(row) === 'branch_office'),
    ];
    const texts: string[] = [];
    const starts: number[] = [];
    const add = (group: readonly string[]): void => {
      starts.push(texts.length);
      for (const text of group) texts.push(text);
    };
    const facilityText = (row: number): string => {
      const code = facilities.postalCode[row];
      return `${facilities.name[row]} ${facilities.id[row]} ${code < 0 ? '' : postalCodes[code]}`;
    };
    add(interchanges.map((one) => `${one.id} ${interchangeName(workspace, one)}`));
    add(weighty.map(facilityText));
    add(postalCodes);
    add(ordered.map(facilityText));
    add([...trips.party.keys()].map((row) => `${trips.id[row]} ${trips.name[row]}`));
    const [, fromWeighty, fromCodes, fromOthers, fromTrips] = starts;
    const entryOf = (entry: number): FoundPlace => {
      if (entry >= fromTrips) return this.tripFound(entry - fromTrips);
      if (entry >= fromOthers) return this.facilityFound(ordered[entry - fromOthers]);
      if (entry >= fromCodes) return this.codeFound(entry - fromCodes);
      if (entry >= fromWeighty) return this.facilityFound(weighty[entry - fromWeighty]);
      const one = interchanges[entry];
      return {
        kind: 'interchange',
        id: one.id,
        name: interchangeName(workspace, one),
        about: '',
        party: null,
        column: entry,
      };
    };
    return { index: new WordIndex(texts), entryOf };
  }

  private facilityFound(row: number): FoundPlace {
    const { workspace } = this;
    const { facilities, postalCodes } = workspace.network;
    const code = facilities.postalCode[row];
    return {
      kind: 'facility',
      id: facilityId(workspace, row),
      name: facilities.name[row],
      about: code < 0 ? '' : postalCodes[code],
      party: workspace.parties[facilities.party[row]].id,
      column: row,
    };
  }

  private codeFound(row: number): FoundPlace {
    const code = this.workspace.network.postalCodes[row];
    return { kind: 'postal_code', id: code, name: code, about: '', party: null, column: row };
  }

  private tripFound(row: number): FoundPlace {
    const { workspace } = this;
    const { trips } = workspace.network;
    return {
      kind: 'trip',
      id: tripId(workspace, row),
      name: trips.name[row],
      about: MODES[modeOfTrip(workspace, row)],
      party: workspace.parties[trips.party[row]].id,
      column: row,
    };
  }
}
