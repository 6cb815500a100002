import type { z } from '@hono/zod-openapi';
import { brokenUniqueRule, type Tx } from '../../store/database/store.js';
import {
  addView,
  countViews,
  findView,
  listViews,
  removeView,
  saveView,
  type SavedView,
} from '../../store/people/views.js';
import type { Operation } from '../../wire/http/operation.js';
import * as wire from '../../wire/shipments/views.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';

type Asking = Pick<PartyRequest<Operation>, 'acting' | 'principal'>;

/** Views of lists: saved by people, for themselves or for their organisation. */
export function serveViews(operations: OperationServer): void {
  operations.serve(wire.listSavedViews, ({ input, run, ...asking }) =>
    run(async (tx) => {
      const views = await listViews(tx, viewerOf(asking), input.query.page);
      return { data: views.map((view) => viewOnWire(view, asking)) };
    }),
  );
  operations.serve(wire.createSavedView, ({ input, now, run, ...asking }) =>
    run(async (tx) => {
      const viewer = viewerOf(asking);
      if ((await countViews(tx, viewer, input.body.page)) >= wire.VIEWS_MAX) {
        throw new ProblemError('conflict', `Your organisation has ${wire.VIEWS_MAX} views of this page. Delete some.`);
      }
      const id = await unlessNamed(input.body.name, () => addView(tx, viewer, input.body, now));
      return viewOnWire(await getView(tx, asking, id), asking);
    }),
  );
  operations.serve(wire.changeSavedView, ({ input, now, run, ...asking }) =>
    run(async (tx) => {
      const view = await getOwnView(tx, asking, input.params.id);
      const { name = view.name, columns = view.columns, shared = view.shared } = input.body;
      const filters = input.body.filters ?? (view.filters as Record<string, string>);
      await unlessNamed(name, () => saveView(tx, view.id, { name, filters, columns, shared }, now));
      return viewOnWire(await getView(tx, asking, view.id), asking);
    }),
  );
  operations.serve(wire.deleteSavedView, ({ input, run, ...asking }) =>
    run(async (tx) => removeView(tx, (await getOwnView(tx, asking, input.params.id)).id)),
  );
}

function viewerOf({ acting, principal }: Asking) {
  return { ...acting, actorId: principal.actorId };
}

async function getView(tx: Tx, asking: Asking, id: string): Promise<SavedView> {
  const view = await findView(tx, viewerOf(asking), id);
  if (view === undefined) throw new ProblemError('not_found');
  return view;
}

async function getOwnView(tx: Tx, asking: Asking, id: string): Promise<SavedView> {
  const view = await getView(tx, asking, id);
  if (view.created_by !== asking.principal.actorId) {
    throw new ProblemError('conflict', 'It is shared with you; only who saved it may change it.');
  }
  return view;
}

async function unlessNamed<T>(name: string, save: () => Promise<T>): Promise<T> {
  try {
    return await save();
  } catch (error) {
    if (brokenUniqueRule(error) !== 'saved_views_by_name') throw error;
    throw new ProblemError('conflict', `You have a view called ${name} already.`);
  }
}

function viewOnWire(view: SavedView, { principal }: Asking): z.input<typeof wire.SavedViewSchema> {
  return {
    id: view.id,
    page: view.page,
    name: view.name,
    filters: view.filters as Record<string, string>,
    columns: view.columns,
    shared: view.shared,
    own: view.created_by === principal.actorId,
    created_by: view.created_by,
    created_at: view.created_at.toISOString(),
    changed_at: view.changed_at.toISOString(),
  };
}
