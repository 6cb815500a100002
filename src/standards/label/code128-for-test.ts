/** Bar and gap widths of the 107 symbol characters of Code 128 (ISO/IEC 15417, table 1), the stop character last. */
const PATTERNS =
  `212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231
113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121
211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124
121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241
114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141
114131 311141 411131 211412 211214 211232 2331112`.split(/\s+/);

const [CODE_C, CODE_B, CODE_A, FNC1, START_A, START_B, START_C, STOP] = [99, 100, 101, 102, 103, 104, 105, 106];

/**
 * Reads a Code 128 from one row of dots, black 1 and white 0, as a scanner does: from widths alone. FNC1 is written as
 * `]`. Throws with what is wrong.
 */
export function readCode128(row: ArrayLike<number>): string {
  const runs: number[] = [];
  let last = 0;
  for (let x = 0; x < row.length; x++) {
    if (row[x] === last) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
    else runs.push(1);
    last = row[x] ?? 0;
  }
  // Before the first black dot nothing was counted: the first run is a bar, and the last may be the quiet zone.
  if (last === 0) runs.pop();
  const values: number[] = [];
  for (let at = 0; at < runs.length;) {
    const length = runs.length - at === 7 ? 7 : 6;
    values.push(symbolOf(runs.slice(at, at + length)));
    at += length;
  }
  return textOf(values);
}

function symbolOf(widths: readonly number[]): number {
  const modules = widths.length === 7 ? 13 : 11;
  const module = widths.reduce((sum, width) => sum + width, 0) / modules;
  const pattern = widths.map((width) => Math.round(width / module)).join('');
  const value = PATTERNS.indexOf(pattern);
  if (value < 0) throw new Error(`no symbol character has widths ${pattern}`);
  return value;
}

function textOf(values: readonly number[]): string {
  const [start = 0, ...rest] = values;
  const check = rest.at(-2) ?? -1;
  const data = rest.slice(0, -2);
  if (rest.at(-1) !== STOP) throw new Error('no stop character');
  const sum = data.reduce((total, value, index) => total + value * (index + 1), start);
  if (sum % 103 !== check) throw new Error(`check character ${check} instead of ${sum % 103}`);
  let set = start;
  let text = '';
  for (const value of data) {
    if (value === FNC1) text += ']';
    else if (value === CODE_C && set !== START_C) set = START_C;
    else if (value === CODE_B && set !== START_B) set = START_B;
    else if (value === CODE_A && set !== START_A) set = START_A;
    else
      text +=
        set === START_C
          ? String(value).padStart(2, '0')
          : String.fromCharCode(value < 64 || set === START_B ? value + 32 : value - 64);
  }
  return text;
}
