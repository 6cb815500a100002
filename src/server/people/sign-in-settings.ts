import { InputError } from '../../base/input-error.js';
import { FaultList } from '../../feed/tables/fault-list.js';
import { YamlValue } from '../../feed/tables/yaml-value.js';
import { ROLES, type Role } from '../../wire/people/scopes.js';

/** Somebody else who says who people are, by OpenID Connect, for users of some organisations. */
export interface SignInProvider {
  readonly name: string; // in addresses: /v1/session/oidc/NAME
  readonly title: string; // what a button says
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly scopes: string;
  /** Where people come back to, as the provider knows it. */
  readonly callback: URL;
  /** The first page of this server, to which people come back after they signed out. */
  readonly home: URL;
  /** Where people are signed out: here alone, or at the provider, too. */
  readonly signOut: 'provider' | 'here';
  /** The claim that is the login of a user here. */
  readonly loginClaim: string;
  /** Codes or ids of the organisations whose users it may speak for, and of no others. */
  readonly organisations: readonly string[];
  /** Claims that must have one of some values. */
  readonly required: ReadonlyMap<string, readonly string[]>;
  /** Roles of users that are made when they first sign in, in the first organisation; undefined: they must exist. */
  readonly createdRoles: readonly Role[] | undefined;
}

const NAME = /^[a-z0-9][a-z0-9-]{0,30}$/;

/** Reads the settings of sign-in providers; secrets are taken from the environment. Throws an InputError with every fault. */
export function readSignInSettings(
  text: string,
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): SignInProvider[] {
  const faults = new FaultList();
  const root = YamlValue.parse(text, file, faults).only(['url', 'providers']);
  const base = addressOf(root.get('url').required('the address under which browsers reach this server'));
  const items = root.get('providers').required('a list of providers').items();
  const providers = items.map((item) => providerOf(item, base, environment));
  const names = providers.map(({ name }) => name);
  items.forEach((item, row) => {
    if (names.indexOf(names[row]) < row) item.get('name').fault({ code: 'duplicate_id', message: 'has been used' });
  });
  const all = faults.list();
  if (faults.hasErrors) throw new InputError(all);
  return providers;
}

function providerOf(
  item: YamlValue,
  base: URL,
  environment: Readonly<Record<string, string | undefined>>,
): SignInProvider {
  item.only([
    'name', 'title', 'issuer', 'client_id', 'secret_env', 'scopes', 'login_claim', 'organisations', 'require', 'create',
    'sign_out',
  ]); // prettier-ignore
  const name = item.get('name').required('a short name').text('');
  if (name !== '' && !NAME.test(name)) {
    item.get('name').fault({ code: 'bad_id', message: 'cannot stand in an address', allowed: 'a-z, 0-9 and -' });
  }
  const variable = item.get('secret_env').text('');
  const clientSecret = variable === '' ? undefined : environment[variable];
  if (variable !== '' && (clientSecret === undefined || clientSecret === '')) {
    item.get('secret_env').fault({ code: 'missing_value', message: 'names a variable that the environment lacks' });
  }
  const organisations = textsOf(item.get('organisations').required('codes or ids of organisations'));
  const create = item.get('create').only(['roles']);
  return {
    name,
    title: item.get('title').text(name),
    issuer: addressOf(item.get('issuer').required('the address of the provider')),
    clientId: item.get('client_id').required('as the provider gave it').text(''),
    clientSecret,
    scopes: item.get('scopes').text('openid email profile'),
    callback: new URL(`/v1/session/oidc/${encodeURIComponent(name)}/callback`, base),
    home: new URL('/', base),
    signOut: item.get('sign_out').oneOf(['provider', 'here'] as const, 'provider'),
    loginClaim: item.get('login_claim').text('email'),
    organisations,
    required: new Map(
      item
        .get('require')
        .entries()
        .map(([claim, values]) => [claim, values.isList ? textsOf(values) : [values.text('')]] as const),
    ),
    createdRoles: create.isAbsent ? undefined : rolesOf(create.get('roles').required(ROLES.join(', '))),
  };
}

function textsOf(list: YamlValue): string[] {
  return list.items().map((item) => item.text(''));
}

function rolesOf(list: YamlValue): Role[] {
  return list.items().map((item) => item.oneOf(ROLES, 'auditor'));
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** True where an address stays on this machine, so that it needs no TLS. */
export function isLoopback({ hostname }: URL): boolean {
  return LOOPBACK.has(hostname);
}

const NOWHERE = new URL('https://invalid.example');

/** An address that tells nobody on the way what is said. */
function addressOf(value: YamlValue): URL {
  if (value.isAbsent) return NOWHERE;
  const text = value.text('');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))) return url;
  value.fault({
    code: 'bad_address',
    message: 'is no address with TLS',
    allowed: 'https://…, or http:// on this machine',
  });
  return NOWHERE;
}
