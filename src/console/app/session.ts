import type { z } from '@hono/zod-openapi';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { assert } from '../../base/assert.js';
import type { Scope } from '../../wire/scopes.js';
import type { SessionSchema } from '../../wire/session.js';
import type { WorkspaceSchema } from '../../wire/workspace.js';
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

/** Class that gives a carrier's colour as `--tone`, by its code; the same on every page and in the report. */
export function partyClass(workspace: WireWorkspace, code: string): string {
  const index = workspace.carriers.findIndex((carrier) => carrier.code === code);
  return index < 0 ? '' : `party-${index % 4}`;
}
