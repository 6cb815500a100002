import { readFile } from 'node:fs/promises';
import { InputError, inputError, type Fault } from '../base/input-error.js';
import type { FlowInstance } from '../planner/plain-flow.js';

/**
 * Reads the text format of the published "planar" and "grid" instances: the number of nodes, of arcs and of
 * commodities, then a line `from to cost capacity` for each arc and `from to demand` for each commodity. Blank lines
 * do not count. Throws an InputError with every fault.
 */
export async function readFlowInstance(file: string): Promise<FlowInstance> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw inputError({ code: 'missing_file', file, message: `cannot be read: ${String(error)}` });
  });
  return parseFlowInstance(text, file);
}

/** The same from a text; `file` is named in faults. */
export function parseFlowInstance(text: string, file: string): FlowInstance {
  const parser = new InstanceParser(text, file);
  const nodeCount = parser.count('nodes');
  const arcCount = parser.count('arcs');
  const commodityCount = parser.count('commodities');
  parser.stopOnFaults();
  const arcs = parser.table(arcCount, ['from', 'to', 'cost', 'capacity'], nodeCount);
  const commodities = parser.table(commodityCount, ['from', 'to', 'demand'], nodeCount);
  parser.expectEnd(`${arcCount} arcs and ${commodityCount} commodities`);
  parser.stopOnFaults();
  return {
    nodeCount,
    arcCount,
    arcFrom: Uint32Array.from(arcs[0], (node) => node - 1),
    arcTo: Uint32Array.from(arcs[1], (node) => node - 1),
    arcCost: arcs[2],
    arcCapacity: arcs[3],
    commodityCount,
    commodityFrom: Uint32Array.from(commodities[0], (node) => node - 1),
    commodityTo: Uint32Array.from(commodities[1], (node) => node - 1),
    commodityDemand: commodities[2],
  };
}

const FAULTS_MAX = 100;

class InstanceParser {
  private readonly rows: readonly { readonly line: number; readonly words: readonly string[] }[];
  private readonly file: string;
  private readonly faults: Fault[] = [];
  private next = 0;

  constructor(text: string, file: string) {
    this.file = file;
    this.rows = text
      .replace(/^\uFEFF/, '')
      .split('\n')
      .map((line, index) => ({ line: index + 1, words: line.split(/\s+/).filter((word) => word !== '') }))
      .filter(({ words }) => words.length > 0);
  }

  /** A line that holds one count. */
  count(column: string): number {
    const row = this.rows[this.next++];
    if (row === undefined) {
      this.fault({ code: 'missing_row', column, message: 'the file ends before this number' });
      return 0;
    }
    const value = Number(row.words[0]);
    if (row.words.length !== 1 || !Number.isSafeInteger(value) || value < 0 || value > 2 ** 30) {
      const allowed = `one whole number: how many ${column}`;
      this.fault({
        code: 'bad_number',
        line: row.line,
        column,
        value: row.words.join(' '),
        message: MALFORMED,
        allowed,
      });
      return 0;
    }
    return value;
  }

  /** `rowCount` lines as columns; `from` and `to` are nodes, the others numbers of at least 0. */
  table(rowCount: number, columns: readonly string[], nodeCount: number): Float64Array[] {
    const available = Math.max(0, Math.min(rowCount, this.rows.length - this.next));
    if (available < rowCount) {
      const message = `the file ends after ${available} of ${rowCount} lines of "${columns.join(' ')}"`;
      this.fault({ code: 'missing_row', message });
    }
    const values = columns.map(() => new Float64Array(available));
    for (let row = 0; row < available; row++) this.readRow(row, columns, values, nodeCount);
    return values;
  }

  expectEnd(expected: string): void {
    const row = this.rows[this.next];
    if (row === undefined || this.faults.length > 0) return;
    const value = row.words.join(' ');
    this.fault({ code: 'extra_row', line: row.line, value, message: `the file goes on after ${expected}` });
  }

  stopOnFaults(): void {
    if (this.faults.length > 0) throw new InputError(this.faults);
  }

  private readRow(row: number, columns: readonly string[], values: readonly Float64Array[], nodeCount: number): void {
    const { line, words } = this.rows[this.next++];
    if (words.length !== columns.length) {
      const allowed = columns.join(' ');
      this.fault({
        code: 'field_count',
        line,
        value: words.join(' '),
        message: 'has the wrong number of values',
        allowed,
      });
      return;
    }
    columns.forEach((column, index) => {
      const value = Number(words[index]);
      const isNode = column === 'from' || column === 'to';
      const fits = isNode
        ? Number.isInteger(value) && value >= 1 && value <= nodeCount
        : Number.isFinite(value) && value >= 0;
      values[index][row] = value;
      if (fits) return;
      const allowed = isNode ? `a node from 1 to ${nodeCount}` : 'a number of at least 0';
      const code = isNode ? 'unknown_reference' : 'bad_number';
      this.fault({ code, line, column, value: words[index], message: MALFORMED, allowed });
    });
  }

  private fault(fault: Omit<Fault, 'severity' | 'file'>): void {
    if (this.faults.length < FAULTS_MAX) this.faults.push({ severity: 'error', file: this.file, ...fault });
  }
}

const MALFORMED = 'is not what belongs here';
