import assert from 'node:assert/strict';
import { ifSeen, nothing, type Asker, type Checks, type Stage } from '../visibility-for-test.js';

interface KnownView {
  readonly id: string;
  readonly asker: Asker;
}

/** Everybody saves a view that is shared. */
async function playViews({ askers, random }: Stage): Promise<readonly KnownView[]> {
  const known: KnownView[] = [];
  for (const asker of askers) {
    const filters = { state: random.pick(['held', 'lost']) };
    const body = { page: 'parcels' as const, name: `view of ${asker.partyId}`, filters, shared: true };
    known.push({ id: (await asker.client.createSavedView({ body })).body.id, asker });
  }
  return known;
}

export const VIEW_CHECKS: Checks<'listSavedViews' | 'createSavedView' | 'changeSavedView' | 'deleteSavedView'> = {
  listSavedViews: async (stage, asker) => {
    const known = await stage.know(playViews);
    const { data } = (await asker.client.listSavedViews({ query: { page: 'parcels' } })).body;
    assert.deepEqual(
      data.map(({ id }) => id),
      known.filter((view) => view.asker === asker).map(({ id }) => id),
    );
  },
  createSavedView: nothing,
  changeSavedView: async (stage, asker) => {
    for (const { id, asker: owner } of await stage.know(playViews)) {
      await ifSeen(owner === asker, asker.client.changeSavedView({ params: { id }, body: { columns: ['state'] } }));
    }
  },
  deleteSavedView: async (stage, asker) => {
    for (const { id, asker: owner } of await stage.know(playViews)) {
      if (owner !== asker) await ifSeen(false, asker.client.deleteSavedView({ params: { id } }));
    }
  },
};
