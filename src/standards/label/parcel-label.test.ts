import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCode128 } from './code128-for-test.js';
import { containerLabel } from './container-label.js';
import { BAG, HINDI, labelTypesetter, PLAIN } from './labels-for-test.js';
import { moduleCount, type Layout, type Mark } from './layout.js';
import { moneyText, parcelLabel, weightText } from './parcel-label.js';
import { labelPayload, parseLabelPayload } from './payload.js';
import { labelToSvg } from './svg.js';

const typesetter = labelTypesetter();

function textsOf(layout: Layout): string[] {
  return layout.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
}

/** Edges of what a mark blackens; of a text, its width and the size above its base line. */
function edgesOf(mark: Mark): { left: number; top: number; right: number; bottom: number } {
  if (mark.kind === 'text') {
    const left = mark.x - { left: 0, center: mark.widthPt / 2, right: mark.widthPt }[mark.align];
    return { left, top: mark.y - mark.sizePt, right: left + mark.widthPt, bottom: mark.y };
  }
  const width =
    mark.kind === 'box' ? mark.widthPt : mark.kind === 'bars' ? moduleCount(mark.widths) * mark.modulePt : mark.sizePt;
  const height = mark.kind === 'cells' ? mark.sizePt : mark.heightPt;
  return { left: mark.x, top: mark.y, right: mark.x + width, bottom: mark.y + height };
}

test('parcelLabel shows who, where, what to collect and how it travels', () => {
  const texts = textsOf(parcelLabel(HINDI, typesetter));
  for (const text of [
    'Acme Transport',
    'Delivered by National Post',
    '249',
    '201',
    '₹1,23,456.00',
    'EE 123 456 785 IN',
  ]) {
    assert.ok(texts.includes(text), text);
  }
  for (const part of ['SPP · 2 of 3', 'LITHIUM FRAGILE', 'DEL-IX', '1.25 kg · 30 x 22 x 12 cm', 'CP5-MLJ-FT53']) {
    assert.ok(texts.includes(part), part);
  }
  assert.match(texts.join(' '), /लक्ष्मीप्रिया.*उत्तराखण्ड.*DEL-FN > DEL-IX > DDN-NSH > 249201/);
  assert.ok(texts.some((text) => text.includes('SYNTHETIC')));
  assert.ok(
    !textsOf(parcelLabel({ ...PLAIN, synthetic: false }, typesetter)).some((text) => text.includes('SYNTHETIC')),
  );
  assert.ok(textsOf(parcelLabel(PLAIN, typesetter)).some((text) => text.startsWith('PREPAID')));
});

test('the bars of a label are read as its tracking number and as its SSCC with FNC1', () => {
  const barsOf = (layout: Layout): string => {
    const bars = layout.marks.find((mark) => mark.kind === 'bars');
    assert.ok(bars?.kind === 'bars');
    // Three dots to a module, as a scanner would see a row of the paper.
    return readCode128(bars.widths.flatMap((width, index) => Array<number>(width * 3).fill((index + 1) % 2)));
  };
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z0-9./-]{1,28}$/), (trackingNumber) => {
      assert.equal(barsOf(parcelLabel({ ...PLAIN, trackingNumber }, typesetter)), trackingNumber);
    }),
    { numRuns: 20 },
  );
  assert.equal(barsOf(containerLabel(BAG, typesetter)), `]00${BAG.sscc}`);
});

test('bars of a container are 0.5 mm to the module and 32 mm high, with their quiet zone free', () => {
  const layout = containerLabel(BAG, typesetter);
  const bars = layout.marks.find((mark) => mark.kind === 'bars');
  assert.ok(bars?.kind === 'bars');
  assert.ok(Math.abs(bars.modulePt * (25.4 / 72) - 0.5) < 0.01);
  assert.ok(bars.heightPt * (25.4 / 72) >= 31.75);
  assert.ok(bars.x >= 10 * bars.modulePt);
});

