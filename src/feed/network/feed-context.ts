import type { Calendar } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { ByteDictionary } from '../tables/byte-dictionary.js';
import { didYouMean } from '../../base/did-you-mean.js';
import type { FaultList } from '../tables/fault-list.js';
import type { FeedFolder } from './feed-folder.js';
import type { NetworkBuilder } from './network-builder.js';
import type { Column, Table } from '../tables/table.js';

/** What the readers of one party's tables share. */
export interface FeedContext {
  readonly folder: FeedFolder;
  readonly party: number; // index into Workspace.parties
  readonly network: NetworkBuilder;
  readonly faults: FaultList;
  readonly calendar: Calendar;
  readonly minorPerMajor: number;
  readonly stops: References; // stop_id -> facility
  readonly vehicles: References; // vehicle_id -> vehicle
  readonly trips: References; // trip_id -> index into the party's trip drafts
}

/** Suggestions cost a search through all ids, so only the first faults of a file get one. */
const SUGGESTIONS_MAX = 10;

/** Ids of one table and what they stand for, with a fault for an id that does not exist. */
export class References {
  private readonly ids = new ByteDictionary();
  private readonly values: number[] = [];

  /** @param what as in "the stop", `table` where it should be given */
  constructor(
    private readonly what: string,
    private readonly table: string,
  ) {}

  /** Adds the id in a field of the table that defines it; false, with a fault, when it is empty or given twice. */
  define(table: Table, column: Column, value: number): boolean {
    const id = table.requiredText(column);
    if (id === '') return false;
    const known = this.ids.count;
    if (this.ids.addText(id) < known) {
      table.fault(column, { code: 'duplicate_id', message: `the ${this.what} is given twice; the first one counts` });
      return false;
    }
    this.values.push(value);
    return true;
  }

  /** What the id in a field stands for; NONE, with a fault, when there is no such id or none is given. */
  resolve(table: Table, column: Column): number {
    const { bytes, start, end } = table.scanner;
    if (!table.isEmpty(column)) {
      const entry = this.ids.find(bytes, start[column], end[column]);
      if (entry !== NONE) return this.values[entry];
    }
    const text = table.requiredText(column);
    if (text === '') return NONE;
    const entry = this.ids.findText(text);
    if (entry !== NONE) return this.values[entry];
    const suggested = table.faults.countOf('unknown_reference', table.file) < SUGGESTIONS_MAX;
    table.fault(column, {
      code: 'unknown_reference',
      message: `there is no such ${this.what}`,
      allowed: `an id in ${this.table}`,
      suggestion: suggested ? didYouMean(text, this.texts()) : undefined,
    });
    return NONE;
  }

  private *texts(): Generator<string> {
    for (let entry = 0; entry < this.ids.count; entry++) yield this.ids.textOf(entry);
  }
}

/** Opens a table that a feed must have; a fault and undefined when it is missing. */
export function requiredTable(context: FeedContext, name: string): Table | undefined {
  const table = context.folder.open(name, context.faults);
  if (!table) {
    const message = `the feed has no ${name}`;
    context.faults.add({ code: 'missing_file', file: `${context.folder.name}/${name}`, message });
  }
  return table;
}
