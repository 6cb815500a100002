import { lookup } from 'node:dns/promises';
import { Agent as HttpAgent, request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.js';

/** What is sent to an address that a party named. */
export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** True where the operator lets private addresses, and HTTP without TLS, be sent to. */
  readonly allowPrivate: boolean;
  readonly signal: AbortSignal;
}

/** What came of it. */
export type Posted =
  | { readonly kind: 'answered'; readonly status: number; readonly answer: string; readonly retryAfterSec: number }
  | { readonly kind: 'failed'; readonly error: string }
  /** The signal was aborted: it may have arrived or not. */
  | { readonly kind: 'stopped' };

/** From looking the name up to the end of the answer. */
const TIME_MS = 10_000;
const HEADER_BYTES_MAX = 16_384;
/** Of the answer; what is beyond is not read. */
const ANSWER_BYTES = 1000;

/** Why nothing is sent to an address, as far as its text tells; undefined where it may be. */
export function refusalOf(text: string, allowPrivate: boolean): string | undefined {
  if (!URL.canParse(text)) return 'must be a URL';
  const { protocol, username, password, hash, hostname } = new URL(text);
  if (protocol !== 'https:' && !(allowPrivate && protocol === 'http:')) return 'must start with https://';
  if (username !== '' || password !== '') return 'must have no user and password';
  if (hash !== '') return 'must have no fragment';
  const address = bareHost(hostname);
  if (!allowPrivate && isIP(address) > 0 && !isPublicAddress(address)) return 'is a private address';
  return undefined;
}

/**
 * Sends a POST and reads the beginning of the answer. The name is looked up once and the connection is made to the very address that was
 * checked, so that a name cannot point elsewhere in between. Redirects are not followed. Never rejects.
 */
export async function postToReceiver(posting: Posting): Promise<Posted> {
  const { url, allowPrivate, signal } = posting;
  const refusal = refusalOf(url, allowPrivate);
  if (refusal !== undefined) return { kind: 'failed', error: `the address ${refusal}` };
  const time = AbortSignal.timeout(TIME_MS);
  const ending = AbortSignal.any([signal, time]);
  try {
    const address = await within(ending, checkedAddress(new URL(url), allowPrivate));
    return typeof address === 'string' ? { kind: 'failed', error: address } : await exchange(posting, address, ending);
  } catch (error) {
    if (signal.aborted) return { kind: 'stopped' };
    return { kind: 'failed', error: time.aborted ? `no answer in ${TIME_MS / 1000} s` : wordsOf(error) };
  }
}

interface Address {
  readonly address: string;
  readonly family: number;
}

/** Where to connect to, or why not to. */
async function checkedAddress({ hostname }: URL, allowPrivate: boolean): Promise<Address | string> {
  const host = bareHost(hostname);
  const addresses = isIP(host) > 0 ? [{ address: host, family: isIP(host) }] : await lookup(host, { all: true });
  const [first] = addresses;
  if (first === undefined) return 'the name has no address';
  // One private address among public ones is reason enough: nobody needs such a name.
  if (!allowPrivate && addresses.some(({ address }) => !isPublicAddress(address)))
    return 'the name has a private address';
  return first;
}

async function exchange(
  { url, headers, body }: Posting,
  { address, family }: Address,
  signal: AbortSignal,
): Promise<Posted> {
  const isSecure = new URL(url).protocol === 'https:';
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    signal,
    maxHeaderSize: HEADER_BYTES_MAX,
    agent: isSecure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false }),
    lookup: (_, { all }, callback) => {
      if (all === true) callback(null, [{ address, family }]);
      else callback(null, address, family);
    },
  };
  const sent = isSecure ? requestHttps(url, options) : requestHttp(url, options);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve);
    sent.on('error', reject);
    sent.end(body);
  });
  const answer = await beginningOf(response);
  sent.destroy();
  const retryAfterSec = Number(response.headers['retry-after'] ?? 0) || 0;
  return { kind: 'answered', status: response.statusCode ?? 0, answer, retryAfterSec };
}

/** The first bytes of an answer, or those that came before it broke off. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let byteCount = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part);
      byteCount += part.length;
      if (byteCount >= ANSWER_BYTES) break;
    }
  } catch {
    // What counts is the status, which has come.
  }
  const text = Buffer.concat(parts).subarray(0, ANSWER_BYTES).toString('utf8');
  return text.replaceAll('\0', '�'); // the database takes no text with it
}

function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new Error('aborted'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Without the brackets of an IPv6 address. */
function bareHost(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was broken off',
  EHOSTUNREACH: 'the address cannot be reached',
  ENETUNREACH: 'the address cannot be reached',
  HPE_HEADER_OVERFLOW: 'the headers of the answer are too large',
};

function wordsOf(error: unknown): string {
  const { code = '', message } = error as { readonly code?: string; readonly message: string };
  return WORDS[code] ?? `it failed: ${message.slice(0, 200)}`;
}
