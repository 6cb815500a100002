/** Where the story of an example stands. Instants in RFC 3339. */
export interface ExampleProgress {
  /** When it is found: what happened until then is told at once. */
  readonly found: string;
  /** Until when it was told; absent before the first time. */
  readonly told?: string;
}
