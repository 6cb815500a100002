import { useEffect, useState } from 'preact/hooks';
import { useSession } from '../app/session.js';
import { readPins, withoutPin, withPin, type Pin } from './pins.js';

/** Parcels that somebody wants to keep their routes in the next plan. */
export interface PinBoard {
  readonly pins: readonly Pin[];
  readonly isPinned: (id: string) => boolean;
  readonly pin: (...pins: readonly Pin[]) => void;
  readonly unpin: (id: string) => void;
  readonly clear: () => void;
}

/** Told to other parts of the page; other tabs hear of it by `storage`. */
const CHANGED = 'interline.pins';

/** Pins of whoever is signed in, kept in this browser, alike wherever they are shown. */
export function usePins(): PinBoard {
  const { organisation, actor } = useSession();
  const key = `interline.pins.${organisation.id}.${actor}`;
  const [pins, setPins] = useState(() => readPins(kept(key)));
  useEffect(() => {
    const read = (): void => setPins(readPins(kept(key)));
    read();
    addEventListener('storage', read);
    addEventListener(CHANGED, read);
    return () => {
      removeEventListener('storage', read);
      removeEventListener(CHANGED, read);
    };
  }, [key]);
  const change = (next: (before: readonly Pin[]) => readonly Pin[]): void => {
    const changed = next(readPins(kept(key)));
    try {
      localStorage.setItem(key, JSON.stringify(changed));
      dispatchEvent(new Event(CHANGED));
    } catch {
      setPins(changed); // full or switched off: pins last as long as what shows them
    }
  };
  return {
    pins,
    isPinned: (id) => pins.some((one) => one.id === id),
    pin: (...added) => change((before) => added.reduce(withPin, before)),
    unpin: (id) => change((before) => withoutPin(before, id)),
    clear: () => change(() => []),
  };
}

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
