import { Agent, request } from 'node:http';

/** Questions to one address, over connections that are kept. */
export interface Load {
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body of question `n`. */
  readonly body: (n: number) => string;
}

const CONNECTIONS = 16;

/** Answers a second when every connection asks again as soon as it is answered, for so long or until so many are asked. */
export async function saturate(load: Load, seconds: number, questions = Infinity): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const endMs = performance.now() + seconds * 1000;
  let asked = 0;
  const startMs = performance.now();
  const clients = Array.from({ length: CONNECTIONS }, async () => {
    while (performance.now() < endMs && asked < questions) await ask(load, agent, asked++);
  });
  await Promise.all(clients);
  agent.destroy();
  return asked / ((performance.now() - startMs) / 1000);
}

/**
 * Milliseconds of each answer, ascending, when questions come at a steady rate whether or not earlier ones are answered; counted from
 * when each was due, so that a server that stalls cannot hide it.
 */
export async function paced(load: Load, perSecond: number, seconds: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 * CONNECTIONS });
  const startMs = performance.now();
  const count = Math.floor(perSecond * seconds);
  const tookMs: number[] = [];
  const asked: Promise<void>[] = [];
  for (let n = 0; n < count;) {
    const due = Math.min(count, Math.floor(((performance.now() - startMs) / 1000) * perSecond) + 1);
    for (; n < due; n++) {
      const dueMs = startMs + (n / perSecond) * 1000;
      asked.push(ask(load, agent, n).then(() => void tookMs.push(performance.now() - dueMs)));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(asked);
  agent.destroy();
  return tookMs.sort((a, b) => a - b);
}

function ask({ port, headers, body }: Load, agent: Agent, n: number): Promise<void> {
  const text = body(n);
  return new Promise((resolve, reject) => {
    const asking = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/v1/quotes',
        headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
      },
      (response) => {
        response.resume();
        response.once('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode}`)),
        );
      },
    );
    asking.once('error', reject);
    asking.end(text);
  });
}
