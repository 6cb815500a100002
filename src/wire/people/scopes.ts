/** What a request may be allowed to do; an API key has some of these, a user those of its roles. */
export const SCOPES = [
  'organisations:read', 'organisations:write', 'users:read', 'users:write', 'keys:read', 'keys:write', 'agreements:read',
  'agreements:write', 'agreements:sign', 'audit:read', 'quotes:read', 'shipments:read', 'shipments:write', 'labels:print',
  'custody:read', 'custody:write', 'disputes:write',
  'notices:read', 'webhooks:read', 'webhooks:write', 'plans:read', 'plans:write',
  'exceptions:write', 'personal_data:erase',
  'requests:read',
] as const; // prettier-ignore

export type Scope = (typeof SCOPES)[number];

/** What a test key may do: users, keys and agreements are the same for both modes, so it must not change them. */
export const TEST_SCOPES: readonly Scope[] = [
  'organisations:read',
  'agreements:read',
  'quotes:read',
  'shipments:read',
  'shipments:write',
  'labels:print',
  'custody:read',
  'custody:write',
  'disputes:write',
  'notices:read',
  'webhooks:read',
  'webhooks:write',
  'exceptions:write',
  'plans:read',
  'plans:write',
  'personal_data:erase',
];

/** What people do in an organisation. */
export const ROLES = ['admin', 'planner', 'dock', 'service', 'finance', 'auditor'] as const;

export type Role = (typeof ROLES)[number];

const READING = SCOPES.filter((scope) => scope.endsWith(':read'));

const WORKING: readonly Scope[] = [
  'organisations:read',
  'agreements:read',
  'quotes:read',
  'shipments:read',
  'custody:read',
  'notices:read',
  'plans:read',
];

/** What each role may do. */
export const ROLE_SCOPES: Readonly<Record<Role, readonly Scope[]>> = {
  admin: SCOPES,
  planner: [
    ...WORKING,
    'agreements:write',
    'shipments:write',
    'labels:print',
    'plans:write',
    'disputes:write',
    'exceptions:write',
  ],
  dock: [...WORKING, 'labels:print', 'custody:write', 'exceptions:write'],
  service: [...WORKING, 'shipments:write', 'labels:print', 'exceptions:write'],
  finance: [...WORKING, 'disputes:write'],
  auditor: READING,
};

/** Everything that some roles together may do; names that are no roles count for nothing. */
export function scopesOfRoles(roles: readonly string[]): ReadonlySet<Scope> {
  return new Set(ROLES.filter((role) => roles.includes(role)).flatMap((role) => ROLE_SCOPES[role]));
}
