import { existsSync } from 'node:fs';
import { NONE } from '../base/none.js';
import type { Fault } from '../base/input-error.js';
import type { PostalAreas } from '../domain/coverage.js';
import type { Network } from '../domain/network.js';
import { fileSource } from './tables/byte-source.js';
import { didYouMean } from '../base/did-you-mean.js';
import { FaultList } from './tables/fault-list.js';
import { Table } from './tables/table.js';

/** File of a workspace that says how many people live in its postal codes, and in which circle these are. */
export const POSTAL_AREAS_FILE = 'postal_codes.csv';

/** What the table of postal codes says, and what to mind about it. */
export interface PostalAreasReading {
  readonly areas: PostalAreas;
  readonly warnings: readonly Fault[];
}

/**
 * Reads `postal_code, people, circle` of the network's postal codes; `people` and `circle` are optional columns. Codes
 * that the table does not name have no people. Throws an InputError with every fault.
 */
export function readPostalAreas(path: string, network: Network): PostalAreasReading {
  const faults = new FaultList();
  if (!existsSync(path)) {
    faults.add({
      code: 'missing_file',
      file: path,
      message: 'there is no such file',
      allowed: 'CSV: postal_code,people',
    });
    faults.warningsOrThrow();
  }
  const table = new Table(fileSource(path), path, faults);
  const code = table.column('postal_code', 'required');
  const people = table.column('people');
  const circle = table.column('circle');
  table.warnUnknownColumns();
  const peopleOf = new Float64Array(network.postalCodes.length);
  const circleOf = network.postalCodes.map(() => '');
  const indexOf = new Map(network.postalCodes.map((text, index) => [text, index]));
  const seen = new Uint8Array(network.postalCodes.length);
  while (table.next()) {
    const text = table.requiredText(code);
    const index = indexOf.get(text);
    if (index === undefined) {
      if (text !== '' && code !== NONE) reportUnknown(table, code, text, network);
      continue;
    }
    if (seen[index] === 1) table.fault(code, { code: 'duplicate_id', message: 'the postal code is given twice' });
    seen[index] = 1;
    peopleOf[index] = table.number(people, 0);
    circleOf[index] = table.text(circle);
  }
  const warnings = faults.warningsOrThrow();
  return {
    areas: { people: people === NONE ? undefined : peopleOf, circle: circle === NONE ? undefined : circleOf },
    warnings,
  };
}

/** Countings of a whole country name codes that a workspace does not serve. */
function reportUnknown(table: Table, code: number, text: string, network: Network): void {
  const suggestion = network.postalCodes.length <= 1000 ? didYouMean(text, network.postalCodes) : undefined;
  const message = 'is no postal code of the workspace; the row is left out';
  table.fault(code, { code: 'unknown_reference', severity: 'warning', message, suggestion });
}
