import { Ajv } from 'ajv';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { parse } from 'yaml';
import { InputError } from '../base/input-error.js';
import { readWorkspace } from './read-workspace.js';
import { SMALL_WORKSPACE, writeWorkspaceFiles } from './small-workspace.js';

type YamlName = 'interline.yaml' | 'agreement.yaml';

function schemaAccepts(name: YamlName, text: string): boolean {
  const file = join(process.cwd(), 'schemas', name.replace('.yaml', '.schema.json'));
  const ajv = new Ajv({ allowUnionTypes: true, allErrors: true });
  const schema = JSON.parse(readFileSync(file, 'utf8')) as object;
  return ajv.validate(schema, parse(text));
}

/** True when reading the small workspace with another text for a file finds no error in that file. */
async function readerAccepts(name: YamlName, text: string): Promise<boolean> {
  const { dir, remove } = writeWorkspaceFiles({ ...SMALL_WORKSPACE, [name]: text });
  try {
    await readWorkspace(dir);
    return true;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return !error.faults.some((fault) => fault.severity === 'error' && fault.file === name);
  } finally {
    remove();
  }
}

const WHOLE: { name: YamlName; text: string }[] = [
  { name: 'interline.yaml', text: SMALL_WORKSPACE['interline.yaml'] },
  { name: 'agreement.yaml', text: SMALL_WORKSPACE['agreement.yaml'] },
];

test('schemas and reader accept the example files', async () => {
  for (const { name, text } of WHOLE) {
    assert.ok(schemaAccepts(name, text), `${name} by its schema`);
    assert.ok(await readerAccepts(name, text), `${name} by the reader`);
  }
});

test('the examples in docs/formats.md pass their schemas', () => {
  const document = readFileSync(join(process.cwd(), 'docs', 'formats.md'), 'utf8');
  const blocks = [...document.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) => text);
  assert.equal(blocks.length, 2);
  assert.ok(schemaAccepts('interline.yaml', blocks[0]));
  assert.ok(schemaAccepts('agreement.yaml', blocks[1]));
});

