import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeSscc } from '../gs1/keys.js';
import { labelTypesetter } from './labels-for-test.js';
import { manifestSheets, type ManifestSheet } from './manifest-sheets.js';

const typesetter = labelTypesetter();
const CAGE = makeSscc({ extension: 0, companyPrefix: '8901234', serial: 1 });
const BAG = makeSscc({ extension: 0, companyPrefix: '8901234', serial: 2 });

function sheetOf(pieceCount: number, changes: Partial<ManifestSheet> = {}): ManifestSheet {
  return {
    manifest: 'mnf_01m84d4z92fk7s97ne5gerspej',
    isDraft: false,
    from: { party: 'Acme Transport', code: 'DEL-IX', name: 'Delhi' },
    to: { party: 'National Post', code: 'NSH-DEL', name: 'दिल्ली' },
    interchange: 'IX-DEL',
    tenderAt: '2026-11-23 20:30',
    printedAt: '2026-11-23 19:02',
    containers: [
      { sscc: CAGE, kind: 'CAGE' },
      { sscc: BAG, kind: 'BAG', seal: 'S-7781', inside: CAGE },
    ],
    pieces: Array.from({ length: pieceCount }, (_, index) => ({
      trackingNumber: `ATS${3113467239573 + index}`,
      weightG: 400,
      ...(index % 3 === 0 ? {} : { inside: BAG }),
    })),
    synthetic: false,
    ...changes,
  };
}

test('manifestSheets names every container, seal and piece once, within the sheet, and is signed on the last', () => {
  for (const count of [0, 1, 150, 700]) {
    const sheet = sheetOf(count);
    const layouts = manifestSheets(sheet, typesetter);
    const texts = layouts.map(({ marks }) => marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])));
    const all = texts.flat();
    for (const { trackingNumber } of sheet.pieces) {
      assert.equal(all.filter((text) => text.startsWith(trackingNumber)).length, 1);
    }
    assert.ok(all.includes(`${CAGE} CAGE`) && all.includes('S-7781'));
    assert.deepEqual(
      texts.map((words) => words.some((word) => word.startsWith('Received by'))),
      texts.map((_, index) => index === texts.length - 1),
    );
    assert.ok(all.includes(`Sheet 1 of ${layouts.length}`));
    for (const { marks, omitted, widthPt, heightPt } of layouts) {
      assert.deepEqual(omitted, []);
      for (const mark of marks) assert.ok(mark.x >= 0 && mark.x <= widthPt && mark.y >= 0 && mark.y <= heightPt);
    }
  }
});

test('manifestSheets marks drafts and made-up data', () => {
  const wordsOf = (changes: Partial<ManifestSheet>): string =>
    JSON.stringify(manifestSheets(sheetOf(1, changes), typesetter)[0]?.marks);
  assert.equal(/DRAFT|SYNTHETIC/.test(wordsOf({})), false);
  assert.match(wordsOf({ isDraft: true }), /MANIFEST - DRAFT/);
  assert.match(wordsOf({ synthetic: true }), /SYNTHETIC DATA/);
});
