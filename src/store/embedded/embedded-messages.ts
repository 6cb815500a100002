/** What is sent to the thread of the embedded database; `id` comes back with the answer. */
export type EmbeddedRequest =
  | { readonly id: number; readonly kind: 'query'; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly id: number; readonly kind: 'script'; readonly sql: string } // several statements
  | { readonly id: number; readonly kind: 'dump' }
  | { readonly id: number; readonly kind: 'fsyncs' }
  | { readonly id: number; readonly kind: 'close' };

export type EmbeddedReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: EmbeddedFailure };

/** Answer to a query. */
export interface EmbeddedRows {
  readonly rows: Record<string, unknown>[];
  readonly affected: number | undefined;
  readonly command: string | undefined; // what was done: SELECT, COMMIT, ROLLBACK
}

/** What PostgreSQL says of a failure, in the names that `pg` gives its errors too. */
export interface EmbeddedFailure {
  readonly message: string;
  readonly code?: string | undefined;
  readonly constraint?: string | undefined;
  readonly table?: string | undefined;
  readonly detail?: string | undefined;
}

/** What the thread is started with. Without a folder the database is in memory, and gone with the thread. */
export interface EmbeddedStart {
  readonly folder: string | undefined;
  /** A dump to start from instead of an empty database. */
  readonly dump: Uint8Array | undefined;
}
