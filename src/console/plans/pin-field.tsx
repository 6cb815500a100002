import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useClient } from '../client/client-context.js';
import { Icon } from '../widgets/icon.js';
import { TextField } from '../widgets/text-field.js';
import { useWords } from '../words/use-words.js';
import { type Pin } from './pins.js';
import { usePins } from './use-pins.js';

const CALM_MS = 200;
const FOUND_MAX = 6;
/** Fewer letters are looked for by nobody. */
const LETTERS_MIN = 3;
/** So many are named before their number says enough. */
const NAMED_MAX = 24;

/** Parcels that keep their routes: those chosen so far, and a search for more among one's own. */
export function PinField({ isBased }: { readonly isBased: boolean }): JSX.Element {
  const { t } = useWords();
  const { pins, unpin, clear } = usePins();
  return (
    <fieldset class="plans-pins">
      <legend>{t('plans.pinned')}</legend>
      {isBased || pins.length === 0 ? (
        <p class="fine">{t('plans.pinnedHint')}</p>
      ) : (
        <p class="note">{t('plans.pinnedNoBase')}</p>
      )}
      {pins.length === 0 ? null : (
        <ul class="plans-chips" aria-label={t('plans.pinned')}>
          {pins.slice(0, NAMED_MAX).map(({ id, name }) => (
            <li key={id}>
              <button
                type="button"
                class="button"
                aria-label={t('plans.pin.remove', { name })}
                onClick={() => unpin(id)}
              >
                {name}
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
          {pins.length > NAMED_MAX ? <li>{t('plans.pin.andMore', { count: pins.length - NAMED_MAX })}</li> : null}
          {pins.length > 1 ? (
            <li>
              <button type="button" class="button" onClick={clear}>
                {t('plans.pin.none')}
              </button>
            </li>
          ) : null}
        </ul>
      )}
      {isBased ? <PinSearch /> : null}
    </fieldset>
  );
}

function PinSearch(): JSX.Element {
  const { t } = useWords();
  const { pin, isPinned } = usePins();
  const [typed, setTyped] = useState('');
  const found = useFound(typed);
  const others = found?.filter(({ id }) => !isPinned(id)) ?? [];
  return (
    <>
      <TextField
        label={t('plans.pin.search')}
        hint={t('plans.pin.searchHint')}
        isExact
        value={typed}
        onChange={setTyped}
      />
      <div aria-live="polite">
        {found?.length === 0 ? <p class="fine">{t('plans.pin.noneFound')}</p> : null}
        <ul class="plans-chips">
          {others.map((parcel) => (
            <li key={parcel.id}>
              <button type="button" class="button" onClick={() => pin(parcel)}>
                <Icon name="plus" size={14} />
                <span class="hidden">{t('plans.pin.short')}</span> {parcel.name} <span class="fine">{parcel.way}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

interface FoundParcel extends Pin {
  readonly way: string;
}

/** Own parcels whose number or reference has what was typed; undefined while too little is. */
function useFound(typed: string): readonly FoundParcel[] | undefined {
  const { t } = useWords();
  const client = useClient();
  const [found, setFound] = useState<readonly FoundParcel[]>();
  const q = typed.trim();
  useEffect(() => {
    if (q.length < LETTERS_MIN) {
      setFound(undefined);
      return undefined;
    }
    const ending = new AbortController();
    const search = async (): Promise<void> => {
      try {
        const query = { q, direction: 'own' as const, status: 'booked' as const, limit: FOUND_MAX };
        const { body } = await client.listShipments({ query, signal: ending.signal });
        setFound(
          body.data.map(({ id, tracking_number: name, origin, destination_pin: to }) => ({
            id,
            name,
            way: t('plans.fromTo', { from: origin, to }),
          })),
        );
      } catch {
        // Whoever types on must not see a fault for every letter; starting the plan tells what is wrong.
      }
    };
    const timer = setTimeout(() => void search(), CALM_MS);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [client, q]);
  return found;
}
