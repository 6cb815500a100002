/** A line of two texts beside each other; a side is undefined where the other has a line more. */
export interface LinePair {
  readonly kind: 'same' | 'changed' | 'added' | 'removed';
  readonly before: { readonly number: number; readonly text: string } | undefined;
  readonly after: { readonly number: number; readonly text: string } | undefined;
}

/**
 * Two texts beside each other, line by line: the fewest lines added and removed (a longest common subsequence), those that stand in
 * the same place in pairs. O(lines of one x lines of the other) where they differ.
 */
export function pairLines(before: string, after: string): LinePair[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const pairs: LinePair[] = [];
  const pair = (from: number | undefined, to: number | undefined): void => {
    const left = from === undefined ? undefined : { number: from + 1, text: old[from] };
    const right = to === undefined ? undefined : { number: to + 1, text: now[to] };
    pairs.push({ kind: kindOf(left?.text, right?.text), before: left, after: right });
  };
  for (let line = 0; line < head; line++) pair(line, line);
  pairMiddle({ old, now, head, oldEnd: old.length - tail, nowEnd: now.length - tail }, pair);
  for (let line = tail; line > 0; line--) pair(old.length - line, now.length - line);
  return pairs;
}

/** Pairs with some lines around each difference; what lies between is left out, as a number of lines. */
export function aroundChanges(pairs: readonly LinePair[], context: number): (LinePair | number)[] {
  const isNear = pairs.map(() => false);
  pairs.forEach(({ kind }, at) => {
    if (kind !== 'same') isNear.fill(true, Math.max(0, at - context), at + context + 1);
  });
  const shown: (LinePair | number)[] = [];
  pairs.forEach((pair, at) => {
    const last = shown.at(-1);
    if (isNear[at]) shown.push(pair);
    else if (typeof last === 'number') shown[shown.length - 1] = last + 1;
    else shown.push(1);
  });
  return shown;
}

interface Middle {
  readonly old: readonly string[];
  readonly now: readonly string[];
  readonly head: number;
  readonly oldEnd: number;
  readonly nowEnd: number;
}

function pairMiddle(
  { old, now, head, oldEnd, nowEnd }: Middle,
  pair: (from: number | undefined, to: number | undefined) => void,
): void {
  const [rows, columns] = [oldEnd - head, nowEnd - head];
  const width = columns + 1;
  const longest = new Uint32Array((rows + 1) * width); // [row * width + column] lines in common from there on
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const here = row * width + column;
      longest[here] =
        old[head + row] === now[head + column]
          ? longest[here + width + 1] + 1
          : Math.max(longest[here + width], longest[here + 1]);
    }
  }
  let [row, column] = [0, 0];
  let [removed, added]: [number[], number[]] = [[], []];
  const flush = (): void => {
    for (let at = 0; at < Math.max(removed.length, added.length); at++) pair(removed[at], added[at]);
    [removed, added] = [[], []];
  };
  while (row < rows || column < columns) {
    const here = row * width + column;
    if (row < rows && column < columns && old[head + row] === now[head + column]) {
      flush();
      pair(head + row++, head + column++);
    } else if (column < columns && (row === rows || longest[here + 1] > longest[here + width])) {
      added.push(head + column++);
    } else removed.push(head + row++);
  }
  flush();
}

function kindOf(before: string | undefined, after: string | undefined): LinePair['kind'] {
  if (before === undefined) return 'added';
  if (after === undefined) return 'removed';
  return before === after ? 'same' : 'changed';
}

function linesOf(text: string): string[] {
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}
