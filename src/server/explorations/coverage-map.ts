import type { CoverageWay } from '../../domain/coverage.js';
import type { Workspace } from '../../domain/workspace.js';
import type { MeasuredCoverage } from '../../explore/coverage/measure-coverage.js';
import { isPlaced } from '../../report/places.js';
import type { CoverageMap } from '../../wire/exploration-results.js';

const MOST = 0xffff;

/** Days to every office that has a place on a map, before and after. O(offices). */
export function coverageMapOf({ network }: Workspace, { coverage, offices, office }: MeasuredCoverage): CoverageMap {
  const { lon, lat } = network.facilities;
  const rows = [...office.keys()].filter((row) => isPlaced(network, office[row]));
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const row of rows) {
    west = Math.min(west, lon[office[row]]);
    east = Math.max(east, lon[office[row]]);
    south = Math.min(south, lat[office[row]]);
    north = Math.max(north, lat[office[row]]);
  }
  if (rows.length === 0) [west, south, east, north] = [0, 0, 0, 0];
  const across = (from: number, to: number, at: number): number =>
    to === from ? 0 : Math.round(((at - from) / (to - from)) * MOST);
  const bytesOf = (kind: CoverageWay['kind']): string => {
    const days = offices.days[coverage.ways.findIndex((way) => way.kind === kind)];
    return Buffer.from(Uint8Array.from(rows, (row) => days[row])).toString('base64');
  };
  return {
    count: rows.length,
    west,
    south,
    east,
    north,
    x: words(rows.map((row) => across(west, east, lon[office[row]]))),
    y: words(rows.map((row) => across(south, north, lat[office[row]]))),
    apart: bytesOf('better_alone'),
    joint: bytesOf('joint'),
  };
}

/** 16-bit words, little-endian whatever the machine is. */
function words(values: readonly number[]): string {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16LE(value, index * 2));
  return bytes.toString('base64');
}
