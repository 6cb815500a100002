import type { z } from '@hono/zod-openapi';
import type { Json } from '../../base/canonical-json.js';
import {
  addExploration,
  cancelExploration,
  countOpenExplorations,
  findExploration,
  findExplorationText,
  listExplorations,
  type ExplorationRow,
} from '../../store/plans/explorations.js';
import { newId } from '../../store/database/ids.js';
import type { Tx } from '../../store/database/store.js';
import * as wire from '../../wire/explorations/explorations.js';
import type { ServerContext } from '../context.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import { ProblemError } from '../http/problem-error.js';
import { JsonText, type OperationServer, type PartyRequest } from '../http/serve-operation.js';
import { enqueue } from '../jobs/enqueue.js';
import { tellExploration } from './exploration-job.js';
import { explorationOnWire } from './exploration-on-wire.js';
import { exploredAgreement, type ExploredAgreement } from './exploration-world.js';
import { PreviewDesk } from './preview-desk.js';
import { questionOf, scenariosOf } from './question-of.js';

/** So many of a party's explorations wait or run at once. */
const OPEN_MAX = 4;

/** Explorations: asked for, looked at, cancelled; and first answers to scenarios within seconds. */
export function serveExplorations(operations: OperationServer): void {
  const { server } = operations;
  const previews = new PreviewDesk(server);
  operations.serve(wire.createExploration, (request) => create(request, server));
  operations.serve(wire.previewScenario, async ({ input, principal, acting, now }) => {
    refuseShippers(principal);
    const { agreement_version_id: versionId, shipments, scenario: sent } = input.body;
    const agreed = await agreedOn(server, acting, versionId, now);
    const { workspace, text } = agreed;
    const [scenario] = scenariosOf([sent], '#/scenario', { workspace, text, reference: server.reference });
    return previews.preview(acting, agreed, { scenario, shipments, now });
  });
  operations.serve(wire.listExplorations, ({ input, run }) =>
    run(async (tx) => {
      const { limit, cursor, kind, state } = input.query;
      const rows = await listExplorations(tx, {
        limit: limit + 1,
        before: beforeOf(cursor, 'exploration'),
        kind,
        state,
      });
      return pageOfRows(rows, limit, explorationOnWire);
    }),
  );
  operations.serve(wire.getExploration, ({ input, run }) =>
    run(async (tx) => explorationOnWire(await getExploration(tx, input.params.id))),
  );
  operations.serve(wire.getExplorationResult, ({ input, run }) =>
    run((tx) => textOf(tx, input.params.id, 'result', 'nothing came out of it')),
  );
  operations.serve(wire.getExplorationMap, ({ input, run }) =>
    run((tx) => textOf(tx, input.params.id, 'map', 'it has no map')),
  );
  operations.serve(wire.cancelExploration, ({ input, now, run }) =>
    run(async (tx) => {
      const row = await getExploration(tx, input.params.id);
      const { id, state } = row;
      if (state !== 'queued' && state !== 'running') throw new ProblemError('conflict', 'It has ended already.');
      await cancelExploration(tx, id, now);
      if (state === 'queued') await tellExploration(tx, row, 'cancelled', now);
      return explorationOnWire(await getExploration(tx, id));
    }),
  );
}

async function create(
  { input, principal, acting, now, run }: PartyRequest<typeof wire.createExploration>,
  server: ServerContext,
): Promise<z.infer<typeof wire.ExplorationSchema>> {
  refuseShippers(principal);
  const { body } = input;
  const { versionId, workspace, text, figures } = await agreedOn(server, acting, body.agreement_version_id, now);
  questionOf(body, { workspace, text, reference: server.reference }); // for its faults
  return run(async (tx) => {
    if ((await countOpenExplorations(tx, acting.partyId)) >= OPEN_MAX) {
      const why = `${OPEN_MAX} of yours wait or run; more can be asked for when one has ended.`;
      throw new ProblemError('too_many_requests', why, undefined, { 'retry-after': '10' });
    }
    const id = newId('exploration', now.getTime());
    const exploration = {
      id,
      mode: acting.mode,
      requestedBy: acting.partyId,
      kind: body.kind,
      agreementVersionId: versionId,
      request: body as unknown as Json,
      figures,
      createdBy: principal.actorId,
    };
    await addExploration(tx, exploration, now);
    await enqueue(tx, 'explore', { exploration: id }, { now });
    const row = await getExploration(tx, id);
    await tellExploration(tx, row, 'queued', now);
    return explorationOnWire(row);
  });
}

function refuseShippers({ kind }: PartyRequest<typeof wire.createExploration>['principal']): void {
  if (kind !== 'carrier') throw new ProblemError('forbidden', 'Carriers explore what their agreement would bring.');
}

async function agreedOn(
  server: ServerContext,
  acting: PartyRequest<typeof wire.createExploration>['acting'],
  versionId: string | undefined,
  now: Date,
): Promise<ExploredAgreement> {
  const agreed = await exploredAgreement(server, acting, versionId, now);
  if (agreed === undefined && versionId !== undefined) {
    const fault = {
      code: 'unknown_reference',
      message: 'there is no such version that you see',
      pointer: '#/agreement_version_id',
      value: versionId,
    };
    throw new ProblemError('invalid', undefined, [fault]);
  }
  if (agreed === undefined) {
    throw new ProblemError('conflict', 'No agreement is in force. Name a version, such as a draft, to explore it.');
  }
  if (agreed.workspace.agreement?.parties.includes(agreed.own) !== true) {
    throw new ProblemError('conflict', 'You are no party of this agreement.');
  }
  return agreed;
}

/** The exploration, or a refusal that does not tell whether there is one. */
async function getExploration(tx: Tx, id: string): Promise<ExplorationRow> {
  const found = await findExploration(tx, id);
  if (found === undefined) throw new ProblemError('not_found');
  return found;
}

async function textOf(tx: Tx, id: string, part: 'result' | 'map', why: string): Promise<JsonText> {
  const { state } = await getExploration(tx, id);
  const text = await findExplorationText(tx, id, part);
  if (text === undefined) throw new ProblemError('conflict', `The exploration is ${state}, and ${why}.`);
  return new JsonText(text);
}
