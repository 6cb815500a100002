import type { Section, Sentence } from '../read/prose-tools.js';

/** A sentence that is new, falls away, or says something else. */
export interface ProseChange {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What reads differently under a heading. */
export interface SectionChanges {
  readonly id: string;
  readonly title: string;
  readonly changes: readonly ProseChange[];
}

/**
 * What two versions say differently, in sentences: those of one clause stand against each other, others fall away or are added. Sentences that
 * both have are left out, wherever they stand.
 */
export function diffProse(before: readonly Section[], after: readonly Section[]): SectionChanges[] {
  return after.flatMap(({ id, title }) => {
    const changes = changesOf(sentencesOf(before, id), sentencesOf(after, id));
    return changes.length === 0 ? [] : [{ id, title, changes }];
  });
}

function sentencesOf(sections: readonly Section[], id: string): Sentence[] {
  return sections
    .filter((section) => section.id === id)
    .flatMap(({ paragraphs }) => paragraphs.flatMap((one) => one.sentences));
}

function changesOf(before: readonly Sentence[], after: readonly Sentence[]): ProseChange[] {
  const [gone, added] = [lessThose(before, after), lessThose(after, before)];
  const paired = new Set<Sentence>();
  const changes = gone.map(({ path, text }): ProseChange => {
    const now = added.find((sentence) => sentence.path === path && !paired.has(sentence));
    if (now !== undefined) paired.add(now);
    return { before: text, after: now?.text };
  });
  return [
    ...changes,
    ...added.filter((sentence) => !paired.has(sentence)).map(({ text }) => ({ before: undefined, after: text })),
  ];
}

/** Sentences without those that others have too, as often as they have them. */
function lessThose(sentences: readonly Sentence[], others: readonly Sentence[]): Sentence[] {
  const left = new Map<string, number>();
  for (const { text } of others) left.set(text, (left.get(text) ?? 0) + 1);
  return sentences.filter(({ text }) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}
