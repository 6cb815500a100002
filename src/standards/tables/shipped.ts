import { readFileSync } from 'node:fs';
import { assert } from '../../base/assert.js';
import { indexHs, type HsIndex } from '../hs/hs-index.js';
import { readHsList, type HsList } from '../hs/hs-list.js';
import { readHsWords } from '../hs/hs-words.js';
import type { Parsed } from '../parsed.js';
import { readUpuCodes, type UpuCodes } from '../upu/upu-codes.js';

/** The folder of tables that come with the project; the same place from sources and from built output. */
const FOLDER = new URL('../../../data/', import.meta.url);

/**
 * Tables that come with the project, read once from `data/`. This is the one place of this layer that reads files: whoever has tables of
 * their own reads them with the functions used here.
 */
export const shipped = {
  hs: once((): HsList => mustRead('hs-2022.csv', readHsList)),
  hsIndex: once((): HsIndex => indexHs(shipped.hs(), mustRead('hs-words.json', readHsWords).rows)),
  upu: once((): UpuCodes => mustRead('upu-codes.json', readUpuCodes)),
};

function mustRead<T>(name: string, read: (text: string) => Parsed<T>): T {
  const table = read(readFileSync(new URL(name, FOLDER), 'utf8'));
  assert(table.status === 'valid', `data/${name}: ${table.status === 'refused' ? table.refusal.message : ''}`);
  return table.value;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
