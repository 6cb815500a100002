import { DuckDBDataChunk, DuckDBInstance, type DuckDBConnection, type DuckDBVector } from '@duckdb/node-api';
import { rm } from 'node:fs/promises';

/** Rows that one DuckDB chunk holds. */
export const CHUNK_ROWS = 2048;

type NumberColumn = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** A column to append: numbers as they lie in memory, or a text by row. */
export type ColumnSource = NumberColumn | ((row: number) => string);

/** An in-process database with one connection; spills beside `file`, never reaches the network. */
export interface DuckDbSession {
  readonly connection: DuckDBConnection;
  close(): Promise<void>;
}

/** Opens a database for reading or writing `file`; what does not fit its memory limit spills to `file.tmp`. */
export async function openDuckDb(file: string): Promise<DuckDbSession> {
  const spill = `${file}.tmp`;
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: '2GB',
    temp_directory: spill,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  return {
    connection,
    close: async () => {
      connection.closeSync();
      instance.closeSync();
      await rm(spill, { recursive: true, force: true });
    },
  };
}

/** Fills a table column by column, a chunk at a time; far faster than a call per value. */
export class TableAppender {
  private readonly appender;
  private readonly chunk: DuckDBDataChunk;

  private constructor(appender: Awaited<ReturnType<DuckDBConnection['createAppender']>>) {
    this.appender = appender;
    const types = Array.from({ length: appender.columnCount }, (_, column) => appender.columnType(column));
    this.chunk = DuckDBDataChunk.create(types, CHUNK_ROWS);
  }

  /** An appender to an existing table of unsigned, integer, double and varchar columns. */
  static async open(connection: DuckDBConnection, table: string): Promise<TableAppender> {
    return new TableAppender(await connection.createAppender(table));
  }

  /** Appends `count` rows; columns in the order of the table, typed as the table declares them. */
  append(columns: readonly ColumnSource[], count: number): void {
    for (let from = 0; from < count; from += CHUNK_ROWS) {
      const rows = Math.min(CHUNK_ROWS, count - from);
      this.chunk.reset();
      this.chunk.rowCount = rows;
      columns.forEach((source, column) => fillVector(this.chunk.getColumnVector(column), source, from, rows));
      this.appender.appendDataChunk(this.chunk);
    }
  }

  close(): void {
    this.appender.closeSync();
  }
}

function fillVector(vector: DuckDBVector, source: ColumnSource, from: number, rows: number): void {
  if (typeof source === 'function') {
    for (let row = 0; row < rows; row++) vector.setItem(row, source(from + row));
  } else {
    vectorItems(vector).set(source.subarray(from, from + rows));
  }
  vector.flush();
}

/**
 * The numbers of a vector as they lie in memory. The library keeps them private and offers a call per value, which
 * costs ten times as much; the reading tests fail if a new version lays them out otherwise.
 */
export function vectorItems(vector: DuckDBVector): NumberColumn {
  return (vector as unknown as { items: NumberColumn }).items;
}

/** Hands on all chunks of a streamed result. */
export async function eachChunk(
  result: Awaited<ReturnType<DuckDBConnection['stream']>>,
  take: (chunk: DuckDBDataChunk) => void,
): Promise<void> {
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    take(chunk);
  }
}

/** A file name as SQL text, with the characters that DuckDB would take for a pattern kept as they are. */
export function sqlFile(file: string): string {
  return sqlText(file.replace(/[[*?]/g, '[$&]'));
}

/** A text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Texts as an SQL list literal. */
export function sqlList(texts: readonly string[]): string {
  return `[${texts.map(sqlText).join(', ')}]::varchar[]`;
}

/** What DuckDB says of a file it cannot read, in one line; an error of our own making is thrown on. */
export function duckDbMessage(error: unknown): string {
  if (!(error instanceof Error) || error.constructor !== Error) throw error;
  return error.message.split('\n')[0] ?? '';
}
