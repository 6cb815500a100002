import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_DAYS, type Coverage, type CoverageColumns } from '../../domain/coverage.js';
import { FACILITY_KINDS } from '../../domain/network.js';
import type { Workspace } from '../../domain/workspace.js';
import type { MeasuredCoverage } from '../../explore/coverage/measure-coverage.js';
import { coverageMapOf } from '../../report/coverage/coverage-map.js';
import { renderCoverage } from '../../report/coverage/render-coverage.js';
import { writePage } from '../write-page.js';

/** Writes coverage into a plan folder: page, figures, and a table each of postal codes and of offices. */
export function writeCoverageFolder(
  folder: string,
  workspace: Workspace,
  { coverage, codes, offices, office }: MeasuredCoverage,
): void {
  const { network } = workspace;
  const { facilities } = network;
  mkdirSync(folder, { recursive: true });
  const codeHead = ['postal_code'];
  writeFileSync(
    join(folder, 'coverage_postal_codes.csv'),
    tableText(coverage, codes, codeHead, (code) => network.postalCodes[code]),
  );
  const officeHead = ['party', 'stop_id', 'name', 'kind', 'postal_code'];
  writeFileSync(
    join(folder, 'coverage_offices.csv'),
    tableText(coverage, offices, officeHead, (index) => {
      const facility = office[index];
      const party = workspace.parties[facilities.party[facility]].id;
      const code = network.postalCodes[facilities.postalCode[facility]] ?? '';
      const name = quoted(facilities.name[facility]);
      return `${party},${quoted(facilities.id[facility])},${name},${FACILITY_KINDS[facilities.kind[facility]]},${code}`;
    }),
  );
  const map = coverageMapOf(workspace, office, offices, coverage.beyondDays);
  writePage(folder, 'coverage.html', renderCoverage({ coverage, map, notes: workspace.notes }), coverage);
}

/** One line a place: its names, then days and mean days by every way; no days where it is not reached. */
function tableText(
  { ways }: Coverage,
  { count, days, meanDays }: CoverageColumns,
  head: readonly string[],
  namesOf: (place: number) => string,
): string {
  const names = ways.map((way) => (way.kind === 'alone' ? `${way.party}_alone` : way.kind));
  const columns = [...head, ...names.flatMap((name) => [`${name}_days`, `${name}_mean_days`])];
  const lines = [columns.join(',')];
  for (let place = 0; place < count; place++) {
    let line = namesOf(place);
    for (let way = 0; way < ways.length; way++) {
      const day = days[way][place];
      line += `,${day === NO_DAYS ? '' : day},${Math.round(meanDays[way][place] * 1000) / 1000}`;
    }
    lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
