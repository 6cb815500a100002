import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SCOPES, TEST_SCOPES } from '../../wire/people/scopes.js';
import { isReading, scopeGroups, scopesFor } from './scope-groups.js';

test('a key can have the scopes of its mode that its maker has, by topic', () => {
  assert.deepEqual(
    scopesFor('live', () => true),
    [...SCOPES],
  );
  assert.deepEqual(
    scopesFor('test', () => true),
    [...TEST_SCOPES],
  );
  assert.deepEqual(
    scopesFor('test', (scope) => scope.startsWith('plans:') || scope.startsWith('users:')),
    ['plans:read', 'plans:write'],
  );
  const groups = scopeGroups(['users:read', 'plans:read', 'users:write']);
  assert.deepEqual(groups, [
    { topic: 'users', scopes: ['users:read', 'users:write'] },
    { topic: 'plans', scopes: ['plans:read'] },
  ]);
  assert.equal(scopeGroups(SCOPES).flatMap(({ scopes }) => scopes).length, SCOPES.length);
  assert.deepEqual(SCOPES.filter(isReading).includes('plans:write'), false);
});
