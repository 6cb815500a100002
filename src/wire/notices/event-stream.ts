import type { StreamEvent } from '../http/operation.js';

/** An event as a block of server-sent events (WHATWG HTML, 9.2); its data is one line of JSON. */
export function eventText<T>({ id, event, data }: StreamEvent<T>): string {
  const lines = [
    ...(id === undefined ? [] : [`id: ${id}`]),
    `event: ${event}`,
    `data: ${data === undefined ? '' : JSON.stringify(data)}`,
  ];
  return `${lines.join('\n')}\n\n`;
}

/**
 * The events of an answer, each with its data as `parse` returns it; comments are left out. Leaving the loop ends the request, and so
 * does `return` while an event is waited for.
 */
export function readEvents<T>(response: Response, parse: (data: unknown) => T): AsyncIterable<StreamEvent<T>> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const events = eventsOf(reader, parse);
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => events.next(),
      return: async () => {
        await reader?.cancel();
        return { done: true, value: undefined };
      },
    }),
  };
}

async function* eventsOf<T>(reader: Reader | undefined, parse: (data: unknown) => T): AsyncGenerator<StreamEvent<T>> {
  for await (const block of blocksOf(reader)) {
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
    yield { id: fields.get('id'), event, data: data === '' ? undefined : parse(JSON.parse(data)) };
  }
}

type Reader = ReadableStreamDefaultReader<string>;

/** What stands between empty lines. */
async function* blocksOf(reader: Reader | undefined): AsyncGenerator<string> {
  let rest = '';
  try {
    for (;;) {
      const { done, value = '' } = (await reader?.read()) ?? { done: true };
      if (done) return;
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop() ?? '';
      yield* blocks;
    }
  } finally {
    await reader?.cancel();
  }
}
