import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InputError } from '../../base/input-error.js';
import { testServer, type ServerForTest } from '../server-for-test.js';
import { CLIENT_FOR_TEST, IssuerForTest } from './issuer-for-test.js';
import { readSignInSettings, type SignInProvider } from './sign-in-settings.js';

const providers: SignInProvider[] = [];

function providerOf({ url }: IssuerForTest, changes: Partial<SignInProvider>): SignInProvider {
  return {
    ...CLIENT_FOR_TEST,
    name: 'office',
    title: 'Office',
    issuer: url,
    scopes: 'openid email',
    callback: new URL('https://interline.example/v1/session/oidc/office/callback'),
    home: new URL('https://interline.example/'),
    signOut: 'provider',
    loginClaim: 'email',
    organisations: [],
    required: new Map(),
    createdRoles: undefined,
    ...changes,
  };
}

/** A browser that is sent to the provider and back; what it then asks for and what it is told. */
async function goThere({ fetch }: ServerForTest, issuer: IssuerForTest): Promise<{ back: URL; cookie: string }> {
  const sent = await fetch('/v1/session/oidc/office');
  assert.equal(sent.status, 302);
  const cookie = sent.headers.get('set-cookie') ?? '';
  assert.match(cookie, /^interline-sign-in=.*; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
  const there = new URL(sent.headers.get('location') ?? '');
  assert.equal(there.searchParams.get('code_challenge_method'), 'S256');
  return { back: await issuer.visit(there.href), cookie: cookie.split(';', 1)[0] ?? '' };
}

async function comeBack({ fetch }: ServerForTest, { back, cookie }: { back: URL; cookie: string }): Promise<Response> {
  return fetch(`${back.pathname}${back.search}`, { headers: { cookie } });
}

testServer('who signs in at a provider is a user of its organisations, and of no others', async (made, t) => {
  const issuer = await IssuerForTest.start();
  t.after(() => issuer.stop());
  const { ats, post } = await made.addParties();
  const login = `dock-${ats.slice(-10)}@ats.example`;
  const admin = await made.keyOf(ats);
  const { user } = (await admin.createUser({ body: { login, name: 'Dock', roles: ['dock'] } })).body;
  const [code = ''] = made.server.reference.parties.map((party) => party.code);
  providers.splice(0, providers.length, providerOf(issuer, { organisations: [code], required: new Map([['hd', ['ats.example']]]) }));
  const { data } = (await made.clientOf().listSignInProviders()).body;
  assert.deepEqual(data, [{ name: 'office', title: 'Office', path: '/v1/session/oidc/office' }]);

  const fine = { email: login.toUpperCase(), email_verified: true, hd: 'ats.example' };
  issuer.claims = fine;
  const trip = await goThere(made, issuer);
  const answer = await comeBack(made, trip);
  assert.equal(answer.status, 200);
  const session = answer.headers.getSetCookie().find((one) => one.startsWith('interline=')) ?? '';
  assert.match(session, /^interline=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; SameSite=Strict$/);
  const cookie = session.split(';', 1)[0] ?? '';
  const { body } = await made.clientOf({ cookie }).getSession();
  assert.deepEqual([body.actor, body.organisation.id, body.scopes.includes('custody:write')], [user.id, ats, true]);
  await made.clientOf({ cookie, 'x-csrf-token': body.csrf_token ?? '' }).signOut();

  const outcome = async (claims: Readonly<Record<string, unknown>>): Promise<string> => {
    issuer.claims = claims;
    const response = await comeBack(made, await goThere(made, issuer));
    const { code: told, detail } = (await response.json()) as { code: string; detail: string };
    assert.ok(!response.headers.getSetCookie().some((one) => one.startsWith('interline=')));
    made.wait(60); // attempts are counted
    return `${told}: ${detail}`;
  };
  made.wait(60);
  assert.match(await outcome({ ...fine, hd: 'elsewhere.example' }), /^forbidden: .*right hd/);
  assert.match(await outcome({ ...fine, email_verified: false }), /^forbidden: .*not verified/);
  assert.match(await outcome({ ...fine, email: 'nobody@ats.example' }), /^forbidden: There is no user/);
  assert.match(await outcome({ hd: 'ats.example' }), /^forbidden: .*does not tell your email/);
  assert.match(await outcome({ ...fine, nonce: 'another' }), /^not_signed_in/);
  assert.match(await outcome({ ...fine, aud: 'another' }), /^not_signed_in/);
  assert.match(await outcome({ ...fine, iss: 'https://elsewhere.example' }), /^not_signed_in/);
  assert.match(await outcome({ ...fine, exp: 1 }), /^not_signed_in/);
  const [, other = ''] = made.server.reference.parties.map((party) => party.code);
  providers.splice(0, providers.length, providerOf(issuer, { organisations: [other] }));
  assert.match(await outcome(fine), /^forbidden: There is no user/);
  await admin.changeUser({ params: { id: user.id }, body: { disabled: true } });
  providers.splice(0, providers.length, providerOf(issuer, { organisations: [post, ats] }));
  assert.match(await outcome(fine), /^forbidden: There is no user/);
}, { signInProviders: providers }); // prettier-ignore

testServer('who signed in at a provider is signed out there, too, where it offers that and the settings want it', async (made, t) => {
  const { ats } = await made.addParties();
  const login = `clerk-${ats.slice(-10)}`;
  await (await made.keyOf(ats)).createUser({ body: { login, name: 'Clerk', roles: ['service'] } });
  const outcome = async (changes: Partial<SignInProvider>, endsSessions = true) => {
    const issuer = await IssuerForTest.start();
    t.after(() => issuer.stop());
    issuer.endsSessions = endsSessions;
    issuer.claims = { preferred_username: login };
    providers.splice(0, providers.length, providerOf(issuer, { organisations: [ats], loginClaim: 'preferred_username', ...changes }));
    const answer = await comeBack(made, await goThere(made, issuer));
    const cookies = answer.headers.getSetCookie().filter((one) => !one.includes('Max-Age=0'));
    const kept = cookies.find((one) => one.startsWith('interline-provider=')) ?? '';
    assert.match(kept, /; Path=\/v1\/session; .*HttpOnly; SameSite=Strict$/);
    const cookie = cookies.map((one) => one.split(';', 1)[0]).join('; ');
    const { csrf_token } = (await made.clientOf({ cookie }).getSession()).body;
    const signedOut = await made.clientOf({ cookie, 'x-csrf-token': csrf_token ?? '' }).signOut();
    await assert.rejects(made.clientOf({ cookie }).getSession());
    made.wait(60);
    const { provider_url: url } = signedOut.body;
    return { issuer, url };
  };
  const { issuer, url } = await outcome({});
  assert.equal((await issuer.visit(url ?? '')).href, 'https://interline.example/');
  assert.equal((await outcome({ signOut: 'here' })).url, null);
  assert.equal((await outcome({}, false)).url, null);
}, { signInProviders: providers }); // prettier-ignore

testServer('an answer of a provider is taken once, from the browser that asked for it', async (made, t) => {
  const issuer = await IssuerForTest.start();
  t.after(() => issuer.stop());
  const { ats } = await made.addParties();
  const login = `new-${ats.slice(-10)}`;
  providers.splice(0, providers.length, providerOf(issuer, { organisations: [ats], loginClaim: 'preferred_username', createdRoles: ['auditor'] }));
  issuer.claims = { preferred_username: login, name: 'N. Ew' };
  const trip = await goThere(made, issuer);
  const status = async (change: Partial<typeof trip>) => {
    made.wait(60);
    return (await comeBack(made, { ...trip, ...change })).status;
  };
  assert.equal(await status({ cookie: '' }), 401);
  assert.equal(await status({ cookie: 'interline-sign-in=bm90aGluZw' }), 401);
  const another = await goThere(made, issuer);
  assert.equal(await status({ cookie: another.cookie }), 401);
  assert.equal(await status({}), 200);
  assert.equal(await status({}), 401);
  // Providers may make users where the settings say so, who are then noted.
  const admin = await made.keyOf(ats);
  const users = (await admin.listUsers()).body.data.filter((user) => user.login === login);
  assert.deepEqual(users.map(({ name, roles }) => ({ name, roles })), [{ name: 'N. Ew', roles: ['auditor'] }]);
  const [noted] = (await admin.listAuditEntries()).body.data;
  assert.deepEqual([noted?.actor, noted?.subject], ['oidc office', users[0]?.id]);
  await issuer.stop();
  assert.equal((await made.fetch('/v1/session/oidc/none')).status, 404);
  for (let n = 0; n < 5; n++) await made.fetch('/v1/session/oidc/none');
  assert.equal((await made.fetch('/v1/session/oidc/office')).status, 429);
  made.wait(60);
  providers.splice(0, providers.length, providerOf(issuer, { organisations: [ats] }));
  assert.equal((await made.fetch('/v1/session/oidc/office')).status, 503);
}, { signInProviders: providers }); // prettier-ignore

const SETTINGS = `
url: https://interline.example
providers:
  - name: office
    title: Office of the carrier
    issuer: https://login.example/realms/office
    client_id: interline
    secret_env: OFFICE_SECRET
    organisations: [ats]
    require: { hd: [ats.example] }
    create: { roles: [dock] }
  - { name: local, issuer: "http://localhost:9000", client_id: interline, organisations: [post], login_claim: sub, sign_out: here }
`;

test('settings of providers are read, with their secret from the environment and every fault with its line', () => {
  const [office, local] = readSignInSettings(SETTINGS, 'oidc.yaml', { OFFICE_SECRET: 's' });
  assert.deepEqual(
    [office?.home.href, office?.signOut, local?.signOut],
    ['https://interline.example/', 'provider', 'here'],
  );
  assert.deepEqual(
    [office?.callback.href, office?.clientSecret, office?.createdRoles, office?.loginClaim],
    ['https://interline.example/v1/session/oidc/office/callback', 's', ['dock'], 'email'],
  );
  assert.deepEqual([local?.title, local?.clientSecret, local?.createdRoles], ['local', undefined, undefined]);
  const faultsOf = (text: string, environment = {}): string[] => {
    try {
      readSignInSettings(text, 'oidc.yaml', environment);
    } catch (error) {
      if (error instanceof InputError) return error.faults.map(({ code, line, column }) => `${code} ${line} ${column}`);
    }
    return [];
  };
  assert.deepEqual(faultsOf(SETTINGS), ['missing_value 8 providers[0].secret_env']);
  const wrong = SETTINGS.replace('https://login', 'http://login')
    .replace('roles: [dock]', 'roles: [king]')
    .replace('name: local', 'name: office')
    .replace('title:', 'titel:');
  assert.deepEqual(faultsOf(wrong, { OFFICE_SECRET: 's' }).toSorted(), [
    'bad_address 6 providers[0].issuer',
    'duplicate_id 12 providers[1].name',
    'unknown_key 5 providers[0].titel',
    'unknown_value 11 providers[0].create.roles[0]',
  ]);
  assert.deepEqual(faultsOf(''), ['missing_value 1 url', 'missing_value 1 providers']);
  assert.deepEqual(faultsOf('providers: 3\nurl: 3'), ['bad_address 2 url', 'wrong_shape 1 providers']);
});
