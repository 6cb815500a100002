import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { assert } from '../../../base/assert.js';
import type { WireFault } from '../../../wire/http/problem.js';
import type { GoodsField, ParcelField } from './form-fields.js';
import type { FormState } from './form-state.js';
import type { Tables } from '../tables/tables.js';

/** A form as its fields need it. */
export interface Form {
  readonly state: FormState;
  readonly tables: Tables;
  readonly change: (update: (before: FormState) => FormState) => void;
  readonly setField: (path: ParcelField, value: string) => void;
  readonly setGoods: (row: number, path: GoodsField, value: string) => void;
  /** What is wrong at a field, by its path in the declaration. */
  readonly faults: ReadonlyMap<string, WireFault>;
  /** True once somebody tried to file: from then on what is missing is told at its field too. */
  readonly isTried: boolean;
}

export const FormContext = createContext<Form | undefined>(undefined);

export function useForm(): Form {
  const form = useContext(FormContext);
  assert(form !== undefined, 'a field is drawn within a form');
  return form;
}
