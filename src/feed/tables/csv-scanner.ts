import type { ByteSource } from './byte-source.js';

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;

/** Nobody writes a longer record on purpose; the text from there on is given up. */
const RECORD_BYTES_MAX = 1 << 22;

/**
 * Records of RFC 4180 text as positions in a buffer of bytes, one record at a time: quoted fields, doubled quotes, line
 * breaks within quotes, CRLF or LF, a byte order mark. No string is made of a field until somebody asks. Empty lines
 * are skipped. Memory is bounded by the longest record.
 */
export class CsvScanner {
  /** Where the fields of the current record lie; valid until the next call of `next`. */
  bytes: Buffer;
  fieldCount = 0;
  start = new Int32Array(64); // [fieldCount] first byte
  end = new Int32Array(64); // [fieldCount] after the last byte
  /** 1-based line on which the current record starts. */
  line = 0;
  /** What is malformed in the current record. */
  flaw: 'none' | 'text_after_quote' | 'quote_not_closed' | 'record_too_long' = 'none';

  private position = 0; // start of the next record
  private filled = 0; // bytes of the buffer that hold text
  private atEnd = false;
  private cutOff = false; // the rest of the text is given up
  private nextLine = 1;
  private escaped: number[] = []; // fields with doubled quotes

  constructor(
    private readonly source: ByteSource,
    bufferBytes = 1 << 20,
  ) {
    this.bytes = Buffer.allocUnsafe(Math.max(16, bufferBytes));
    this.refill();
    if (this.filled >= 3 && this.bytes[0] === 0xef && this.bytes[1] === 0xbb && this.bytes[2] === 0xbf)
      this.position = 3;
  }

  /** Moves to the next record; false at the end of the text. */
  next(): boolean {
    for (;;) {
      if (this.scanRecord()) {
        for (const field of this.escaped) this.unescape(field);
        return true;
      }
      if (this.atEnd && this.position >= this.filled) return false;
      if (this.filled - this.position > RECORD_BYTES_MAX) {
        this.atEnd = true;
        this.cutOff = true;
      } else {
        this.refill();
      }
    }
  }

  close(): void {
    this.source.close();
  }

  /** Finds the fields of the record at `position`; false when more bytes are needed to see its end. */
  private scanRecord(): boolean {
    const { bytes, filled } = this;
    let at = this.position;
    let line = this.nextLine;
    while (at < filled && (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] === LF && at + 1 < filled))) {
      if (bytes[at] === LF) line++;
      at++;
    }
    this.position = at;
    this.nextLine = line;
    this.line = line;
    this.fieldCount = 0;
    this.flaw = 'none';
    this.escaped.length = 0;
    if (at >= filled) return false;
    for (;;) {
      at = bytes[at] === QUOTE && at < filled ? this.scanQuoted(at) : this.scanPlain(at);
      if (at < 0) {
        // The record is scanned once more when it is complete, so the lines seen in it must not count twice.
        this.nextLine = this.line;
        return false;
      }
      if (at < filled && bytes[at] === COMMA) {
        at++;
        continue;
      }
      if (this.cutOff && at >= filled && this.flaw === 'none') this.flaw = 'record_too_long';
      this.position = at < filled ? at + 1 : at;
      this.nextLine++;
      return true;
    }
  }

  /** Position of the comma or line feed after the unquoted field at `at`, or -1 when it is not in the buffer. */
  private scanPlain(at: number): number {
    const { bytes, filled } = this;
    const start = at;
    let byte = 0;
    while (at < filled && (byte = bytes[at]) !== COMMA && byte !== LF) at++;
    if (at >= filled && !this.atEnd) return -1;
    const end = at > start && byte !== COMMA && bytes[at - 1] === CR ? at - 1 : at;
    this.addField(start, end);
    return at;
  }

  /** As `scanPlain`, for a field that starts with a quote. */
  private scanQuoted(at: number): number {
    const { bytes, filled } = this;
    const start = at + 1;
    let doubled = false;
    at = start;
    for (;;) {
      while (at < filled && bytes[at] !== QUOTE) {
        if (bytes[at] === LF) this.nextLine++;
        at++;
      }
      const hasNext = at + 1 < filled;
      if (!hasNext && !this.atEnd) return -1;
      if (at >= filled) {
        this.flaw = 'quote_not_closed';
        this.addField(start, filled);
        return filled;
      }
      if (!hasNext || bytes[at + 1] !== QUOTE) break;
      doubled = true;
      at += 2;
    }
    this.addField(start, at);
    if (doubled) this.escaped.push(this.fieldCount - 1);
    return this.skipToSeparator(at + 1);
  }

  private skipToSeparator(at: number): number {
    const { bytes, filled } = this;
    while (at < filled && bytes[at] !== COMMA && bytes[at] !== LF) {
      if (bytes[at] !== CR && bytes[at] !== 0x20) this.flaw = 'text_after_quote';
      at++;
    }
    return at >= filled && !this.atEnd ? -1 : at;
  }

  private addField(start: number, end: number): void {
    if (this.fieldCount === this.start.length) {
      this.start = grown(this.start);
      this.end = grown(this.end);
    }
    this.start[this.fieldCount] = start;
    this.end[this.fieldCount] = end;
    this.fieldCount++;
  }

  /** Makes one quote of each doubled quote of a field, in place. */
  private unescape(field: number): void {
    const { bytes } = this;
    const end = this.end[field];
    let write = this.start[field];
    for (let read = write; read < end; read++) {
      const byte = bytes[read];
      bytes[write++] = byte;
      if (byte === QUOTE) read++;
    }
    this.end[field] = write;
  }

  /** Moves what is left to the front of the buffer and reads on, with a larger buffer for a record that fills it. */
  private refill(): void {
    const left = this.filled - this.position;
    const target = left > this.bytes.length / 2 ? Buffer.allocUnsafe(this.bytes.length * 2) : this.bytes;
    target.set(this.bytes.subarray(this.position, this.filled));
    this.bytes = target;
    this.position = 0;
    this.filled = left;
    const read = this.source.read(this.bytes, this.filled);
    this.filled += read;
    if (read === 0) this.atEnd = true;
  }
}

function grown(column: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}