test('nothing of any label leaves the paper or covers a bar code', () => {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.lorem({ maxCount: 12 }),
    fc.constantFrom(...HINDI.to.lines, HINDI.to.name, 'W'.repeat(200), ''),
  );
  const address = fc.record({
    name: word,
    lines: fc.array(word, { maxLength: 6 }),
    postalCode: fc.stringMatching(/^[0-9A-Z -]{0,12}$/),
    phone: word,
  });
  const labels = fc.record({
    product: word,
    bookedBy: word,
    deliveredBy: word,
    to: address,
    from: address,
    goods: fc.array(word, { maxLength: 4 }),
    hubs: fc.array(word, { maxLength: 8 }),
    interchange: word,
    reference: word,
    bookedOn: word,
    digipin: word,
  });
  fc.assert(
    fc.property(labels, (fields) => {
      const layout = parcelLabel({ ...HINDI, ...fields }, typesetter);
      const codes = layout.marks.filter((mark) => mark.kind === 'bars' || mark.kind === 'cells').map(edgesOf);
      for (const mark of layout.marks) {
        const { left, top, right, bottom } = edgesOf(mark);
        assert.ok(left >= -0.01 && top >= -0.01 && right <= 288.01 && bottom <= 432.01, JSON.stringify(mark));
        if (mark.kind !== 'text') continue;
        for (const code of codes) {
          const apart = right <= code.left || left >= code.right || bottom <= code.top || top >= code.bottom;
          assert.ok(apart, JSON.stringify(mark));
        }
      }
    }),
    { numRuns: 15 },
  );
});

test('parcelLabel says what it had to leave out, and which characters no font has', () => {
  assert.deepEqual(parcelLabel(HINDI, typesetter).omitted, []);
  const endless = { ...PLAIN, to: { ...PLAIN.to, lines: ['word '.repeat(200)], name: 'தமிழ்' } };
  const [cut, strange] = parcelLabel(endless, typesetter).omitted;
  assert.match(cut ?? '', /^address: ".*" does not fit$/);
  assert.match(strange ?? '', /^no font has த/);
});

test('a label without its bar codes is still a label, and says so', () => {
  const { omitted } = parcelLabel({ ...PLAIN, trackingNumber: 'अ1', interchange: 'x'.repeat(400) }, typesetter);
  assert.ok(omitted.includes('"अ1" cannot be a bar code'));
  assert.ok(omitted.some((text) => /^a QR code of \d+ bytes/.test(text)));
  assert.deepEqual(containerLabel({ ...BAG, sscc: '089012340000000077' }, typesetter).omitted, [
    '"(00)089012340000000077" cannot be a bar code',
  ]);
});

test('labelPayload says what a scanner needs without personal data, and is read back', () => {
  assert.equal(labelPayload(PLAIN), 'IL1:EE123456785IN:560025:SPP:1250:0:DEL-IX:4P3-JJT-4K39');
  fc.assert(
    fc.property(
      fc.string(),
      fc.string({ minLength: 1 }),
      fc.nat(99_999_999),
      fc.nat(),
      (productCode, interchange, weightG, minor) => {
        const code = productCode.trim();
        const label = {
          ...PLAIN,
          productCode: code,
          interchange: interchange.trim(),
          weightG,
          cashOnDelivery: { minor, currency: 'INR' },
        };
        const read = parseLabelPayload(labelPayload(label));
        assert.ok(read.status === 'valid');
        assert.equal(read.value.productCode, code);
        assert.equal(read.value.interchange ?? '', interchange.trim());
        assert.equal(read.value.weightG, weightG);
        assert.equal(read.value.cashMinor, minor);
      },
    ),
  );
  for (const text of ['', 'IL2:x', 'IL1:x', 'IL1:a:b:c:heavy:0'])
    assert.equal(parseLabelPayload(text).status, 'refused', text);
});

test('moneyText and weightText are written as people read them', () => {
  assert.equal(moneyText({ minor: 12_345_600, currency: 'INR' }), '₹1,23,456.00');
  assert.equal(moneyText({ minor: 1999, currency: 'USD' }), '$19.99');
  assert.equal(moneyText({ minor: 1999, currency: 'points' }), '19.99 points');
  assert.deepEqual([950, 1250, 28_450].map(weightText), ['950 g', '1.25 kg', '28.45 kg']);
});

test('labelToSvg escapes what stands in names', () => {
  const svg = labelToSvg(parcelLabel({ ...PLAIN, to: { ...PLAIN.to, name: '<script>"&' } }, typesetter));
  assert.ok(svg.includes('&lt;script&gt;&quot;&amp;') && !svg.includes('<script>'));
});
