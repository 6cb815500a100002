import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { parseClock, parseDate } from '../../base/civil-time.js';
import { didYouMean } from '../../base/did-you-mean.js';
import type { FaultList, NewFault } from './fault-list.js';
import type { NumberRule } from './table.js';
import { DAYS_ALLOWED, parseDays, parseInstant, toMinor } from './values.js';

/** What a parsed YAML file is known by while its values are read. */
export interface YamlFile {
  readonly file: string;
  readonly faults: FaultList;
  readonly document: Document;
  readonly lines: LineCounter;
}

/**
 * One value of a YAML file with its place. Readers never throw: what does not fit is added to the faults with line and
 * key path, and reads as the fallback. A value that is absent reads as the fallback without a fault, unless required.
 */
export class YamlValue {
  private constructor(
    private readonly source: YamlFile,
    private readonly node: Node | undefined,
    readonly path: string, // as in `capacity[0].kg`
    private readonly parentLine: number,
  ) {}

  /** Parses a file's text; syntax errors become faults and an absent root. */
  static parse(text: string, file: string, faults: FaultList): YamlValue {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
    for (const error of document.errors) {
      const line = lines.linePos(error.pos[0]).line;
      faults.add({ code: 'bad_yaml', file, line: Math.max(1, line), message: error.message });
    }
    const value = YamlValue.of({ file, faults, document, lines });
    if (value.node && !isMap(value.node)) {
      value.fault({ code: 'wrong_shape', message: 'the file must be a list of keys', allowed: 'key: value' });
    }
    return value;
  }

  /** The root of a document that was parsed, and maybe changed, elsewhere. */
  static of(source: YamlFile): YamlValue {
    const { document } = source;
    const root = document.errors.length > 0 ? undefined : (document.contents ?? undefined);
    return new YamlValue(source, root, '', 1);
  }

  get line(): number {
    const offset = this.node?.range?.[0];
    return offset === undefined ? this.parentLine : Math.max(1, this.source.lines.linePos(offset).line);
  }

  get file(): string {
    return this.source.file;
  }

  /** The value as plain data, `undefined` when absent. */
  get data(): unknown {
    return this.node?.toJS(this.source.document) as unknown;
  }

  get isAbsent(): boolean {
    return this.node === undefined || (isScalar(this.node) && this.node.value === null);
  }

  get isList(): boolean {
    return isSeq(this.node);
  }

  get isScalar(): boolean {
    return isScalar(this.node) && this.node.value !== null;
  }

  /** The value of a key; absent when there is none. */
  get(key: string): YamlValue {
    const path = this.path === '' ? key : `${this.path}.${key}`;
    const node = isMap(this.node) ? this.resolved(this.node.get(key, true)) : undefined;
    return new YamlValue(this.source, node, path, this.line);
  }

  /** Key and value of every entry, in the order of the file; none when absent or not a mapping. */
  entries(): (readonly [string, YamlValue])[] {
    if (!isMap(this.node)) {
      if (!this.isAbsent) this.wrongShape('keys with values', '{ key: value }');
      return [];
    }
    return this.node.items.map((pair) => {
      const key = isScalar(pair.key) ? String(pair.key.source ?? pair.key.value) : String(pair.key);
      const path = this.path === '' ? key : `${this.path}.${key}`;
      return [key, new YamlValue(this.source, this.resolved(pair.value), path, this.line)] as const;
    });
  }

  /** The entries of a list; none when absent. */
  items(): YamlValue[] {
    if (!isSeq(this.node)) {
      if (!this.isAbsent) this.wrongShape('a list', '[a, b]');
      return [];
    }
    return this.node.items.map(
      (item, index) => new YamlValue(this.source, this.resolved(item), `${this.path}[${index}]`, this.line),
    );
  }

  /**
   * Faults for keys that are not known, with the key that was probably meant; a fault when it is no mapping. A stray key
   * without a value is the rest of a text with a comma, `{ name: Post (real, in part) }`: only a warning.
   */
  only(keys: readonly string[]): this {
    for (const [key, value] of this.entries()) {
      if (keys.includes(key)) continue;
      const stray = value.isAbsent && didYouMean(key, keys) === undefined;
      value.fault({
        code: 'unknown_key',
        severity: stray ? 'warning' : 'error',
        message: 'the key is not known here',
        value: key,
        allowed: keys.join(', '),
        suggestion: stray ? 'A text with a comma in it needs quotes.' : didYouMean(key, keys),
      });
    }
    return this;
  }

  /** A fault when the value is absent. */
  required(allowed?: string): this {
    // Of a file that could not be parsed, nothing is known to be missing.
    if (this.isAbsent && this.source.document.errors.length === 0) {
      this.fault({
        code: 'missing_value',
        message: `${this.path} is needed`,
        ...(allowed === undefined ? {} : { allowed }),
      });
    }
    return this;
  }

