import { parseClock, parseDate } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { plainClock, plainDecimal } from './byte-numbers.js';
import type { ByteSource } from './byte-source.js';
import { CsvScanner } from './csv-scanner.js';
import { didYouMean } from '../../base/did-you-mean.js';
import type { FaultList, NewFault } from './fault-list.js';
import { DAYS_ALLOWED, GOODS_ALLOWED, parseDays, parseDecimal, parseGoods, toMinor } from './values.js';

/** Index of a column of a table, NONE when the table has no such column. */
export type Column = number;

const MASKS_MAX = 1000;

/** What a number of a table may be. */
export interface NumberRule {
  readonly min?: number; // default 0
  readonly max?: number;
  readonly whole?: boolean;
  readonly suggestion?: string; // shown when it is out of range
}

/**
 * A CSV table under a cursor: `next` moves to a row, the typed readers read its fields. Whatever does not parse is
 * added to the faults with file, line, column and value, and reads as the fallback, so that reading goes on and all
 * faults come out at once. An empty or absent field reads as the fallback without a fault.
 */
export class Table {
  /** The row's fields as bytes, for readers that need no string. */
  readonly scanner: CsvScanner;
  private readonly header: string[] = [];
  private readonly asked: string[] = [];
  private readonly masks = new Map<string, number>(); // weekday masks of the texts seen so far

  constructor(
    source: ByteSource,
    readonly file: string,
    readonly faults: FaultList,
    bufferBytes?: number,
  ) {
    this.scanner = new CsvScanner(source, bufferBytes);
    if (!this.scanner.next()) {
      faults.add({ code: 'empty_file', file, message: 'the table has no header line', allowed: 'CSV with a header' });
      return;
    }
    for (let field = 0; field < this.scanner.fieldCount; field++) this.header.push(this.fieldText(field).trim());
    this.checkHeader();
  }

  /** Names of the columns, in order. */
  get names(): readonly string[] {
    return this.header;
  }

  /** 1-based line on which the row starts. */
  get line(): number {
    return this.scanner.line;
  }

  /** The column of a name; NONE, and a fault when it is required, if the table lacks it. */
  column(name: string, need: 'required' | 'optional' = 'optional'): Column {
    this.asked.push(name);
    const column = this.header.indexOf(name);
    if (column === NONE && need === 'required' && this.header.length > 0) {
      const suggestion = didYouMean(name, this.header)?.replace('Did you mean', 'Is it the column');
      const message = `the column ${name} is missing`;
      this.faults.add({ code: 'missing_column', file: this.file, line: 1, column: name, message, suggestion });
    }
    return column;
  }

  /** Warns of columns that no reader asked for; only for tables whose columns are all ours. */
  warnUnknownColumns(): void {
    for (const name of this.header) {
      if (this.asked.includes(name) || name === '') continue;
      this.faults.add({
        code: 'unknown_column',
        severity: 'warning',
        file: this.file,
        line: 1,
        column: name,
        message: 'the column is not known and is ignored',
        allowed: this.asked.join(', '),
        suggestion: didYouMean(name, this.asked),
      });
    }
  }

  /** Moves to the next row; false after the last one. */
  next(): boolean {
    if (this.header.length === 0 || !this.scanner.next()) {
      this.scanner.close();
      return false;
    }
    if (this.scanner.flaw !== 'none') this.reportFlaw();
    if (this.scanner.fieldCount !== this.header.length) this.reportFieldCount();
    return true;
  }

  isEmpty(column: Column): boolean {
    const { fieldCount, start, end } = this.scanner;
    return column < 0 || column >= fieldCount || start[column] === end[column];
  }

  /** The text of a field without surrounding spaces, `''` when absent. */
  text(column: Column): string {
    if (this.isEmpty(column)) return '';
    const text = this.fieldText(column).trim();
    if (text.includes('\uFFFD')) this.reportEncoding(column, text);
    return text;
  }

  /** As `text`, with a fault when there is none. */
  requiredText(column: Column): string {
    const text = this.text(column);
    if (text === '' && column !== NONE)
      this.fault(column, { code: 'missing_value', message: 'a value is needed here' });
    return text;
  }

  number(column: Column, fallback: number, rule: NumberRule = {}): number {
    if (this.isEmpty(column)) return fallback;
    const { bytes, start, end } = this.scanner;
    const plain = plainDecimal(bytes, start[column], end[column]);
    const text = Number.isNaN(plain) ? this.fieldText(column) : '';
    const value = Number.isNaN(plain) ? parseDecimal(text) : plain;
    const { min = 0, max = Number.MAX_SAFE_INTEGER, whole = false, suggestion } = rule;
    const kind = whole ? 'a whole number' : 'a number';
    const allowed = max === Number.MAX_SAFE_INTEGER ? `${kind} of at least ${min}` : `${kind} from ${min} to ${max}`;
    if (value === undefined || (whole && !Number.isInteger(value))) {
      if (text.trim() !== '') this.fault(column, { code: 'bad_number', message: `must be ${kind}`, allowed });
      return fallback;
    }
    if (value < min || value > max) {
      this.fault(column, { code: 'out_of_range', message: 'is out of range', allowed, suggestion });
      return fallback;
    }
    return value;
  }

