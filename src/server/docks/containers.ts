import type { z } from '@hono/zod-openapi';
import { NONE } from '../../base/none.js';
import { makeSscc, parseGs1Key } from '../../standards/gs1/keys.js';
import {
  addContainer,
  findContainers,
  findSsccSeries,
  listContainers,
  setSsccSeries,
  takeSerials,
  treesAround,
  type Owner,
  type SsccSeries,
  type StoredContainer,
} from '../../store/docks/containers.js';
import { brokenUniqueRule, type Tx } from '../../store/database/store.js';
import { listYardPieces } from '../../store/docks/yard.js';
import * as wire from '../../wire/docks/containers.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import type { ReferenceData } from '../reference-data.js';
import { dockOf, type DockParty } from './dock-of.js';
import { PACK_LIMITS } from './pack-limits.js';
import { containerLimitsTo } from './terms-in-force.js';
import { actOnYard, ssccOf } from './yard-acts.js';

/** Bags and cages: made, packed, read, labelled. */
export function serveContainers(operations: OperationServer): void {
  const { reference } = operations.server;
  operations.serve(wire.getGs1Prefix, ({ acting, run }) =>
    run(async (tx) => {
      await dockOf(tx, acting);
      const series = await findSsccSeries(tx, acting.partyId);
      return { settings: series === undefined ? null : seriesOnWire(series) };
    }),
  );
  operations.serve(wire.setGs1Prefix, ({ input, acting, run }) => run((tx) => setPrefix(tx, acting, input.body)));
  operations.serve(wire.createContainer, (request) => create(request, reference));
  operations.serve(wire.reserveSsccs, ({ input, acting, run }) =>
    run(async (tx) => ({ ssccs: await nextSsccs(tx, await dockOf(tx, acting), input.body.count) })),
  );
  operations.serve(wire.actOnContainers, ({ input, acting, principal, now, run }) =>
    run((tx) => actOnYard(tx, { acting, actor: principal.actorId, now }, input.body.acts)),
  );
  operations.serve(wire.listContainers, ({ input, acting, run }) => {
    const { limit, cursor, sscc, ...filter } = input.query;
    const narrowed = { ...filter, sscc: sscc === undefined ? undefined : ssccOf(sscc) };
    return run(async (tx) => {
      const page = { limit: limit + 1, before: beforeOf(cursor, 'container'), filter: narrowed };
      const rows = await listContainers(tx, await dockOf(tx, acting), page);
      return pageOfRows(
        rows.map((row) => ({ ...row, id: row.containerId, sscc: row.id })),
        limit,
        ({ sscc: id, ...row }) => containerOnWire({ ...row, id }),
      );
    });
  });
  operations.serve(wire.getContainer, ({ input, acting, run }) =>
    run(async (tx) => {
      const owner = await dockOf(tx, acting);
      return contentsOf(tx, { owner, acting }, input.params.id);
    }),
  );
}

async function create(
  { input, acting, principal, now, run }: PartyRequest<typeof wire.createContainer>,
  reference: ReferenceData,
): Promise<WireContainer> {
  const { kind, contents, opens_at: opensAt, sscc: sent } = input.body;
  refuseUnknownPlace(opensAt, reference);
  try {
    return await run(async (tx) => {
      const owner = await dockOf(tx, acting);
      const sscc = sent === undefined ? (await nextSsccs(tx, owner, 1))[0] : checkedSscc(sent);
      const limits = (await containerLimitsTo(tx, reference, { owner, place: opensAt, now }))?.[kind];
      const holds = limits && { weightGMax: Math.round(limits.weightKgMax * 1000), piecesMax: limits.piecesMax };
      const container = { partyId: owner.id, mode: acting.mode, sscc, kind, contents, opensAt, ...holds };
      const id = await addContainer(tx, { ...container, createdBy: principal.actorId, now });
      return containerOnWire(await getContainer(tx, owner, id));
    });
  } catch (error) {
    if (brokenUniqueRule(error) !== 'containers_party_id_mode_sscc_key') throw error;
    throw new ProblemError('conflict', 'You have a container with this SSCC already.');
  }
}

/** Sets the series of a carrier. Numbers that were given are not given again. */
async function setPrefix(
  tx: Tx,
  acting: DockParty,
  {
    company_prefix: companyPrefix,
    extension,
    next_serial: wanted,
  }: { readonly company_prefix: string; readonly extension: number; readonly next_serial?: number | undefined },
): Promise<z.infer<typeof wire.GS1SettingsSchema>> {
  await dockOf(tx, acting);
  const before = await findSsccSeries(tx, acting.partyId);
  const isSame = before?.companyPrefix === companyPrefix && before.extension === extension;
  const first = isSame ? before.nextSerial : 0;
  if (wanted !== undefined && wanted < first) {
    const message = `must not be below ${first}: numbers before it were given already`;
    throw new ProblemError('invalid', undefined, [{ code: 'out_of_range', message, pointer: '#/next_serial' }]);
  }
  const series = { companyPrefix, extension, nextSerial: wanted ?? first };
  await setSsccSeries(tx, acting.partyId, series);
  return seriesOnWire(series);
}

