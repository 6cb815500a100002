import { refused, valid, type Parsed } from '../parsed.js';

/** A chapter (2 digits), heading (4) or subheading (6) of the Harmonized System. */
export interface HsEntry {
  readonly code: string;
  readonly description: string;
}

/** The nomenclature as entered: every chapter, heading and subheading, by code and in order. */
export interface HsList {
  readonly entries: readonly HsEntry[];
  readonly byCode: ReadonlyMap<string, HsEntry>;
}

/**
 * Reads a list of codes and descriptions as CSV: comments start with `#`, the first other line is `code,description`, descriptions may stand
 * in quotes. Refuses a list with a line that is none, a code twice, or a code whose heading or chapter is missing.
 */
export function readHsList(csv: string): Parsed<HsList> {
  const entries: HsEntry[] = [];
  const byCode = new Map<string, HsEntry>();
  for (const [index, line] of csv.split(/\r?\n/).entries()) {
    if (line === '' || line.startsWith('#') || line === 'code,description') continue;
    const match = /^(\d\d|\d{4}|\d{6}),(?:"((?:[^"]|"")*)"|([^"]*))$/.exec(line);
    const [, code = '', quoted, plain] = match ?? [];
    const description = (quoted?.replaceAll('""', '"') ?? plain ?? '').trim();
    if (match === null || description === '') return refused(`line ${index + 1} is no code and description`);
    if (byCode.has(code)) return refused(`line ${index + 1} has ${code} a second time`);
    const above = code.slice(0, -2);
    if (above !== '' && !byCode.has(above)) return refused(`line ${index + 1} has ${code} before ${above}`);
    const entry = { code, description };
    entries.push(entry);
    byCode.set(code, entry);
  }
  return entries.length === 0 ? refused('the list is empty') : valid({ entries, byCode });
}

/** What stands directly below a chapter or heading. */
export function listBelow(list: HsList, code: string): HsEntry[] {
  return list.entries.filter((entry) => entry.code.length === code.length + 2 && entry.code.startsWith(code));
}

/** Chapter, heading and subheading that a code stands under, itself last; those that exist. */
export function pathOf(list: HsList, code: string): HsEntry[] {
  return [2, 4, 6].flatMap((length) => {
    const entry = length <= code.length ? list.byCode.get(code.slice(0, length)) : undefined;
    return entry === undefined ? [] : [entry];
  });
}
