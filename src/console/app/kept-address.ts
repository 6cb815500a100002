/** In the storage of a tab, which outlives a visit to a sign-in provider. */
const KEY = 'interline.address';

/** Remembers where somebody wanted to go while a sign-in provider, which leads back to the first page, asks who they are. */
export function keepAddress(): void {
  const { pathname, search, hash } = location;
  try {
    sessionStorage.setItem(KEY, `${pathname}${search}${hash}`);
  } catch {
    // A browser that keeps nothing leads to the first page.
  }
}

/** The address that was kept, once. */
export function takeAddress(storage: Pick<Storage, 'getItem' | 'removeItem'>): string | undefined {
  try {
    const kept = storage.getItem(KEY);
    storage.removeItem(KEY);
    // Only a path of this server: `//elsewhere` would be another's.
    return kept !== null && /^\/(?!\/)/.test(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}
