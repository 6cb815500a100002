import { eventText } from '../../wire/notices/event-stream.js';
import type { StreamEvent } from '../../wire/http/operation.js';

/** Makes events until the signal says that nobody reads them any more. */
export type EventMaker<T> = (signal: AbortSignal) => AsyncIterable<StreamEvent<T>>;

const HEARTBEAT_MS = 15_000;
/** Heartbeats for which a reader may take nothing. */
const PATIENCE = 2;
/** What browsers are told to wait before they connect again. */
const RETRY_MS = 2000;

/**
 * The body of a stream of server-sent events. The next event is asked for when the reader has taken the last one, so a slow reader
 * costs no memory; one that takes nothing for half a minute is cut off, by `cut` too where it holds a connection.
 */
export function eventStreamBody<T>(make: EventMaker<T>, cut: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const ending = new AbortController();
  const events = make(ending.signal)[Symbol.asyncIterator]();
  let heartbeat: NodeJS.Timeout | undefined;
  let unreadCount = 0;
  const end = (): void => {
    clearInterval(heartbeat);
    ending.abort();
  };
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      // Sent at once, so that whoever connects knows that it has.
      controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`));
      heartbeat = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) {
          unreadCount = 0;
          controller.enqueue(encoder.encode(': \n\n'));
        } else if (++unreadCount >= PATIENCE) {
          end();
          controller.error(new Error('The reader of a stream is too slow.'));
          cut();
        }
      }, HEARTBEAT_MS);
      heartbeat.unref();
    },
    pull: async (controller) => {
      unreadCount = 0;
      try {
        const next = await events.next();
        if (ending.signal.aborted) return;
        if (next.done !== true) {
          controller.enqueue(encoder.encode(eventText(next.value)));
          return;
        }
      } catch (error) {
        end();
        controller.error(error);
        return;
      }
      end();
      controller.close();
    },
    cancel: end,
  });
}
