import { assert } from '../../base/assert.js';
import { refused, valid, type Parsed } from '../parsed.js';

/** Corners of a cell in degrees: south and west edges belong to it, north and east edges to its neighbours. */
export interface DigipinCell {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** The square that DIGIPIN divides, degrees (DIGIPIN Technical Document, March 2025, section on the bounding box). */
export const DIGIPIN_BOX: DigipinCell = { south: 2.5, west: 63.5, north: 38.5, east: 99.5 };

/** Labels of the 4 x 4 cells at every level, north to south and west to east (Technical Document, labelling pattern). */
const GRID = ['FC98', 'J327', 'K456', 'LMPT'];
const LEVELS = 10;

/**
 * DIGIPIN of a point, `XXX-XXX-XXXX`; a cell is about 3.8 m wide. Undefined outside the box, which holds all of India
 * with its waters and more. A point on a line between cells lies in the eastern or northern one, except on the outer
 * edge. Divisions by four are exact in binary floating point, so there is no rounding to disagree about.
 */
export function encodeDigipin(lat: number, lon: number): string | undefined {
  const box = DIGIPIN_BOX;
  if (!(lat >= box.south && lat <= box.north && lon >= box.west && lon <= box.east)) return undefined;
  let { south, west } = box;
  let sizeDeg = box.north - box.south;
  let code = '';
  for (let level = 0; level < LEVELS; level++) {
    sizeDeg /= 4;
    const fromSouth = Math.min(3, Math.floor((lat - south) / sizeDeg));
    const fromWest = Math.min(3, Math.floor((lon - west) / sizeDeg));
    code += symbolAt(3 - fromSouth, fromWest);
    south += fromSouth * sizeDeg;
    west += fromWest * sizeDeg;
  }
  return displayDigipin(code);
}

/** Centre of a DIGIPIN's cell, degrees with 6 decimals. Dashes, spaces and small letters do not matter. */
export function decodeDigipin(text: string): Parsed<{ readonly lat: number; readonly lon: number }> {
  const code = compact(text);
  if (code.length !== LEVELS) {
    return refused(`a DIGIPIN has ${LEVELS} characters without its dashes, not ${code.length}`, 'such as 39J-49L-L8T4');
  }
  const cell = digipinCell(code);
  if (cell.status === 'refused') return cell;
  const { south, west, north, east } = cell.value;
  return valid({ lat: round6((south + north) / 2), lon: round6((west + east) / 2) });
}

/** Cell of a DIGIPIN or of its first characters, which name the larger cells around it: a bounding box to search in. */
export function digipinCell(text: string): Parsed<DigipinCell> {
  const code = compact(text);
  if (code.length > LEVELS) return refused(`a DIGIPIN has ${LEVELS} characters, not ${code.length}`);
  let { south, west } = DIGIPIN_BOX;
  let sizeDeg = DIGIPIN_BOX.north - DIGIPIN_BOX.south;
  for (const symbol of code) {
    const row = GRID.findIndex((labels) => labels.includes(symbol));
    if (row < 0) {
      return refused(
        `"${symbol}" is not a DIGIPIN character`,
        'the digits 2 to 9 and the letters C F J K L M P T',
        'GWX'.includes(symbol) ? 'The trial version used G, W and X; such codes must be made again.' : undefined,
      );
    }
    sizeDeg /= 4;
    south += (3 - row) * sizeDeg;
    west += (GRID[row] ?? '').indexOf(symbol) * sizeDeg;
  }
  return valid({ south, west, north: south + sizeDeg, east: west + sizeDeg });
}

function symbolAt(row: number, column: number): string {
  const symbol = GRID[row]?.[column];
  assert(symbol !== undefined, `DIGIPIN has no cell ${row}, ${column}`);
  return symbol;
}

function displayDigipin(code: string): string {
  return `${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`;
}

function compact(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase();
}

function round6(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
