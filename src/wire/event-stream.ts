import type { z } from '@hono/zod-openapi';
import type { StreamEvent } from './operation.js';

/** An event as a block of server-sent events (WHATWG HTML, 9.2); its data is one line of JSON. */
export function eventText<T>({ id, event, data }: StreamEvent<T>): string {
  const lines = [
    ...(id === undefined ? [] : [`id: ${id}`]),
    `event: ${event}`,
    `data: ${data === undefined ? '' : JSON.stringify(data)}`,
  ];
  return `${lines.join('\n')}\n\n`;
}

/** The events of an answer, each with data that fits the schema; comments are left out. Leaving the loop ends the request. */
export async function* readEvents<T>(response: Response, schema: z.ZodType<T>): AsyncGenerator<StreamEvent<T>> {
  if (response.body === null) return;
  for await (const block of blocksOf(response.body)) {
    const fields = new Map(
      block
        .split('\n')
        .filter((line) => !line.startsWith(':'))
        .map((line): [string, string] => {
          const colon = line.indexOf(': ');
          return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 2)];
        }),
    );
    const event = fields.get('event');
    if (event === undefined) continue;
    const data = fields.get('data') ?? '';
    yield { id: fields.get('id'), event, data: data === '' ? undefined : schema.parse(JSON.parse(data)) };
  }
}

/** What stands between empty lines. */
async function* blocksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop() ?? '';
      yield* blocks;
    }
  } finally {
    await reader.cancel();
  }
}
