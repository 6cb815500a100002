import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { Webhook as Verifier } from 'standardwebhooks';

/** A message as a receiver got it. */
export interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** How the following messages are answered: 200 unless changed. */
  answer: (response: ServerResponse) => void;
}

/** A receiver of webhooks on this machine; it is closed when the test ends. */
export async function receiverForTest(t: TestContext): Promise<Receiver> {
  const received: Received[] = [];
  const receiver = { url: '', received, answer: (response: ServerResponse) => void response.end('taken') };
  const server = createServer((incoming, response) => {
    void receive(incoming, response);
  });
  const receive = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    received.push({ headers: incoming.headers as Record<string, string>, body: await bodyOf(incoming) });
    receiver.answer(response);
  };
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?from=interline`;
  return receiver;
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of incoming as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

/** What a receiver reads with its secret, at its own time, by the library of Standard Webhooks; throws where the signature is not of that secret. */
export function verified(secret: string, { headers, body }: Received, at: Date): VerifiedNotice {
  const realNow = Date.now;
  Date.now = () => at.getTime(); // the library takes messages of the last five minutes only
  try {
    return new Verifier(secret).verify(body, headers) as VerifiedNotice;
  } finally {
    Date.now = realNow;
  }
}

export interface VerifiedNotice {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly timestamp: string;
  readonly data: unknown;
}
