import assert from 'node:assert/strict';
import { refusal } from '../server-for-test.js';
import { allOf, ifSeen, type Asker, type Checks } from '../visibility-for-test.js';
import { eachManifest, isCarrier, maySee, playDocks } from './visibility-of-docks-for-test.js';

/** What a carrier is to do with the pieces of a manifest at its own dock. */
const DUTIES = {
  giver: { draft: 'pre_advise', pre_advised: 'tender', settled: 'tendered' },
  receiver: { draft: undefined, pre_advised: 'receive', settled: 'received' },
} as const;

async function ownPlaces({ client }: Asker): Promise<string[]> {
  return (await client.listDocks()).body.data.map(({ place }) => place);
}

export const DOCK_DAY_CHECKS: Checks<
  'listDocks' | 'listDockHandovers' | 'readDockCodes' | 'getScanList' | 'getManifestPdf'
> = {
  listDocks: async (stage, asker) => {
    if (!isCarrier(stage, asker)) {
      await refusal(asker.client.listDocks(), 'forbidden');
      return;
    }
    const { data } = (await asker.client.listDocks()).body;
    const { ats, post } = stage.ids;
    const partners = data.flatMap(({ interchanges }) => interchanges.map(({ partner_id }) => partner_id));
    assert.deepEqual([...new Set(partners)], [asker.partyId === ats ? post : ats]);
  },
  listDockHandovers: async (stage, asker) => {
    const { manifests } = await stage.know(playDocks);
    const carriers = [stage.ids.ats, stage.ids.post].map((id) => stage.as(id));
    for (const owner of carriers) {
      const [place = ''] = (await owner.listDocks()).body.data.map((dock) => dock.place);
      const list = (query: object) => asker.client.listDockHandovers({ params: { place }, query });
      if (!isCarrier(stage, asker)) await refusal(list({}), 'forbidden');
      else if (!(await ownPlaces(asker)).includes(place)) await refusal(list({}), 'not_found');
      else {
        const seen = await allOf(stage, list);
        const expected = manifests.filter((manifest) => maySee(manifest, asker));
        assert.deepEqual(
          seen.flatMap(({ handover_id }) => handover_id ?? []).toSorted(),
          expected.map(({ id }) => id).toSorted(),
        );
        for (const { id, giverId, pieces } of expected) {
          const row = seen.find(({ handover_id }) => handover_id === id);
          assert.equal(row?.direction, giverId === asker.partyId ? 'departure' : 'arrival');
          assert.equal(row.pieces.total, pieces.length);
        }
        for (const { handover_id, pieces } of seen) if (handover_id === null) assert.ok(pieces.total > 0);
      }
    }
  },
  readDockCodes: (stage, asker) =>
    eachManifest(stage, async (manifest) => {
      const codes = [...manifest.pieces, manifest.id];
      if (!isCarrier(stage, asker)) {
        const asking = asker.client.readDockCodes({ params: { place: 'none:NONE' }, body: { codes } });
        await refusal(asking, 'forbidden');
        return;
      }
      const [place = ''] = await ownPlaces(asker);
      const { data } = (await asker.client.readDockCodes({ params: { place }, body: { codes } })).body;
      const role = manifest.giverId === asker.partyId ? 'giver' : 'receiver';
      const todo = maySee(manifest, asker) ? DUTIES[role][manifest.phase] : undefined;
      for (const told of data) {
        if (todo === undefined) assert.equal(told.handover_id, null);
        else assert.deepEqual([told.todo, told.handover_id], [todo, manifest.id]);
      }
      if (todo === undefined) assert.equal(data.at(-1)?.todo, 'unknown');
    }),
  getScanList: (stage, asker) =>
    eachManifest(stage, async (manifest) => {
      const asking = asker.client.getScanList({ params: { id: manifest.id } });
      const seen = await ifSeen(maySee(manifest, asker), asking);
      assert.deepEqual(seen?.pieces.ids, seen && [...manifest.pieces]);
    }),
  getManifestPdf: (stage, asker) =>
    eachManifest(stage, async (manifest) => {
      const asking = asker.client.getManifestPdf({ params: { id: manifest.id } });
      const seen = await ifSeen(maySee(manifest, asker), asking);
      if (seen !== undefined) assert.ok(seen.length > 1000);
    }),
};
