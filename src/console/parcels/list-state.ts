/** Rows that are shown, which of them is current, and which are chosen. */
export interface ListState<T extends { readonly id: string }> {
  readonly rows: readonly T[];
  readonly current: number; // -1: none
  readonly chosen: ReadonlySet<string>;
}

export function emptyList<T extends { readonly id: string }>(): ListState<T> {
  return { rows: [], current: -1, chosen: new Set() };
}

/** Other rows; what was current or chosen stays so where it is still there. */
export function withRows<T extends { readonly id: string }>(list: ListState<T>, rows: readonly T[]): ListState<T> {
  const ids = new Set(rows.map(({ id }) => id));
  const before = list.rows[list.current]?.id;
  const kept = before === undefined ? -1 : rows.findIndex(({ id }) => id === before);
  // What went makes room for the one behind it.
  const current = kept >= 0 || before === undefined ? kept : Math.min(list.current, rows.length - 1);
  return { rows, current, chosen: new Set([...list.chosen].filter((id) => ids.has(id))) };
}

/** The row before or behind, as far as there is one. */
export function moved<T extends { readonly id: string }>(list: ListState<T>, by: 1 | -1): ListState<T> {
  if (list.rows.length === 0) return list;
  return { ...list, current: Math.min(Math.max(list.current + by, 0), list.rows.length - 1) };
}

/** With one row chosen, or not any more. */
export function toggled<T extends { readonly id: string }>(list: ListState<T>, id: string): ListState<T> {
  const chosen = new Set(list.chosen);
  if (!chosen.delete(id)) chosen.add(id);
  return { ...list, chosen };
}

/** With all rows chosen; with none where all are. */
export function toggledAll<T extends { readonly id: string }>(list: ListState<T>): ListState<T> {
  const isAll = list.chosen.size === list.rows.length;
  return { ...list, chosen: new Set(isAll ? [] : list.rows.map(({ id }) => id)) };
}

/** Which rows of many a box that scrolls has to draw: those in sight, and some around them. */
export function rowsInSight(of: {
  readonly scrollTop: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly count: number;
}): { readonly first: number; readonly end: number } {
  const { scrollTop, height, rowHeight, count } = of;
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - AROUND);
  return { first, end: Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + AROUND) };
}

const AROUND = 12;
