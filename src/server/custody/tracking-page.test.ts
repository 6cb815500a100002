import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PARCEL, testServer } from '../server-for-test.js';
import { languageOf } from './track-words.js';

test('languageOf takes the choice, then what the browser asks for most of what there is, then English', () => {
  assert.equal(languageOf('hi', 'en'), 'hi');
  assert.equal(languageOf('xx', 'ta, hi-IN;q=0.8, en;q=0.7'), 'hi');
  assert.equal(languageOf(undefined, 'en;q=0.2,hi;q=0.9'), 'hi');
  assert.equal(languageOf(undefined, 'hi;q=0, *'), 'en');
  assert.equal(languageOf(undefined, undefined), 'en');
});

testServer(
  'anybody with a number reads where a parcel is, in English or Hindi, without scripts or people',
  async (made) => {
    const { ats } = await made.addParties();
    const client = await made.keyOf(ats);
    const recipient = { name: 'Asha <Person>', phone: '+910000000000', address: 'Road 1' };
    const { tracking_number: number, id } = (await client.createShipment({ body: { ...PARCEL, recipient } })).body;
    const code = made.server.reference.parties[0]?.code ?? '';
    const device_at = made.server.now().toISOString();
    const events = [{ shipment_id: id, kind: 'accepted' as const, device_at, place: `${code}:FC-DEL` }];
    assert.equal((await client.recordEvents({ body: { events } })).body.recorded, 1);
    const read = async (path: string, language?: string): Promise<string> => {
      const headers = language === undefined ? {} : { 'accept-language': language };
      return (await made.fetch(path, { headers })).text();
    };
    const english = await read(`/track/${number}`);
    assert.match(english, /<html lang="en">[^]*<h1>Handed in<\/h1>[^]*aria-current="step">On its way/);
    const hindi = await read(`/track/${number.toLowerCase()}`, 'hi-IN,en;q=0.5');
    assert.match(hindi, /<html lang="hi">[^]*<h1>जमा किया गया<\/h1>/);
    assert.match(await read(`/track/${number}?lang=hi`, 'en'), /<html lang="hi">[^]*href="\/track\?lang=hi"/);
    for (const page of [english, hindi]) {
      assert.ok(!/<script|Asha|91000|Road 1|javascript:/.test(page));
    }
    const font = await made.fetch('/track/fonts/devanagari-400.woff2');
    assert.deepEqual([font.status, font.headers.get('content-type')], [200, 'font/woff2']);
    const missing = await made.fetch('/track/%3Cb%3E12', { headers: { 'accept-language': 'hi' } });
    const text = await missing.text();
    assert.deepEqual([missing.status, text.includes('&lt;b&gt;12'), text.includes('<b>12')], [404, true, false]);
    const anonymous = made.clientOf();
    const told = (await anonymous.trackParcel({ params: { number }, query: { lang: 'hi' } })).body;
    assert.deepEqual([told.words, told.steps[0]?.words], ['जमा किया गया', 'जमा किया गया']);
  },
);
