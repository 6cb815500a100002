import { readdir, rename, rm } from 'node:fs/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { formatDate, localDate, parseDate } from '../../base/civil-time.js';
import { inputError } from '../../base/input-error.js';
import { makeIndia, type ExampleSummary } from '../../example/india.js';
import { addCommand, printResult, wholeNumber } from '../command-line.js';
import { ProgressLine } from '../progress-line.js';

interface IndiaOptions {
  readonly out: string;
  readonly parcels: number;
  readonly seed: number;
  readonly start?: string;
  readonly json?: boolean;
}

/** `interline example india`: a workspace of national size to try everything on. */
export function registerExample(program: Command): void {
  const example = program.command('example').description('make a workspace to try Interline on');
  addCommand(example, 'india', {
    description: 'two carriers on the 165,627 real post offices of India; everything else is synthetic and says so',
    examples: [
      'example india --out india',
      'example india --out india --start recent',
      'example india --out large --parcels 1000000 --seed 7',
    ],
  })
    .requiredOption('--out <dir>', 'workspace folder to write')
    .option('--parcels <number>', 'parcels that the agreement lets both carriers share', wholeNumber(1), 150_000)
    .option('--seed <number>', 'same seed and parcels, same files, byte for byte', wholeNumber(0, 2 ** 32 - 1), 1)
    .option(
      '--start <date>',
      'first day of the timetable, or "recent": two days ago, so that its parcels are on their way now',
      startDay,
    )
    .action(async ({ out, parcels, seed, start, json }: IndiaOptions) => {
      const summary = await makeInto(out, (folder) => makeIndia({ out: folder, parcels, seed, start }));
      printResult(json, summary, () => describe(out, summary));
    });
}

/** The agreement of the example holds from October 2024 on. */
const START_MIN = '2024-10-27';

/** A day as given, or two days ago where the example is. */
function startDay(text: string): string {
  if (text === 'recent') return formatDate((parseDate(localDate('Asia/Kolkata', Date.now())) ?? 0) - 2);
  const day = parseDate(text);
  if (day === undefined || formatDate(day) < START_MIN) {
    throw new InvalidArgumentError(`It must be a day from ${START_MIN} on, YYYY-MM-DD, or recent.`);
  }
  return formatDate(day);
}

/**
 * Makes a new workspace beside its place and moves it there when it is whole, so that nothing half-made is ever found.
 * An earlier workspace is replaced file by file; a folder with anything else in it is left alone.
 */
async function makeInto(out: string, make: (folder: string) => Promise<ExampleSummary>): Promise<ExampleSummary> {
  const names = await readdir(out).catch((): string[] => []);
  if (names.length > 0 && !names.includes('interline.yaml')) {
    const message = 'is a folder with other files in it, and nothing is written there';
    const allowed = 'a new or empty folder, or an earlier workspace';
    throw inputError({ code: 'folder_not_empty', file: out, message, allowed });
  }
  const line = new ProgressLine(process.stderr);
  line.show(`Making ${out} ...`);
  try {
    if (names.length > 0) return await make(out);
    const partial = `${out.replace(/[/\\]+$/, '')}.partial`;
    await rm(partial, { recursive: true, force: true });
    const summary = await make(partial);
    await rm(out, { recursive: true, force: true });
    await rename(partial, out);
    return summary;
  } finally {
    line.end();
  }
}

function describe(out: string, summary: ExampleSummary): string {
  const number = (count: number): string => count.toLocaleString('en');
  const { offices, postalCodes, hubs, fulfilmentCentres, sortCentres, deliveryStations, interchanges } = summary;
  return [
    `${out}: synthetic, except for the post offices`,
    `  ${number(offices)} post offices in ${number(postalCodes)} postal codes, ${hubs} hubs`,
    `  ${fulfilmentCentres} fulfilment centres, ${sortCentres} sort centres, ${number(deliveryStations)} delivery stations`,
    `  ${interchanges} interchange points, ${number(summary.trips)} trips with ${number(summary.calls)} calls`,
    `  ${number(summary.shipments)} shipments, ${number(Math.round(summary.kg))} kg`,
    ...summary.notes.map((note) => `  - ${note}`),
  ].join('\n');
}
