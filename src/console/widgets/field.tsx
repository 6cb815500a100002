import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import { useWords } from '../words/use-words.js';

export interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with the value. */
  readonly fault?: string | undefined;
  readonly isOptional?: boolean;
  /** The input, given what ties it to its label and words. */
  readonly children: (tied: {
    readonly id: string;
    readonly 'aria-describedby'?: string;
    readonly 'aria-invalid'?: true;
  }) => ComponentChildren;
}

/** An input with its label above, and below what is expected or what is wrong. */
export function Field({ label, hint, fault, isOptional = false, children }: FieldProps): JSX.Element {
  const { t } = useWords();
  const id = useId();
  const about = fault ?? hint;
  return (
    <div class={fault === undefined ? 'field' : 'field field-wrong'}>
      <label for={id}>
        {label}
        {isOptional ? <span class="fine"> ({t('app.optional')})</span> : null}
      </label>
      {children({
        id,
        ...(about === undefined ? {} : { 'aria-describedby': `${id}-about` }),
        ...(fault === undefined ? {} : { 'aria-invalid': true }),
      })}
      {about === undefined ? null : (
        <p id={`${id}-about`} class={fault === undefined ? 'fine' : 'fault-words'}>
          {about}
        </p>
      )}
    </div>
  );
}
