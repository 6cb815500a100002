/** Words of more queries than this are not looked at. */
const QUERY_WORDS_MAX = 8;

/**
 * Finds texts by beginnings of their words, in any order. Each distinct word has the ascending list of its texts, and words are sorted, so
 * that a beginning is a run of words; texts that fit all words of a query are those marked by each. A few milliseconds over
 * hundreds of thousands of texts. Texts come in the order in which they should be found.
 */
export class WordIndex {
  private readonly words: readonly string[];
  private readonly first: Uint32Array; // [words + 1] into `texts`
  private readonly texts: Uint32Array;
  private readonly marks: Uint8Array; // [text] bits of the query's words that fit, between queries 0

  constructor(texts: readonly string[]) {
    const lists = new Map<string, number[]>();
    texts.forEach((text, row) => {
      for (const word of wordsOf(text)) {
        const list = lists.get(word);
        if (list === undefined) lists.set(word, [row]);
        else if (list.at(-1) !== row) list.push(row);
      }
    });
    this.words = [...lists.keys()].sort();
    this.first = new Uint32Array(this.words.length + 1);
    this.words.forEach((word, index) => {
      this.first[index + 1] = this.first[index] + (lists.get(word)?.length ?? 0);
    });
    this.texts = new Uint32Array(this.first[this.words.length]);
    this.words.forEach((word, index) => this.texts.set(lists.get(word) ?? [], this.first[index]));
    this.marks = new Uint8Array(texts.length);
  }

  /** The first texts that fit, those with whole words of the query before those with only beginnings. */
  find(query: string, limit: number): number[] {
    const words = wordsOf(query).slice(0, QUERY_WORDS_MAX);
    if (words.length === 0) return [];
    const whole = this.fitting(words, limit, true);
    if (whole.length === limit) return whole;
    const known = new Set(whole);
    const begun = this.fitting(words, limit + whole.length, false).filter((text) => !known.has(text));
    return [...whole, ...begun].slice(0, limit);
  }

  /** With `whole`, all words but the last, which may be still being written, must be there as they are; so must the last. */
  private fitting(words: readonly string[], limit: number, whole: boolean): number[] {
    const { marks, texts, first } = this;
    words.forEach((word, bit) => {
      const from = this.lowerBound(word);
      const to = whole ? from + (this.words[from] === word ? 1 : 0) : this.lowerBound(`${word}\uffff`);
      for (let at = first[from]; at < first[to]; at++) marks[texts[at]] = marks[texts[at]] | (1 << bit);
    });
    const wanted = (1 << words.length) - 1;
    const found: number[] = [];
    for (let text = 0; text < marks.length && found.length < limit; text++)
      if (marks[text] === wanted) found.push(text);
    marks.fill(0);
    return found;
  }

  private lowerBound(word: string): number {
    let [low, high] = [0, this.words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const PLAIN = /^[\x20-\x7e]*$/;

/** Words as they are compared: of any script, whatever their case. */
function wordsOf(text: string): string[] {
  const folded = (PLAIN.test(text) ? text : text.normalize('NFKC')).toLowerCase();
  const words = PLAIN.test(folded) ? folded.split(/[^a-z0-9]+/) : folded.split(/[^\p{L}\p{M}\p{N}]+/u);
  return words.filter((word) => word !== '');
}
