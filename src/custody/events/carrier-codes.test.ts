import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EVENT_KINDS, STATES } from '../../domain/custody-event.js';
import { carrierEvent } from './carrier-event.js';
import { CODE_LISTS, codeOf, listCodes, meaningOf } from './carrier-codes.js';
import { eventAt, usualLife } from './events-for-test.js';
import { foldEvents } from './fold-events.js';
import { REASONS_OF_EVENTS, reasonOfUpu } from './reasons.js';
import { STATUS_VIEWS, statusWord } from './status-words.js';

test('what a list calls an event is read back as that event, and every code of a list is read', () => {
  for (const list of CODE_LISTS) {
    for (const kind of EVENT_KINDS) {
      const code = codeOf(list, kind);
      if (code !== undefined) assert.deepEqual(meaningOf({ list, code }), { kind }, `${list} ${code}`);
    }
    const codes = listCodes(list);
    assert.ok(codes.length >= 10, list);
    assert.equal(new Set(codes.map(({ code }) => code.toLowerCase())).size, codes.length, `${list} has a code twice`);
    for (const { code, meaning } of codes) assert.deepEqual(meaningOf({ list, code }), meaning, `${list} ${code}`);
  }
});

test('meaningOf knows the 25 codes of EMSEVT v3, forgives case and punctuation, and says when it knows nothing', () => {
  const codes =
    'EMA EMB EXA EXB EXC EXD EXX EMC EMJ EMK EMD EDA EDB EME EDC EMF EDD EDE EMG EDF EDG EDH EMH EMI EDX'.split(' ');
  assert.deepEqual(new Set(listCodes('upu').map(({ code }) => code)), new Set(codes));
  assert.deepEqual(meaningOf({ list: 'upu', code: ' emi ' }), { kind: 'delivered' });
  assert.deepEqual(meaningOf({ list: 'words', code: 'Out-For-Delivery!' }), { kind: 'out_for_delivery' });
  assert.equal(meaningOf({ list: 'words', code: 'teleported' }), undefined);
  assert.equal(meaningOf({ list: 'nobody', code: 'EMI' }), undefined);
});

test('every state has a word in every view but those of codes, and a code that came with the event is kept', () => {
  const tracked = foldEvents(usualLife());
  for (const view of STATUS_VIEWS.filter((view) => view !== 'upu')) {
    for (const state of STATES) assert.ok(statusWord(view, { ...tracked, state }), `${view} ${state}`);
  }
  const abroad = eventAt(1, 'departed', 'post', { raw: { list: 'upu', code: 'EMC' } });
  assert.equal(statusWord('upu', foldEvents([abroad])), 'EMC');
  assert.equal(statusWord('upu', foldEvents([eventAt(1, 'departed')])), 'EDE');
  assert.equal(statusWord('ondc', tracked), 'Order-delivered');
  const returning = foldEvents([eventAt(1, 'accepted'), eventAt(2, 'return_started'), eventAt(3, 'departed')]);
  assert.deepEqual(
    STATUS_VIEWS.map((view) => statusWord(view, returning)),
    ['in_transit', 'return_to_sender', 'EDE', 'RTO-Initiated', 'Item Returned'],
  );
  assert.equal(statusWord('simple', foldEvents([])), undefined);
});

test('reasons and the UPU numbers of non-delivery name each other', () => {
  for (const { reason, upu } of REASONS_OF_EVENTS) if (upu !== undefined) assert.equal(reasonOfUpu(upu), reason);
  assert.equal(reasonOfUpu('12'), 'consignee_absent');
  assert.equal(reasonOfUpu('nonsense'), undefined);
});

test('carrierEvent keeps the code, finds the reason, and gives one id to a report that is sent twice', () => {
  const { id: _, kind: __, source: ___, ...told } = eventAt(5, 'noted', 'post');
  const failed = carrierEvent({ ...told, raw: { list: 'upu', code: 'EMH' }, reason: '12' });
  assert.deepEqual(
    [failed.kind, failed.reason, failed.raw],
    ['attempted', 'consignee_absent', { list: 'upu', code: 'EMH' }],
  );
  const again = carrierEvent({ ...told, serverMs: told.serverMs + 9, raw: { list: 'upu', code: 'EMH' }, reason: '12' });
  assert.equal(again.id, failed.id);
  assert.equal(
    carrierEvent({ ...told, id: 'own', raw: { list: 'x', code: 'Out for delivery' } }).kind,
    'out_for_delivery',
  );
  const unknown = carrierEvent({ ...told, raw: { list: 'x', code: 'Q17' } });
  assert.deepEqual([unknown.kind, unknown.raw?.code, unknown.reason], ['noted', 'Q17', undefined]);
  assert.equal(carrierEvent({ ...told, raw: { list: 'upu', code: 'EXB' } }).reason, 'customs');
});
