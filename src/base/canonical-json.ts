import { assert } from './assert.js';

/** What canonical JSON can hold. A member that is `undefined` is left out, as `JSON.stringify` does. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * The one text of a value, as RFC 8785 (JSON Canonicalization Scheme) writes it: no white space, members sorted by the
 * UTF-16 code units of their names, numbers and strings as ECMAScript serialises them. Asserts that numbers are finite
 * and strings whole Unicode, because neither has a text of its own otherwise.
 */
export function canonicalJson(value: Json): string {
  if (!isInOrder(value)) return textOf(value);
  const text = JSON.stringify(value); // the same, many times faster
  return text.includes('\\ud') ? textOf(value) : text;
}

/** True when the members of all objects in a value are sorted already and its numbers are finite. */
function isInOrder(value: Json | undefined): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (isList(value)) return value.every(isInOrder);
  let before = '';
  for (const key of Object.keys(value)) {
    if (key < before) return false;
    before = key;
    const member = value[key];
    if (typeof member !== 'string' && !isInOrder(member)) return false;
  }
  return true;
}

function textOf(value: Json): string {
  if (typeof value === 'string') return stringText(value);
  if (typeof value === 'number') {
    assert(Number.isFinite(value), `canonical JSON has no text for ${value}`);
    return JSON.stringify(value);
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map(textOf).join(',')}]`;
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    text += `${text === '{' ? '' : ','}${stringText(key)}:${textOf(member)}`;
  }
  return `${text}}`;
}

function stringText(value: string): string {
  const text = JSON.stringify(value);
  // Only half a character is written as an escape that begins so, or a backslash before `ud`; then it is looked at closely.
  if (text.includes('\\ud')) assert(!LONE_SURROGATE.test(value), 'canonical JSON has no text for half a character');
  return text;
}

const LONE_SURROGATE = /\p{Surrogate}/u; // with the u flag, pairs are characters and do not match

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
