import type { JSX } from 'preact';
import { Field, type FieldProps } from './field.js';

/** A line of text with its label. */
export function TextField(
  props: Omit<FieldProps, 'children'> & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly lengthMax?: number;
    readonly inputMode?: 'numeric' | 'decimal';
    readonly type?: 'text' | 'url' | 'date';
    /** True for what is kept as it is typed, such as a login: nothing completes it or makes its first letter large. */
    readonly isExact?: boolean;
    /** Of a day: the first that can be chosen. */
    readonly min?: string;
  },
): JSX.Element {
  const { label, hint, fault, isOptional = false } = props;
  const { value, onChange, lengthMax, type = 'text', isExact = false, min, inputMode } = props;
  return (
    <Field label={label} hint={hint} fault={fault} isOptional={isOptional}>
      {(tied) => (
        <input
          {...tied}
          {...(lengthMax === undefined ? {} : { maxLength: lengthMax })}
          {...(isExact ? { autocapitalize: 'off', autocomplete: 'off', spellcheck: false } : {})}
          {...(inputMode === undefined ? {} : { inputMode })}
          {...(min === undefined ? {} : { min })}
          {...TYPES[type]}
          value={value}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </Field>
  );
}

const TYPES = { text: { type: 'text' }, url: { type: 'url' }, date: { type: 'date' } } as const;
