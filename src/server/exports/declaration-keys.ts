import type { Declaration } from '../../exporting/declare/declaration.js';
import type { WireDeclaration } from '../../wire/exports/export-declarations.js';

/** `net_weight_g` as `netWeightG`. */
type CamelKey<K> = K extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<CamelKey<Tail>>}` : K;
type CamelKeys<T> = T extends readonly (infer Item)[]
  ? readonly CamelKeys<Item>[]
  : T extends object
    ? { [K in keyof T as CamelKey<K>]: CamelKeys<T[K]> }
    : T;

/** A declaration as it is sent, in the domain's words: the compiler sees that all of its fields are there. */
export function declarationOf(sent: WireDeclaration): Declaration {
  const declaration: CamelKeys<WireDeclaration> = camelKeys(sent);
  return declaration;
}

function camelKeys<T>(value: T): CamelKeys<T> {
  return mapped(value) as CamelKeys<T>;
}

function mapped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(mapped);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [camelOf(key), mapped(inner)] as const);
  return Object.fromEntries(entries);
}

function camelOf(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
