import { assert } from '../../base/assert.js';
import { handoverTerms } from '../../custody/handover/fold-handover.js';
import type { ContainerLimits } from '../../domain/agreement.js';
import type { HandoverTerms } from '../../domain/handover.js';
import type { Owner } from '../../store/docks/containers.js';
import { listOrganisations } from '../../store/people/organisations.js';
import type { Tx } from '../../store/database/store.js';
import type { WireFault } from '../../wire/http/problem.js';
import { versionInForce } from '../agreements/version-in-force.js';
import { agreementOfVersion } from '../agreements/kept-agreements.js';
import { ProblemError } from '../http/problem-error.js';
import type { ReferenceData } from '../reference-data.js';

/** By what a handover between two carriers at an interchange is judged. */
export interface InterchangeTerms {
  readonly agreementVersionId: string;
  readonly terms: HandoverTerms;
  readonly giverPlace: string; // `PARTY:STOP`
  readonly receiverPlace: string;
}

/** The terms of the version that is in force between giver and receiver; throws with faults when they have none for this handover. */
export async function termsInForce(
  tx: Tx,
  reference: ReferenceData,
  asked: {
    readonly giver: { readonly id: string; readonly code: string };
    readonly receiver: { readonly id: string; readonly code: string };
    readonly interchange: string;
    readonly now: Date;
  },
): Promise<InterchangeTerms> {
  const { giver, receiver, interchange, now } = asked;
  const version = await versionInForce(tx, [giver.id, receiver.id], reference.dayOf(now));
  if (version === undefined) {
    return refuse({
      code: 'not_effective',
      message: 'no agreement with this party is in force',
      pointer: '#/receiver_id',
    });
  }
  const agreement = await agreementOfVersion(tx, version.id, reference);
  assert(agreement !== undefined, 'the version in force is seen by its parties');
  const { parties, network } = reference.agreementContext;
  const [from, to] = [giver, receiver].map(({ code }) => parties.findIndex(({ id }) => id === code));
  const index = agreement.interchanges.findIndex(({ id }) => id === interchange);
  const found = agreement.interchanges[index];
  if (found === undefined) {
    const allowed = agreement.interchanges.map(({ id }) => id).join(', ');
    const message = 'the agreement has no such interchange';
    return refuse({ code: 'unknown_reference', message, allowed, value: interchange, pointer: '#/interchange' });
  }
  if (!found.directions.some((way) => way.from === from && way.to === to)) {
    const message = `nothing goes from ${giver.code} to ${receiver.code} at this interchange`;
    return refuse({ code: 'bad_value', message, value: interchange, pointer: '#/interchange' });
  }
  const placeOf = (party: number, code: string): string =>
    `${code}:${network.facilities.id[found.facilities.get(party) ?? 0]}`;
  return {
    agreementVersionId: version.id,
    terms: handoverTerms(agreement, index),
    giverPlace: placeOf(from, giver.code),
    receiverPlace: placeOf(to, receiver.code),
  };
}

/** What a container holds at most that goes to another carrier's facility, by the agreement with it that is in force; undefined where there is none. */
export async function containerLimitsTo(
  tx: Tx,
  reference: ReferenceData,
  { owner, place, now }: { readonly owner: Owner; readonly place: string; readonly now: Date },
): Promise<ContainerLimits | undefined> {
  const code = place.slice(0, place.indexOf(':'));
  const partner = (await listOrganisations(tx)).find((one) => one.code === code);
  if (partner === undefined || partner.id === owner.id) return undefined;
  const version = await versionInForce(tx, [owner.id, partner.id], reference.dayOf(now));
  return version && (await agreementOfVersion(tx, version.id, reference))?.containers;
}

function refuse(fault: WireFault): never {
  throw new ProblemError('invalid', undefined, [fault]);
}