/** Replacements that break a file in a way a schema can see. */
const BROKEN: { name: YamlName; from: string; to: string }[] = [
  { name: 'interline.yaml', from: 'timezone: Asia/Kolkata\n', to: '' },
  { name: 'interline.yaml', from: 'currency: INR', to: 'currency: rupees' },
  { name: 'interline.yaml', from: 'start: 2026-11-23', to: 'start: 23.11.2026' },
  { name: 'interline.yaml', from: 'days: 8', to: 'days: 0' },
  { name: 'interline.yaml', from: 'days: 8', to: 'days: eight' },
  { name: 'interline.yaml', from: 'days: 8', to: 'day: 8' },
  { name: 'interline.yaml', from: 'synthetic: true', to: 'synthetic: perhaps' },
  { name: 'interline.yaml', from: 'feed: ats', to: 'fed: ats' },
  { name: 'interline.yaml', from: '  ats:', to: '  "a:b":' },
  { name: 'interline.yaml', from: 'late_per_day: 20', to: 'late_per_day: -20' },
  { name: 'interline.yaml', from: 'id: standard, ', to: '' },
  { name: 'interline.yaml', from: 'per_parcel: 120, ', to: '' },
  { name: 'interline.yaml', from: 'unplanned: 500', to: 'unplanned: lots' },
  { name: 'interline.yaml', from: 'notes:\n  - Everything', to: 'notes: Everything' },
  { name: 'agreement.yaml', from: 'parties: [ats, post]\n', to: '' },
  { name: 'agreement.yaml', from: 'version: 3', to: 'version: three' },
  { name: 'agreement.yaml', from: 'from: 2026-01-01', to: 'from: January' },
  { name: 'agreement.yaml', from: 'open: "05:00"', to: 'open: "5 am"' },
  { name: 'agreement.yaml', from: 'open: "05:00", ', to: '' },
  { name: 'agreement.yaml', from: 'ats>post, post>ats', to: 'ats-post' },
  { name: 'agreement.yaml', from: 'parcels_per_window: 12000', to: 'parcels_per_window: 1.5' },
  { name: 'agreement.yaml', from: 'manifest_minutes: 60', to: 'manifest_minute: 60' },
  { name: 'agreement.yaml', from: 'weight_tolerance_g: 50', to: 'offline_hours: -1' },
  { name: 'agreement.yaml', from: 'gain_share:', to: 'containers: { bag: { pieces_max: 0 } }\ngain_share:' },
  { name: 'agreement.yaml', from: 'gain_share:', to: 'containers: { box: { pieces_max: 5 } }\ngain_share:' },
  { name: 'agreement.yaml', from: 'gain_share:', to: 'exceptions: { stuck_hours: soon }\ngain_share:' },
  { name: 'agreement.yaml', from: 'goods_refused: [liquids]', to: 'goods_refused: [liquid]' },
  { name: 'agreement.yaml', from: 'allowed: true', to: 'allowed: sometimes' },
  { name: 'agreement.yaml', from: 'kg: 0.15x', to: 'kg: 15%' },
  { name: 'agreement.yaml', from: 'type: free_sale', to: 'type: freesale' },
  { name: 'agreement.yaml', from: 'keep: 0.5', to: 'keep: 50' },
  { name: 'agreement.yaml', from: '"post:RAIL-*"', to: 'RAIL' },
  { name: 'agreement.yaml', from: 'per_kg: [4, 7', to: 'per_kg: [-4, 7' },
  { name: 'agreement.yaml', from: 'by: distance_km', to: 'by: pin' },
  { name: 'agreement.yaml', from: 'tax_percent: 18', to: 'tax_percent: 180' },
  { name: 'agreement.yaml', from: 'at_least: 0.95', to: 'at_least: 95' },
  { name: 'agreement.yaml', from: 'statement_day: 3', to: 'statement_day: 31' },
  { name: 'agreement.yaml', from: 'net: true', to: 'net: 1' },
  { name: 'agreement.yaml', from: 'method: shapley', to: 'method: shapely' },
  { name: 'agreement.yaml', from: 'visibility:', to: 'visible:' },
];

test('schemas and reader refuse the same broken files', async () => {
  for (const { name, from, to } of BROKEN) {
    const text = SMALL_WORKSPACE[name];
    assert.ok(text.includes(from), `${name} has no ${from}`);
    const broken = text.replace(from, to);
    assert.equal(schemaAccepts(name, broken), false, `${name}: the schema accepts ${to || `no ${from}`}`);
    assert.equal(await readerAccepts(name, broken), false, `${name}: the reader accepts ${to || `no ${from}`}`);
  }
});

test('schemas and reader accept the same variants', async () => {
  const variants: { name: YamlName; from: string; to: string }[] = [
    { name: 'interline.yaml', from: '  ats: { name: Carrier (synthetic), feed: ats }', to: '  ats:' },
    { name: 'interline.yaml', from: 'synthetic: true\n', to: '' },
    { name: 'agreement.yaml', from: 'days: Mon-Sat', to: 'days: [Mon, Tue]' },
    { name: 'agreement.yaml', from: 'legs: all', to: 'legs: [HUB-DEL>HUB-BOM]' },
    { name: 'agreement.yaml', from: 'directions: [ats>post, post>ats]\n    ', to: '' },
    { name: 'agreement.yaml', from: 'close: "22:00"', to: 'close: "26:00"' },
  ];
  for (const { name, from, to } of variants) {
    const text = SMALL_WORKSPACE[name].replace(from, to);
    assert.notEqual(text, SMALL_WORKSPACE[name]);
    assert.ok(schemaAccepts(name, text), `${name}: the schema refuses ${to || `no ${from}`}`);
    assert.ok(await readerAccepts(name, text), `${name}: the reader refuses ${to || `no ${from}`}`);
  }
});
