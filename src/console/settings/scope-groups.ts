import { SCOPES, TEST_SCOPES, type Scope } from '../../wire/people/scopes.js';

export type Mode = 'live' | 'test';

/** Scopes that a key of a mode can have, made by somebody who has some. */
export function scopesFor(mode: Mode, may: (scope: Scope) => boolean): Scope[] {
  const possible = mode === 'live' ? SCOPES : TEST_SCOPES;
  return possible.filter(may);
}

/** Scopes of a topic. */
export interface ScopeGroup {
  readonly topic: string;
  readonly scopes: readonly Scope[];
}

/** Scopes by what stands before their colon, in their order. */
export function scopeGroups(scopes: readonly Scope[]): ScopeGroup[] {
  const groups = new Map<string, Scope[]>();
  for (const scope of scopes) {
    const topic = scope.slice(0, scope.indexOf(':'));
    groups.set(topic, [...(groups.get(topic) ?? []), scope]);
  }
  return [...groups].map(([topic, own]) => ({ topic, scopes: own }));
}

/** Whether a scope changes nothing. */
export function isReading(scope: Scope): boolean {
  return scope.endsWith(':read');
}