  /** Minor money of a decimal amount in major units. */
  money(column: Column, fallback: number, minorPerMajor: number): number {
    if (this.isEmpty(column)) return fallback;
    const { bytes, start, end } = this.scanner;
    const plain = plainDecimal(bytes, start[column], end[column]);
    if (plain <= 1e12) return toMinor(plain, minorPerMajor);
    const text = this.fieldText(column);
    const value = parseDecimal(text);
    if (value === undefined || value < 0 || value > 1e12) {
      const suggestion = /[^\d.\s+-]/.test(text) ? 'Write the bare amount, without currency or separators.' : undefined;
      const allowed = 'a decimal amount of at least 0 in major units, such as 12.50';
      this.fault(column, { code: 'bad_money', message: 'is not an amount of money', allowed, suggestion });
      return fallback;
    }
    return toMinor(value, minorPerMajor);
  }

  /** Seconds after the service day's start. */
  clock(column: Column, fallback: number): number {
    if (this.isEmpty(column)) return fallback;
    const { bytes, start, end } = this.scanner;
    const plain = plainClock(bytes, start[column], end[column]);
    if (plain >= 0) return plain;
    const value = parseClock(this.fieldText(column));
    if (value !== undefined) return value;
    const allowed = 'HH:MM or HH:MM:SS; hours may pass 24';
    if (this.text(column) !== '') this.fault(column, { code: 'bad_time', message: 'is not a time of day', allowed });
    return fallback;
  }

  /** Days since 1970-01-01, or undefined. */
  date(column: Column): number | undefined {
    if (this.isEmpty(column)) return undefined;
    const value = parseDate(this.text(column));
    if (value === undefined) {
      this.fault(column, { code: 'bad_date', message: 'is not a date', allowed: 'YYYYMMDD or YYYY-MM-DD' });
    }
    return value;
  }

  /** Weekday mask. */
  days(column: Column, fallback: number): number {
    if (this.isEmpty(column)) return fallback;
    const text = this.text(column);
    const known = this.masks.get(text);
    if (known !== undefined) return known;
    const value = parseDays(text);
    if (value === undefined)
      this.fault(column, { code: 'bad_days', message: 'names no weekdays', allowed: DAYS_ALLOWED });
    else if (this.masks.size < MASKS_MAX) this.masks.set(text, value);
    return value ?? fallback;
  }

  /** Goods mask. */
  goods(column: Column): number {
    if (this.isEmpty(column)) return 0;
    const { mask, unknown } = parseGoods(this.text(column));
    for (const name of unknown) {
      const suggestion = didYouMean(name, GOODS_ALLOWED.split(/[,;] /));
      const message = 'is no kind of goods';
      this.fault(column, { code: 'unknown_value', message, value: name, allowed: GOODS_ALLOWED, suggestion });
    }
    return mask;
  }

  /** Index of a field's text in a list of names. */
  oneOf(column: Column, names: readonly string[], fallback: number): number {
    const text = this.text(column);
    if (text === '') return fallback;
    const index = names.indexOf(text.toLowerCase());
    if (index >= 0) return index;
    const message = 'is not one of the names allowed here';
    const suggestion = didYouMean(text, names);
    this.fault(column, { code: 'unknown_value', message, allowed: names.join(', '), suggestion });
    return fallback;
  }

  /** Adds a fault at a field of the row; value, file and line are filled in. */
  fault(column: Column, fault: Omit<NewFault, 'file' | 'line' | 'column'>): void {
    this.faults.add({
      file: this.file,
      line: this.line,
      column: this.header[column],
      value: this.isEmpty(column) ? undefined : this.fieldText(column).trim(),
      ...fault,
    });
  }

  private fieldText(field: number): string {
    const { bytes, start, end } = this.scanner;
    return bytes.toString('utf8', start[field], end[field]);
  }

  private checkHeader(): void {
    const seen = new Set<string>();
    for (const name of this.header) {
      if (name.includes('\uFFFD') || name.includes('\0')) {
        const allowed = 'UTF-8, with or without a byte order mark';
        const message = 'the table is not UTF-8 text';
        this.faults.add({ code: 'not_utf8', file: this.file, line: 1, message, allowed });
        this.header.length = 0;
        return;
      }
      if (seen.has(name) && name !== '') {
        const message = 'the column is given twice; the first one counts';
        this.faults.add({
          code: 'duplicate_column',
          severity: 'warning',
          file: this.file,
          line: 1,
          column: name,
          message,
        });
      }
      seen.add(name);
    }
  }

  private reportFlaw(): void {
    const { flaw } = this.scanner;
    const message =
      flaw === 'quote_not_closed'
        ? 'a quote opened in this record is never closed'
        : flaw === 'record_too_long'
          ? 'the record is longer than 4 MiB'
          : 'there is text after a closing quote';
    const allowed = 'fields as RFC 4180 has them: "a ""quoted"" field"';
    this.faults.add({ code: 'bad_csv', file: this.file, line: this.line, message, allowed });
  }

  private reportEncoding(column: Column, value: string): void {
    this.faults.add({
      code: 'not_utf8',
      severity: 'warning',
      file: this.file,
      line: this.line,
      column: this.header[column],
      value,
      message: 'the field holds bytes that are not UTF-8',
      allowed: 'UTF-8, with or without a byte order mark',
    });
  }

  private reportFieldCount(): void {
    const { fieldCount } = this.scanner;
    const columns = this.header.length;
    this.faults.add({
      code: 'field_count',
      severity: 'warning',
      file: this.file,
      line: this.line,
      value: String(fieldCount),
      message: 'the row has another number of fields than the header',
      allowed: String(columns),
      suggestion: fieldCount > columns ? 'A field with a comma in it needs quotes.' : 'Missing fields count as empty.',
    });
  }
}
