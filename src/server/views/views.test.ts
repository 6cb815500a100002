import assert from 'node:assert/strict';
import { refusal, testServer } from '../server-for-test.js';

testServer('views are saved and changed by who made them, and seen by all whom they are shared with', async (made) => {
  const { ats, post } = await made.addParties();
  const [one, colleague, stranger] = [await made.keyOf(ats), await made.keyOf(ats), await made.keyOf(post)];
  const body = { page: 'parcels' as const, name: 'Held', filters: { state: 'held' }, columns: ['state'] };
  const view = (await one.createSavedView({ body })).body;
  assert.deepEqual([view.own, view.shared, view.filters], [true, false, { state: 'held' }]);
  await refusal(one.createSavedView({ body }), 'conflict');
  await refusal(one.createSavedView({ body: { ...body, name: 'Odd', filters: { 'Not a word': 'x' } } }), 'invalid');
  const params = { id: view.id };
  assert.deepEqual((await colleague.listSavedViews()).body.data, []);
  await refusal(colleague.changeSavedView({ params, body: { name: 'Mine' } }), 'not_found');
  assert.equal((await one.changeSavedView({ params, body: { shared: true } })).body.shared, true);
  assert.deepEqual(
    (await colleague.listSavedViews()).body.data.map(({ id, own }) => [id, own]),
    [[view.id, false]],
  );
  await refusal(colleague.changeSavedView({ params, body: { name: 'Mine' } }), 'conflict');
  await refusal(colleague.deleteSavedView({ params }), 'conflict');
  await refusal(stranger.deleteSavedView({ params }), 'not_found');
  assert.deepEqual((await one.listSavedViews({ query: { page: 'exceptions' } })).body.data, []);
  await one.deleteSavedView({ params });
  await refusal(one.deleteSavedView({ params }), 'not_found');
});