function seriesOnWire({ companyPrefix, extension, nextSerial }: SsccSeries): z.infer<typeof wire.GS1SettingsSchema> {
  return { company_prefix: companyPrefix, extension, next_serial: nextSerial };
}

/** Takes the next SSCCs of a carrier's prefix; at least one. */
async function nextSsccs(tx: Tx, owner: Owner, count: number): Promise<[string, ...string[]]> {
  const series = await takeSerials(tx, owner.id, count);
  if (series === undefined) {
    const message = 'is needed, because no GS1 company prefix is set; set one with PUT /v1/organisation/gs1';
    throw new ProblemError('invalid', undefined, [{ code: 'missing_value', message, pointer: '#/sscc' }]);
  }
  const { companyPrefix, extension, nextSerial } = series;
  if (String(nextSerial + count - 1).length > 16 - companyPrefix.length) {
    throw new ProblemError(
      'conflict',
      `The company prefix ${companyPrefix} has no serials left; set another extension.`,
    );
  }
  const made = (index: number): string => makeSscc({ companyPrefix, extension, serial: nextSerial + index });
  return [made(0), ...Array.from({ length: count - 1 }, (_, index) => made(index + 1))];
}

function checkedSscc(text: string): string {
  const parsed = parseGs1Key('sscc', text);
  if (parsed.status === 'valid') return parsed.value;
  throw new ProblemError('invalid', undefined, [
    { code: 'bad_format', pointer: '#/sscc', value: text, ...parsed.refusal },
  ]);
}

function refuseUnknownPlace(place: string, { agreementContext }: ReferenceData): void {
  if (isPlace(place, agreementContext)) return;
  const message = 'is no facility of the workspace';
  throw new ProblemError('invalid', undefined, [
    { code: 'unknown_reference', message, pointer: '#/opens_at', value: place },
  ]);
}

/** Whether `PARTY:STOP` is a facility. */
export function isPlace(place: string, { parties, facilities }: ReferenceData['agreementContext']): boolean {
  const [code, ...stop] = place.split(':');
  const party = parties.findIndex(({ id }) => id === code);
  return party !== NONE && facilities[party].has(stop.join(':'));
}

async function getContainer(tx: Tx, owner: Owner, id: string): Promise<StoredContainer> {
  const [found] = await findContainers(tx, owner, [id]);
  // What another party has yet to hand over is not there.
  if (found?.party !== owner.code) throw new ProblemError('not_found');
  return found;
}

/** A container of the acting party with everything in it. */
export async function contentsOf(
  tx: Tx,
  { owner, acting }: { readonly owner: Owner; readonly acting: DockParty },
  id: string,
): Promise<WireContainer & Contents> {
  const container = await getContainer(tx, owner, id);
  const around = await findContainers(tx, owner, await treesAround(tx, [id]));
  const inside = new Set([container.containerId]);
  for (const at of inside) {
    for (const other of around) if (other.containerParentId === at) inside.add(other.containerId);
  }
  const pieces = await listYardPieces(tx, acting, { containerIds: [...inside] });
  return {
    ...containerOnWire(container),
    weight_g: pieces.reduce((sum, { weightG }) => sum + weightG, 0),
    pieces: pieces.map(({ shipmentId, weightG, sscc }) => ({
      id: shipmentId,
      weight_g: weightG,
      container: sscc ?? container.id,
    })),
    containers: around.filter(({ containerId }) => containerId !== id && inside.has(containerId)).map(containerOnWire),
  };
}

type WireContainer = z.infer<typeof wire.ContainerSchema>;
type Contents = Pick<z.infer<typeof wire.getContainer.answer.body>, 'weight_g' | 'pieces' | 'containers'>;

function containerOnWire(container: StoredContainer): WireContainer {
  const { containerId, id, mode, kind, contents, opensAt, status, seal, manifestId, createdAt } = container;
  const { receivedManifestId, receivedAtMs } = container;
  return {
    id: containerId,
    mode,
    sscc: id,
    kind,
    contents,
    opens_at: opensAt,
    status,
    seal: seal ?? null,
    container: container.container ?? null,
    manifest_id: manifestId ?? null,
    received_manifest_id: receivedManifestId ?? null,
    received_at: receivedAtMs === undefined ? null : new Date(receivedAtMs).toISOString(),
    weight_g_max: container.weightGMax ?? PACK_LIMITS.weightGMax[kind],
    pieces_max: container.piecesMax ?? PACK_LIMITS.piecesMax[kind],
    created_at: createdAt.toISOString(),
  };
}
