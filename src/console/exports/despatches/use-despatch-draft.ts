import { useCallback, useState } from 'preact/hooks';
import { useSession } from '../../app/session.js';
import { EMPTY_DESPATCH, type DespatchDraft } from './despatch-draft.js';

/** A despatch that is packed, kept in this browser until it is closed: a page that is left loses no scan. */
export function useDespatchDraft() {
  const key = `despatch-draft ${useSession().organisation.id}`;
  const [draft, setDraft] = useState(() => kept(key));
  const change = useCallback(
    (update: (before: DespatchDraft) => DespatchDraft): void =>
      setDraft((before) => {
        const after = update(before);
        keep(key, after);
        return after;
      }),
    [key],
  );
  return { draft, change };
}

function kept(key: string): DespatchDraft {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<DespatchDraft> | null;
    return found === null || !Array.isArray(found.bags) ? EMPTY_DESPATCH : { ...EMPTY_DESPATCH, ...found };
  } catch {
    return EMPTY_DESPATCH; // a browser that keeps nothing, or what another version kept
  }
}

function keep(key: string, draft: DespatchDraft): void {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // It is still on the page.
  }
}
