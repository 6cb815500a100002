import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCode128 } from './code128-for-test.js';
import { containerLabel } from './container-label.js';
import { BAG, HINDI, labelTypesetter, PLAIN } from './labels-for-test.js';
import { parcelLabel } from './parcel-label.js';
import { labelPayload } from './payload.js';
import { labelsToPdf } from './pdf.js';
import { printZpl, type Paper } from './printer-for-test.js';
import { qrCode } from './symbols.js';
import { fieldData, labelsToZpl } from './zpl.js';

const typesetter = labelTypesetter();
const CREATED_MS = Date.UTC(2026, 10, 23);

/** Dots of one row of the paper. */
function rowAt(paper: Paper, share: number): Uint8Array {
  const y = Math.round(paper.height * share);
  return paper.dots.subarray(y * paper.width, (y + 1) * paper.width);
}

test('labelsToPdf writes a page for each label, and four to a sheet', async () => {
  const layouts = [parcelLabel(PLAIN, typesetter), parcelLabel(HINDI, typesetter), containerLabel(BAG, typesetter)];
  const pagesOf = async (pages: 'label' | 'a4'): Promise<number> => {
    const pdf = Buffer.from(await labelsToPdf(layouts, typesetter, { createdMs: CREATED_MS, pages })).toString(
      'latin1',
    );
    assert.match(pdf, /^%PDF-1\.\d/);
    return pdf.match(/\/Type \/Page\b/g)?.length ?? 0;
  };
  assert.equal(await pagesOf('label'), 3);
  assert.equal(await pagesOf('a4'), 1);
});

test('labelsToPdf gives the same bytes for the same labels', async () => {
  const layouts = [parcelLabel(HINDI, typesetter)];
  const options = { createdMs: CREATED_MS };
  const first = await labelsToPdf(layouts, typesetter, options);
  assert.deepEqual(await labelsToPdf(layouts, labelTypesetter(), options), first);
  assert.notDeepEqual(await labelsToPdf(layouts, typesetter, { createdMs: CREATED_MS + 1000 }), first);
});

test('both codes of a printed label are read from its dots, at both resolutions', () => {
  for (const dpi of [203, 300] as const) {
    for (const text of ['resident', 'pictures'] as const) {
      const layouts = [parcelLabel(HINDI, typesetter), containerLabel(BAG, typesetter)];
      const [parcel, bag] = printZpl(labelsToZpl(layouts, typesetter, { dpi, text }));
      assert.ok(parcel !== undefined && bag !== undefined);
      assert.deepEqual([parcel.width, parcel.height], [dpi * 4, dpi * 6]);
      assert.equal(readCode128(trimmed(rowAt(parcel, 0.6))), HINDI.trackingNumber);
      assert.equal(readCode128(trimmed(rowAt(bag, 0.8))), `]00${BAG.sscc}`);
      assert.equal(cellsIn(parcel, labelPayload(HINDI)), true);
      assert.ok(parcel.commands.has('BC') && parcel.commands.has('BQ') && parcel.commands.has('CI'));
    }
  }
});

test('text that printers cannot set is printed as a picture of shaped letters', () => {
  const [paper] = printZpl(labelsToZpl([parcelLabel(HINDI, typesetter)], typesetter, { dpi: 203 }));
  assert.ok(paper !== undefined);
  assert.ok(paper.texts.some(({ text }) => text === 'Acme Transport'));
  assert.ok(!paper.texts.some(({ text }) => /[^\u0020-\u00ff]/.test(text)));
  assert.ok(paper.commands.has('GF'));
  // The name in Devanagari: black dots left of the box with the postal code.
  let black = 0;
  for (let y = 145; y < 240; y++) for (let x = 20; x < 440; x++) black += paper.dots[y * paper.width + x];
  assert.ok(black > 3000 && black < 15_000, `${black} dots`);
});

test('no field can bring a command into a label', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('^XZ^XA^FDowned^FS', '~JA', '_5EXZ', '\\&', '>;>8', '^^~~__', '\u0000\n\r\t', '"><'),
    fc.stringMatching(/^[\^~_\\>,A-Z0-9]{1,20}$/),
  );
  const plain = labelsToZpl([parcelLabel(PLAIN, typesetter)], typesetter, { dpi: 203 });
  const allowed = new Set([...(printZpl(plain)[0]?.commands ?? []), 'GF']);
  fc.assert(
    fc.property(nasty, nasty, (name, line) => {
      const label = { ...PLAIN, to: { ...PLAIN.to, name: `A ${name}`, lines: [line] }, reference: line, product: name };
      const zpl = labelsToZpl([parcelLabel(label, typesetter)], typesetter, { dpi: 203 });
      assert.ok(/^[\n -}]*$/.test(zpl), 'printable ASCII without ~');
      const papers = printZpl(zpl);
      assert.equal(papers.length, 1);
      for (const command of papers[0]?.commands ?? []) assert.ok(allowed.has(command), command);
    }),
    { numRuns: 15 },
  );
});

test('fieldData keeps every character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const bytes = fieldData(text).replace(/_([0-9A-F]{2})/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
      assert.equal(Buffer.from(bytes, 'latin1').toString('utf8'), text);
    }),
  );
});

/** From the first black dot to the last. */
function trimmed(row: Uint8Array): Uint8Array {
  return row.subarray(row.indexOf(1), row.lastIndexOf(1) + 1);
}

/** Whether the foot of a label has the cells of a QR code, sampled in their middles at some whole size. */
function cellsIn(paper: Paper, value: string): boolean {
  const { size, cells } = qrCode(value);
  const top = Math.round((320 / 432) * paper.height);
  const left = Math.round((14 / 288) * paper.width);
  for (let cell = 10; cell >= 1; cell--) {
    const same = cells.every((dark, index) => {
      const [x, y] = [left + ((index % size) + 0.5) * cell, top + (Math.floor(index / size) + 0.5) * cell];
      return paper.dots[Math.floor(y) * paper.width + Math.floor(x)] === dark;
    });
    if (same) return true;
  }
  return false;
}
