import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as client from 'openid-client';
import type { RequestEnv, ServerContext } from '../context.js';
import { isLoopback, type SignInProvider } from './sign-in-settings.js';

const TIMEOUT_SEC = 10;
/** Browsers keep cookies of up to 4 kB. */
const HINT_CHARS_MAX = 2800; // in base64 a third longer

/** What a browser keeps of where its user signed in, so that the user can be signed out there. */
interface SignedInAt {
  readonly provider: string;
  readonly idToken: string | undefined; // left out where it is too long
}

type Server = Pick<ServerContext, 'secureCookies' | 'signInProviders' | 'log'>;

/** The providers at which people sign in, each asked once what it can do. */
export class Providers {
  private readonly found = new Map<SignInProvider, Promise<client.Configuration>>();

  constructor(private readonly server: Server) {}

  /** What a provider says of itself. Rejects where it does not answer; it is asked again the next time. */
  configured(provider: SignInProvider): Promise<client.Configuration> {
    const known = this.found.get(provider);
    if (known !== undefined) return known;
    const found = discover(provider);
    this.found.set(provider, found);
    found.catch(() => this.found.delete(provider));
    return found;
  }

  /** Lets a browser keep at which provider its user has signed in, for as long as the session lasts. */
  remember(http: Context<RequestEnv>, provider: SignInProvider, idToken: string | undefined, expires: Date): void {
    const kept: SignedInAt = {
      provider: provider.name,
      idToken: idToken === undefined || idToken.length > HINT_CHARS_MAX ? undefined : idToken,
    };
    setCookie(http, this.cookie(), Buffer.from(JSON.stringify(kept)).toString('base64url'), {
      ...this.cookieAt(),
      httpOnly: true,
      sameSite: 'Strict',
      expires,
    });
  }

  /**
   * Where the user has to go to be signed out at the provider, too (RP-initiated logout), and comes back from; undefined where that is not
   * wanted, or the provider offers no such thing or does not answer: then the user is signed out here.
   */
  async signOutAt(http: Context<RequestEnv>): Promise<string | undefined> {
    const kept = keptOf(getCookie(http, this.cookie()));
    deleteCookie(http, this.cookie(), this.cookieAt());
    const provider = this.server.signInProviders.find(({ name }) => name === kept?.provider);
    if (kept === undefined || provider?.signOut !== 'provider') return undefined;
    try {
      const configuration = await this.configured(provider);
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
      const hint = kept.idToken === undefined ? {} : { id_token_hint: kept.idToken };
      return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: provider.home.href, ...hint }).href;
    } catch (error) {
      this.server.log.warn(
        { provider: provider.name, err: error },
        'a sign-in provider does not tell where to sign out',
      );
      return undefined;
    }
  }

  private cookie(): string {
    return this.server.secureCookies ? '__Secure-interline-provider' : 'interline-provider';
  }

  /** Sent with what is asked about sessions only, because it is long. */
  private cookieAt(): { readonly path: string; readonly secure: boolean } {
    return { path: '/v1/session', secure: this.server.secureCookies };
  }
}

function discover({ issuer, clientId, clientSecret }: SignInProvider): Promise<client.Configuration> {
  const authentication = clientSecret === undefined ? client.None() : client.ClientSecretPost(clientSecret);
  const execute = isLoopback(issuer) ? [client.allowInsecureRequests] : [];
  return client.discovery(issuer, clientId, undefined, authentication, { timeout: TIMEOUT_SEC, execute });
}

function keptOf(cookie: string | undefined): SignedInAt | undefined {
  if (cookie === undefined) return undefined;
  try {
    const { provider, idToken } = JSON.parse(Buffer.from(cookie, 'base64url').toString()) as Record<string, unknown>;
    if (typeof provider !== 'string') return undefined;
    return { provider, idToken: typeof idToken === 'string' ? idToken : undefined };
  } catch {
    return undefined;
  }
}
