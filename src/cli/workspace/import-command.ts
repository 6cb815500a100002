import type { Command } from 'commander';
import { importGtfs, type ImportSummary } from '../../feed/network/import-gtfs.js';
import { addCommand, printResult } from '../command-line.js';

interface ImportCommandOptions {
  readonly out: string;
  readonly luggage?: string;
  readonly currency: string;
  readonly json?: boolean;
}

/** `interline import gtfs`: a workspace from any published timetable. */
export function registerImport(program: Command): void {
  const group = program.command('import').description('make a workspace from published data');
  addCommand(group, 'gtfs', {
    description: 'make a workspace of one party from a GTFS feed',
    examples: [
      'import gtfs railways.zip --out railways',
      'import gtfs railways.zip --out railways --luggage coaches.csv',
    ],
  })
    .argument('<feed>', 'GTFS feed: a zip file or a folder')
    .requiredOption('--out <dir>', 'workspace folder to write')
    .option('--luggage <file>', 'CSV of luggage vehicles by train, which gives trips their capacity')
    .option('--currency <code>', 'currency of the workspace, ISO 4217', 'INR')
    .action(async (from: string, { out, luggage, currency, json }: ImportCommandOptions) => {
      const summary = await importGtfs({ from, out, luggageCsv: luggage, currency });
      printResult(json, summary, () => describe(out, summary));
    });
}

function describe(out: string, summary: ImportSummary): string {
  const number = (count: number): string => count.toLocaleString('en');
  const { party, start, days, stops, trips, stopTimes, departures, tripsWithLuggage, luggageKg, warnings } = summary;
  return [
    `${out}: party ${party}, ${days} days from ${start}`,
    `  ${number(stops)} stops, ${number(trips)} trips, ${number(stopTimes)} stop times, ${number(departures)} departures`,
    `  ${number(tripsWithLuggage)} trips carry luggage, ${number(Math.round(luggageKg))} kg in all`,
    `  ${warnings.length} warnings${warnings.length > 0 ? `; "interline validate ${out}" lists them` : ''}`,
    `Add shipments to ${out} and plan it.`,
  ].join('\n');
}