  text(fallback: string): string {
    if (this.isAbsent) return fallback;
    if (!isScalar(this.node)) {
      this.wrongShape('a single value', 'text');
      return fallback;
    }
    return this.raw();
  }

  oneOf<T extends string>(names: readonly T[], fallback: T): T {
    if (this.isAbsent) return fallback;
    const text = this.text(fallback);
    const found = names.find((name) => name === text);
    if (found !== undefined) return found;
    if (this.isScalar) {
      const suggestion = didYouMean(text, names);
      this.fault({
        code: 'unknown_value',
        message: 'is not one of the names allowed here',
        allowed: names.join(', '),
        suggestion,
      });
    }
    return fallback;
  }

  number(fallback: number, rule: NumberRule = {}): number {
    if (this.isAbsent) return fallback;
    const { min = 0, max = Number.MAX_SAFE_INTEGER, whole = false, suggestion } = rule;
    const kind = whole ? 'a whole number' : 'a number';
    const allowed = max === Number.MAX_SAFE_INTEGER ? `${kind} of at least ${min}` : `${kind} from ${min} to ${max}`;
    const value = isScalar(this.node) ? this.node.value : undefined;
    if (typeof value !== 'number' || !Number.isFinite(value) || (whole && !Number.isInteger(value))) {
      this.fault({ code: 'bad_number', message: `must be ${kind}`, allowed });
      return fallback;
    }
    if (value < min || value > max) {
      this.fault({ code: 'out_of_range', message: 'is out of range', allowed, suggestion });
      return fallback;
    }
    return value;
  }

  /** Minor money of a decimal amount in major units. */
  money(fallback: number, minorPerMajor: number): number {
    if (this.isAbsent) return fallback;
    const value = isScalar(this.node) ? this.node.value : undefined;
    if (typeof value !== 'number' || !(value >= 0 && value <= 1e12)) {
      const allowed = 'a decimal amount of at least 0 in major units, such as 12.50';
      this.fault({ code: 'bad_money', message: 'is not an amount of money', allowed });
      return fallback;
    }
    return toMinor(value, minorPerMajor);
  }

  boolean(fallback: boolean): boolean {
    if (this.isAbsent) return fallback;
    const value = isScalar(this.node) ? this.node.value : undefined;
    if (typeof value === 'boolean') return value;
    this.fault({ code: 'bad_boolean', message: 'is neither true nor false', allowed: 'true, false' });
    return fallback;
  }

  /** `YYYY-MM-DD`. */
  date(fallback: string): string {
    if (this.isAbsent) return fallback;
    const text = this.text('');
    if (/^\d{4}-\d{2}-\d{2}$/.test(text) && parseDate(text) !== undefined) return text;
    if (this.isScalar) this.fault({ code: 'bad_date', message: 'is not a date', allowed: 'YYYY-MM-DD' });
    return fallback;
  }

  /** Seconds after the service day's start. */
  clock(fallback: number): number {
    if (this.isAbsent) return fallback;
    const seconds = parseClock(this.text(''));
    if (seconds !== undefined) return seconds;
    this.fault({ code: 'bad_time', message: 'is not a time of day', allowed: '"HH:MM" in quotes; hours may pass 24' });
    return fallback;
  }

  /** Milliseconds since the epoch. */
  instant(fallback: number): number {
    if (this.isAbsent) return fallback;
    const ms = parseInstant(this.text(''));
    if (ms !== undefined) return ms;
    const allowed = 'RFC 3339 with offset, such as 2026-11-23T12:00:00+05:30';
    this.fault({ code: 'bad_instant', message: 'is not an instant', allowed });
    return fallback;
  }

  /** Weekday mask. */
  days(fallback: number): number {
    if (this.isAbsent) return fallback;
    const mask = parseDays(
      this.isList
        ? this.items()
            .map((item) => item.text(''))
            .join(' ')
        : this.text(''),
    );
    if (mask !== undefined) return mask;
    this.fault({ code: 'bad_days', message: 'names no weekdays', allowed: DAYS_ALLOWED });
    return fallback;
  }

  /** Adds a fault at this value; file, line, key and value are filled in. */
  fault(fault: Omit<NewFault, 'file' | 'line' | 'column'>): void {
    this.source.faults.add({
      file: this.source.file,
      line: this.line,
      column: this.path === '' ? undefined : this.path,
      value: this.isScalar ? this.raw() : undefined,
      ...fault,
    });
  }

  private wrongShape(what: string, allowed: string): void {
    this.fault({ code: 'wrong_shape', message: `must be ${what}`, allowed });
  }

  private raw(): string {
    if (!isScalar(this.node)) return '';
    // The source keeps what the author wrote (a PIN's leading zero, a version like 1.10).
    const plain = typeof this.node.value !== 'string' && this.node.source !== undefined;
    return plain ? (this.node.source as string) : String(this.node.value);
  }

  private resolved(node: unknown): Node | undefined {
    if (isAlias(node)) return node.resolve(this.source.document);
    return (node ?? undefined) as Node | undefined;
  }
}
