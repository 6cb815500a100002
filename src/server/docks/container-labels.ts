import { findManifest } from '../../store/docks/manifests.js';
import type { ContainerLabel } from '../../standards/label/label-content.js';
import * as wire from '../../wire/docks/containers.js';
import type { Operation } from '../../wire/http/operation.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import type { ReferenceData } from '../reference-data.js';
import type { LabelFormat } from '../shipments/label-messages.js';
import { LabelThread } from '../shipments/label-thread.js';
import { contentsOf } from './containers.js';
import { dockOf } from './dock-of.js';

type Request<O extends Operation> = Pick<PartyRequest<O>, 'acting' | 'run'>;

/** Labels of bags and cages. */
export function serveContainerLabels(operations: OperationServer): void {
  const thread = new LabelThread();
  const { reference } = operations.server;
  const print = async <O extends Operation>(
    request: Request<O>,
    id: string,
    format: LabelFormat,
  ): Promise<Uint8Array> => {
    const label = await labelOf(request, id, reference);
    return (await thread.make({ labels: [label], format })).bytes;
  };
  operations.serve(wire.getContainerLabelPdf, ({ input, now, ...request }) =>
    print(request, input.params.id, { kind: 'pdf', pages: 'label', createdMs: now.getTime() }),
  );
  operations.serve(wire.getContainerLabelZpl, ({ input, ...request }) =>
    print(request, input.params.id, { kind: 'zpl', dpi: input.query.dpi === '203' ? 203 : 300 }),
  );
  operations.serve(wire.getContainerLabelSvg, ({ input, ...request }) =>
    print(request, input.params.id, { kind: 'svg' }),
  );
}

function labelOf<O extends Operation>(
  { acting, run }: Request<O>,
  id: string,
  reference: ReferenceData,
): Promise<ContainerLabel> {
  return run(async (tx) => {
    const owner = await dockOf(tx, acting);
    const container = await contentsOf(tx, { owner, acting }, id);
    const manifest = container.manifest_id === null ? undefined : await findManifest(tx, container.manifest_id);
    const to = placeOf(container.opens_at, reference);
    const from = manifest === undefined ? undefined : placeOf(manifest.giverPlace, reference);
    return {
      sscc: container.sscc,
      kind: container.kind.toUpperCase(),
      from: from ?? { code: owner.code, name: nameOf(owner.code, reference), party: owner.code },
      to,
      ...(manifest === undefined
        ? {}
        : { manifest: manifest.id.slice(-10).toUpperCase(), interchange: manifest.interchange }),
      ...(manifest?.departure === undefined ? {} : { departure: manifest.departure }),
      ...(container.seal === null ? {} : { seal: container.seal }),
      ...(container.pieces.length === 0 ? {} : { parcelCount: container.pieces.length, weightG: container.weight_g }),
      synthetic: reference.synthetic || acting.mode === 'test',
    };
  });
}

/** A facility of the workspace as a label names it. */
export function placeOf(
  place: string,
  reference: ReferenceData,
): { code: string; name: string; party: string; postalCode?: string } {
  const { agreementContext } = reference;
  const [code = '', ...stop] = place.split(':');
  const party = agreementContext.parties.findIndex(({ id }) => id === code);
  const { facilities, postalCodes } = agreementContext.network;
  const facility = agreementContext.facilities.at(party)?.get(stop.join(':'));
  const name = nameOf(code, reference);
  if (facility === undefined) return { code: stop.join(':'), name: '', party: name };
  const postalCode = postalCodes.at(facilities.postalCode[facility]);
  return {
    code: facilities.id[facility],
    name: facilities.name[facility],
    party: name,
    ...(postalCode === undefined || facilities.postalCode[facility] < 0 ? {} : { postalCode }),
  };
}

function nameOf(code: string, { parties }: ReferenceData): string {
  return parties.find((one) => one.code === code)?.name ?? code;
}
