import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { parseDate } from '../../base/civil-time.js';
import { InputError, type Fault } from '../../base/input-error.js';
import { ORIGIN_KINDS, type OriginKind, type PostalAreas } from '../../domain/coverage.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { POSTAL_AREAS_FILE, readPostalAreas } from '../../feed/read-postal-areas.js';
import { measureCoverage, WITHIN_DAYS } from '../../explore/coverage/measure-coverage.js';
import { usualPostingSec } from '../../explore/coverage/origins.js';
import { promiseDesk } from '../../planner/promise/promise-desk.js';
import type { TableParcel } from '../../planner/promise/promise-table-cases.js';
import { addCommand, fraction, printNote, printResult, wholeNumber } from '../command-line.js';
import { coverageText } from './coverage-text.js';
import { openWorkspaceAndShipments } from '../workspace/open-workspace.js';
import { parcelOf } from '../promise/promise-request.js';
import { writeCoverageFolder } from './write-coverage-folder.js';

interface CoverageOptions {
  readonly out?: string;
  readonly at?: string;
  readonly from: OriginKind;
  readonly share: number;
  readonly people?: string;
  readonly weight: number;
  readonly volume: number;
  readonly product?: string;
  readonly goods: string;
  readonly json?: boolean;
}

/** `interline coverage DIR`: days to every postal code and office, by each carrier alone and jointly. */
export function registerCoverage(program: Command): void {
  addCommand(program, 'coverage', {
    description: 'how soon every postal code and office is reached, by each carrier alone and by all together',
    examples: ['coverage india', 'coverage india --at 2026-11-28 --share 0.9', 'coverage india --people census.csv'],
  })
    .argument('<dir>', 'workspace folder')
    .option('--out <dir>', 'folder for coverage.html, coverage.json and tables (default: plan, inside the workspace)')
    .option('--at <time>', 'when parcels are posted, as 2026-11-24 (at the usual hour) or "2026-11-24 18:00"')
    .addOption(
      new Option('--from <origins>', 'where parcels start: where shipments do, at fulfilment centres, or in every code')
        .choices([...ORIGIN_KINDS])
        .default('shipments'),
    )
    .option('--share <fraction>', 'a place is reached when this share of what is sent there is', fraction, 0.5)
    .option(
      '--people <file>',
      `CSV with postal_code, people and, if known, circle (default: ${POSTAL_AREAS_FILE} of the workspace, if there)`,
    )
    .option('--weight <grams>', 'weight', wholeNumber(1), 500)
    .option('--volume <millilitres>', 'volume', wholeNumber(0), 0)
    .option('--product <id>', 'product; the first of the workspace when not given')
    .option('--goods <kinds>', 'goods that some departures refuse, such as "lithium"', '')
    .action(run);
}

async function run(dir: string, options: CoverageOptions): Promise<void> {
  const { workspace, shipments } = await openWorkspaceAndShipments(dir);
  const parcel = parcelAsked(workspace, shipments, dir, options);
  const areas = areasOf(workspace, dir, options.people);
  const request = { parcel, origins: options.from, share: options.share, withinDays: WITHIN_DAYS };
  const measured = measureCoverage(promiseDesk(workspace), request, { shipments, areas });
  const folder = options.out ?? join(dir, 'plan');
  writeCoverageFolder(folder, workspace, measured);
  printResult(options.json, measured.coverage, () => {
    const text = coverageText(measured.coverage);
    return `${text}\nWritten to ${folder}; "interline serve ${folder}" shows the page.`;
  });
}

/** The parcel that options mean. Throws an InputError with everything that is wrong with them. */
function parcelAsked(workspace: Workspace, shipments: Shipments, dir: string, options: CoverageOptions): TableParcel {
  const faults: Fault[] = [];
  const { at, ...rest } = options;
  const date = at === undefined ? undefined : parseDate(at.trim());
  const { calendar } = workspace;
  const day = date === undefined ? undefined : date - calendar.firstDay;
  const inHorizon = day !== undefined && day >= 0 && day < calendar.dayCount;
  const fault = (column: string, value: string, about: Partial<Fault> & { message: string }): number => {
    faults.push({ code: 'unknown_value', severity: 'error', file: dir, column, value, ...about });
    return 0;
  };
  // A day that is outside the horizon is told as a moment of it is, with what is allowed.
  const clock = at === undefined || inHorizon ? undefined : date === undefined ? at : `${at.trim()} 12:00`;
  const typed = { ...rest, longestSide: 0, cod: 0, ...(clock !== undefined && { at: clock }) };
  const { atSec, g, ml, product, goods, codAmount } = parcelOf(workspace, typed, fault);
  if (options.share <= 0 || options.share > 1) {
    fault('--share', String(options.share), {
      code: 'out_of_range',
      message: 'is no share',
      allowed: 'above 0, at most 1',
    });
  }
  if (faults.length > 0) throw new InputError(faults);
  const postedSec = clock === undefined ? usualPostingSec(workspace, shipments, day) : atSec;
  return { postedSec, g, ml, product, goods, codAmount };
}

function areasOf(workspace: Workspace, dir: string, file: string | undefined): PostalAreas {
  const path = file ?? join(dir, POSTAL_AREAS_FILE);
  if (file === undefined && !existsSync(path)) return { people: undefined, circle: undefined };
  const { areas, warnings } = readPostalAreas(path, workspace.network);
  const [first] = warnings;
  if (first !== undefined) {
    const line = first.line === undefined ? '' : `:${first.line}`;
    printNote(`${path} has ${warnings.length} warnings, the first: ${path}${line} ${first.message}.`);
  }
  return areas;
}
