import { createHash, createSign, createVerify, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const CLIENT = 'interline';
const SECRET = 'a secret of the test';

/** For tests: what the issuer knows its client by. */
export const CLIENT_FOR_TEST = { clientId: CLIENT, clientSecret: SECRET };

/** What the issuer answers: JSON, or that the browser goes elsewhere. */
type Reply = { readonly status: number; readonly body: unknown } | { readonly location: string };

/** For tests: a provider of OpenID Connect on this machine, whose users sign in without being asked. */
export class IssuerForTest {
  readonly url = new URL('http://127.0.0.1');
  /** What the next ID token says, beside and before what the protocol needs. */
  claims: Readonly<Record<string, unknown>> = {};
  /** Whether it offers to sign people out. */
  endsSessions = true;
  private readonly pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly asked = new Map<string, URLSearchParams>(); // by code
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  static async start(): Promise<IssuerForTest> {
    const issuer = new IssuerForTest();
    await new Promise<void>((resolve) => {
      issuer.server.listen(0, '127.0.0.1', resolve);
    });
    issuer.url.port = String((issuer.server.address() as AddressInfo).port);
    return issuer;
  }

  /** Follows the address to which a browser was sent, and tells where the browser is sent back. */
  async visit(address: string): Promise<URL> {
    const response = await fetch(address, { redirect: 'manual' });
    return new URL(response.headers.get('location') ?? '');
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.closeAllConnections();
      this.server.close(() => resolve());
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = await this.reply(request);
    if ('location' in reply) response.writeHead(302, { location: reply.location }).end();
    else response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body));
  }

  private async reply(request: IncomingMessage): Promise<Reply> {
    const url = new URL(request.url ?? '/', this.url);
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return { status: 200, body: this.metadata() };
      case '/keys':
        return {
          status: 200,
          body: { keys: [{ ...this.pair.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256' }] },
        };
      case '/authorize':
        return { location: this.authorize(url.searchParams) };
      case '/token':
        return this.token(new URLSearchParams(await textOf(request)));
      case '/end':
        return this.end(url.searchParams);
      default:
        return { status: 404, body: {} };
    }
  }

  private metadata(): unknown {
    return {
      issuer: this.url.origin,
      authorization_endpoint: new URL('/authorize', this.url),
      token_endpoint: new URL('/token', this.url),
      ...(this.endsSessions ? { end_session_endpoint: new URL('/end', this.url) } : {}),
      jwks_uri: new URL('/keys', this.url),
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    };
  }

  private authorize(question: URLSearchParams): string {
    const code = randomUUID();
    this.asked.set(code, question);
    const back = new URL(question.get('redirect_uri') ?? '');
    back.search = String(new URLSearchParams({ code, state: question.get('state') ?? '' }));
    return back.href;
  }

  /** Signs out whom an ID token of its own names, for its client alone. */
  private end(question: URLSearchParams): Reply {
    const [head = '', body = '', signature = ''] = (question.get('id_token_hint') ?? '').split('.');
    const isOwn = createVerify('RSA-SHA256')
      .update(`${head}.${body}`)
      .verify(this.pair.publicKey, signature, 'base64url');
    const back = question.get('post_logout_redirect_uri') ?? '';
    return isOwn && question.get('client_id') === CLIENT ? { location: back } : { status: 400, body: {} };
  }

  private token(form: URLSearchParams): Reply {
    const code = form.get('code') ?? '';
    const asked = this.asked.get(code);
    this.asked.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const fits =
      asked?.get('code_challenge') === challenge &&
      form.get('client_id') === CLIENT &&
      form.get('client_secret') === SECRET &&
      form.get('redirect_uri') === asked.get('redirect_uri');
    if (!fits) return { status: 400, body: { error: 'invalid_grant' } };
    const nowSec = Math.floor(Date.now() / 1000); // the library compares it with its own clock
    const needed = { iss: this.url.origin, aud: CLIENT, sub: 'somebody', iat: nowSec, exp: nowSec + 60 };
    const idToken = this.signed({ ...needed, nonce: asked.get('nonce'), ...this.claims });
    return { status: 200, body: { access_token: randomUUID(), token_type: 'Bearer', id_token: idToken } };
  }

  private signed(payload: unknown): string {
    const parts = [{ alg: 'RS256', typ: 'JWT', kid: 'one' }, payload].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    return [...parts, createSign('RSA-SHA256').update(parts.join('.')).sign(this.pair.privateKey, 'base64url')].join(
      '.',
    );
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
