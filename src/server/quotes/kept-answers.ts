import type { PromiseData } from '../../planner/promise/promise-data.js';

/** Answers that are kept at most; the eldest makes room. About 10 kB each. */
const KEPT_MAX = 5000;

/** An answer, and the JSON it was told as: to carriers, and to their customers. */
export interface KeptAnswer {
  readonly data: PromiseData;
  forCarrier?: string;
  forCustomer?: string;
}

/** Answers to questions that were asked before; the timetable does not change under them. */
export class KeptAnswers {
  private readonly kept = new Map<string, KeptAnswer>();

  /** The answer to a question, looked up or found. */
  of(question: string, find: () => PromiseData): KeptAnswer {
    const known = this.kept.get(question);
    if (known !== undefined) return known;
    const answer: KeptAnswer = { data: find() };
    const [eldest] = this.kept.keys();
    if (this.kept.size >= KEPT_MAX && eldest !== undefined) this.kept.delete(eldest);
    this.kept.set(question, answer);
    return answer;
  }
}
