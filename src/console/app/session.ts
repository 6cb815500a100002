import type { z } from '@hono/zod-openapi';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { assert } from '../../base/assert.js';
import type { Scope } from '../../wire/people/scopes.js';
import type { SessionSchema } from '../../wire/people/session.js';
import type { WorkspaceSchema } from '../../wire/network/workspace.js';
import type { Preferences } from './preferences.js';

export type WireSession = z.infer<typeof SessionSchema>;
export type WireWorkspace = z.infer<typeof WorkspaceSchema>;

/** Who reads, of which networks, and how. */
export interface Session {
  readonly workspace: WireWorkspace;
  readonly organisation: WireSession['organisation'];
  readonly name: string;
  readonly actor: string;
  readonly may: (scope: Scope) => boolean;
  readonly preferences: Preferences;
  readonly prefer: (change: Partial<Preferences>) => void;
  readonly signOut: () => void;
}

export const SessionContext = createContext<Session | undefined>(undefined);

/** Whoever is signed in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  assert(session !== undefined, 'a page is drawn for somebody who is signed in');
  return session;
}

/** What only carriers do here: a customer of one whose role has these is refused all the same. */
const CARRIERS_ONLY: ReadonlySet<Scope> = new Set<Scope>([
  'organisations:write',
  'agreements:read',
  'agreements:write',
  'agreements:sign',
  'custody:read',
  'custody:write',
  'plans:read',
  'plans:write',
]);

/** Whether a page or action is for carriers, and whoever is signed in works for none. */
export function isForCarriersOnly({ organisation }: Pick<WireSession, 'organisation'>, scope: Scope): boolean {
  return organisation.kind !== 'carrier' && CARRIERS_ONLY.has(scope);
}

/** Class that gives a carrier's colour as `--tone`, by its code; the same on every page and in the report. */
export function partyClass(workspace: WireWorkspace, code: string): string {
  const index = workspace.carriers.findIndex((carrier) => carrier.code === code);
  return index < 0 ? '' : `party-${index % 4}`;
}
