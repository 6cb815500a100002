import type { JSX } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { useSession } from '../app/session.js';
import { useClient } from '../client/client-context.js';
import { Field } from '../widgets/field.js';
import { plainName } from '../widgets/plain-name.js';

/** One place that fits what was typed. */
interface Choice {
  readonly value: string; // PIN, or a facility of one's own
  readonly words: string;
}

export interface PlaceInputProps {
  readonly label: string;
  readonly hint: string;
  readonly fault?: string | undefined;
  readonly value: string;
  /** True where facilities of one's own will do, by their ids. */
  readonly takesFacilities: boolean;
  readonly onChange: (value: string) => void;
}

const CALM_MS = 180;
const CHOICES = 10;

/** A PIN, typed or found by the name of an office there. */
export function PlaceInput(props: PlaceInputProps): JSX.Element {
  const { label, hint, fault, value, takesFacilities, onChange } = props;
  const listId = useId();
  const choices = useChoices(value, takesFacilities);
  const found = choices.find((choice) => choice.value === value.trim());
  return (
    <Field label={label} hint={found?.words ?? hint} fault={fault}>
      {(tied) => (
        <>
          <input
            {...tied}
            list={listId}
            value={value}
            autocomplete="off"
            spellcheck={false}
            onInput={({ currentTarget }) => onChange(currentTarget.value)}
          />
          <datalist id={listId}>
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.words}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

function useChoices(value: string, takesFacilities: boolean): readonly Choice[] {
  const { may, organisation } = useSession();
  const client = useClient();
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const maySearch = may('plans:read');
  useEffect(() => {
    const q = value.trim();
    if (!maySearch || q.length < 2) {
      setChoices([]);
      return undefined;
    }
    let isOver = false;
    const search = async (): Promise<void> => {
      try {
        const { body } = await client.searchNetwork({ query: { q, limit: CHOICES } });
        if (!isOver) setChoices(choicesOf(body.data, takesFacilities ? organisation.code : undefined));
      } catch {
        // Whoever types on must not see a fault for every letter; asking tells what is wrong.
      }
    };
    const timer = setTimeout(() => void search(), CALM_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [value, maySearch]);
  return choices;
}

interface Found {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly party: string | null;
}

/** What can be taken of what was found: PINs, facilities of a carrier by their ids, and others by the PIN they stand in. */
function choicesOf(found: readonly Found[], carrier: string | null | undefined): Choice[] {
  const choices = new Map<string, string>();
  for (const { kind, id, name, about, party } of found) {
    const [, facility = ''] = /^[^:]+:(.+)$/.exec(id) ?? [];
    const isOwn = kind === 'facility' && carrier !== undefined && party === carrier;
    const value = kind === 'postal_code' ? id : isOwn ? facility : kind === 'facility' ? about : '';
    // A PIN says more by the name of an office there.
    const isBetter = (choices.get(value) ?? value) === value;
    if (value !== '' && isBetter) choices.set(value, plainName(name === '' ? id : name));
  }
  return [...choices].map(([value, words]) => ({ value, words }));
}
