import { assert } from '../../base/assert.js';

/** Object ids of PostgreSQL's types whose values both drivers would otherwise read each in its own way. */
const INT8 = 20;
const NUMERIC = 1700;
const DATE = 1082;

/** How texts of the database become values, the same on both kinds of database; other types are read alike anyway. */
export const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: (text) => {
    const value = Number(text);
    assert(Number.isSafeInteger(value), `${text} is too large a number to be read`);
    return value;
  },
  [NUMERIC]: (text) => text,
  [DATE]: (text) => text, // a day has no time zone
};
