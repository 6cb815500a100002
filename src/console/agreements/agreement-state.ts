import type { z } from '@hono/zod-openapi';
import type { Scope } from '../../wire/people/scopes.js';
import type { AgreementVersionSchema } from '../../wire/agreements/agreements.js';
import type { Tone } from '../widgets/badge.js';

export type Version = z.infer<typeof AgreementVersionSchema>;

/** Who looks at a version. */
export interface Onlooker {
  readonly organisationId: string;
  readonly may: (scope: Scope) => boolean;
}

export type AgreementAct = 'sign' | 'propose' | 'counter' | 'withdraw' | 'terminate';

/** What somebody may do with a version now, the likeliest first. */
export function actsOn(version: Version, { organisationId, may }: Onlooker): AgreementAct[] {
  const { state } = version;
  const isOwn = version.proposed_by === organisationId;
  const isOpen = state === 'proposed' || state === 'signed_by_one';
  const acts: readonly (readonly [AgreementAct, Scope, boolean])[] = [
    ['sign', 'agreements:sign', isOpen && !version.signed_by.includes(organisationId)],
    ['propose', 'agreements:write', state === 'draft' && isOwn],
    ['counter', 'agreements:write', isOpen && !isOwn],
    ['withdraw', 'agreements:write', (state === 'draft' || isOpen) && isOwn],
    ['terminate', 'agreements:sign', state === 'signed' || state === 'in_force'],
  ];
  return acts.filter(([, scope, isPossible]) => isPossible && may(scope)).map(([act]) => act);
}

/** What happens next with a version, as a key of words below `agreements.next`. */
export type NextStep = Exclude<Version['state'], 'proposed' | 'signed_by_one'> | 'yourTurn' | 'offered' | 'waiting';

export function nextStepOf(version: Version, organisationId: string): NextStep {
  const { state } = version;
  if (state !== 'proposed' && state !== 'signed_by_one') return state;
  if (version.signed_by.includes(organisationId)) return 'waiting';
  return version.proposed_by === organisationId ? 'offered' : 'yourTurn';
}

/** Parties that have not signed yet. */
export function notSignedBy({ party_ids: parties, signed_by: signed }: Version): string[] {
  return parties.filter((id) => !signed.includes(id));
}

/** Proposals of others to which a draft can be an answer: of the same agreement between the same parties. */
export function answerableBy(draft: Version, versions: readonly Version[]): Version[] {
  return versions.filter(
    ({ id, agreement, state, party_ids: parties, proposed_by: by }) =>
      id !== draft.id &&
      agreement === draft.agreement &&
      String(parties) === String(draft.party_ids) &&
      by !== draft.proposed_by &&
      (state === 'proposed' || state === 'signed_by_one'),
  );
}

/** With which version one is compared when nobody says: the one that was in force or proposed before it. */
export function usualComparison(version: Version, versions: readonly Version[]): Version | undefined {
  const others = versions.filter(({ id, agreement }) => id !== version.id && agreement === version.agreement);
  const inForce = others.find(({ state }) => state === 'in_force');
  const before = others.find(({ created_at: at }) => at < version.created_at);
  return version.state === 'in_force' ? (before ?? others[0]) : (inForce ?? before ?? others[0]);
}

export const STATE_TONES: Readonly<Record<Version['state'], Tone>> = {
  draft: 'plain',
  proposed: 'info',
  countered: 'plain',
  withdrawn: 'plain',
  signed_by_one: 'info',
  signed: 'good',
  in_force: 'good',
  superseded: 'plain',
  expired: 'late',
  terminated: 'bad',
};

/** The text of a version with a number higher than all, to be changed. */
export function nextText(text: string, versions: readonly Pick<Version, 'version'>[]): string {
  const highest = Math.max(0, ...versions.map(({ version }) => version));
  return text.replace(/^version: *\d+/m, `version: ${highest + 1}`);
}
