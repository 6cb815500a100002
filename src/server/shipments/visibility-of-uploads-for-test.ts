import assert from 'node:assert/strict';
import type { Mode } from '../../store/database/column-types.js';
import { PARCEL } from '../server-for-test.js';
import { ifSeen, type Checks, type Stage } from '../visibility-for-test.js';

/** What nobody but its sender is told of a file that a job books. */
export const UPLOAD_CHECKS: Checks<'startUpload' | 'listUploads' | 'getUpload' | 'listUploadFaults'> = {
  startUpload: async ({ organisations, ids, made }, { partyId, client }) => {
    const other = partyId === ids.atsShop ? ids.postShop : ids.atsShop;
    if (organisations.some(({ id, carrierId }) => id === other && carrierId === partyId)) return;
    const body = `origin,ready_at,destination_pin,weight_g,shipper_id\n110001,${PARCEL.ready_at},400001,480,${other}\n`;
    const { id } = (await client.startUpload({ body })).body;
    await made.runJobs();
    assert.equal((await client.getUpload({ params: { id } })).body.state, 'refused');
    const { data } = (await client.listUploadFaults({ params: { id } })).body;
    assert.ok(data.some(({ column }) => column === 'shipper_id'));
  },
  listUploads: async (stage, { partyId, mode, client }) => {
    const all = await stage.know(playUploads);
    const { data } = (await client.listUploads()).body;
    const own = all.filter((one) => one.partyId === partyId && one.mode === mode).map(({ id }) => id);
    assert.ok(own.every((id) => data.some((one) => one.id === id)));
    assert.ok(all.every((one) => own.includes(one.id) || !data.some(({ id }) => id === one.id)));
  },
  getUpload: async (stage, asker) => {
    for (const one of await stage.know(playUploads)) {
      const isOwn = one.partyId === asker.partyId && one.mode === asker.mode;
      await ifSeen(isOwn, asker.client.getUpload({ params: { id: one.id } }));
    }
  },
  listUploadFaults: async (stage, asker) => {
    for (const one of await stage.know(playUploads)) {
      const isOwn = one.partyId === asker.partyId && one.mode === asker.mode;
      const seen = await ifSeen(isOwn, asker.client.listUploadFaults({ params: { id: one.id } }));
      if (seen !== undefined) assert.equal(seen.data[0]?.value, 'nowhere');
    }
  },
};

/** Everybody sends a file with a fault that quotes it. */
async function playUploads({ made, askers }: Stage): Promise<{ partyId: string; mode: Mode; id: string }[]> {
  const sent: { partyId: string; mode: Mode; id: string }[] = [];
  for (const { partyId, mode, client } of askers) {
    const body = `origin,ready_at,destination_pin,weight_g\nnowhere,${PARCEL.ready_at},400001,480\n`;
    sent.push({ partyId, mode, id: (await client.startUpload({ body })).body.id });
  }
  await made.runJobs();
  return sent;
}
