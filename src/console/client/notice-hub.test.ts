import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NoticeHub, type TabMessage } from './notice-hub.js';

type Source = EventTarget & { readyState: number; close(): void };

/** A browser whose tabs share a lock and a channel; what they open, and what is planned for later. */
function browserForTest() {
  const opened: { readonly address: string; readonly source: Source }[] = [];
  const planned: { readonly run: () => void; readonly ms: number }[] = [];
  const queue: (() => void)[] = [];
  const hearers: ((message: TabMessage) => void)[] = [];
  let breaks = 0;
  const tab = (): NoticeHub => {
    let own: ((message: TabMessage) => void) | undefined;
    return new NoticeHub({
      open: (address) => {
        const source: Source = Object.assign(new EventTarget(), {
          readyState: 1,
          close: () => void (source.readyState = 2),
        });
        opened.push({ address, source });
        return source as unknown as EventSource;
      },
      lead: (begin) => {
        queue.push(begin);
        if (queue.length === 1) begin();
        return () => {
          const isLeading = queue[0] === begin;
          queue.splice(queue.indexOf(begin), 1);
          if (isLeading) queue[0]?.();
        };
      },
      tellTabs: (message) => {
        for (const hear of hearers) if (hear !== own) hear(message);
      },
      hearTabs: (hear) => {
        own = hear;
        hearers.push(hear);
      },
      onBreak: () => (breaks += 1),
      later: (run, ms) => void planned.push({ run, ms }),
    });
  };
  const tell = (id: string): void => {
    const data = JSON.stringify({ id, type: 'plan.changed', subject: 'plan_1', data: {} });
    opened.at(-1)?.source.dispatchEvent(new MessageEvent('plan.changed', { data }));
  };
  const refuse = (readyState = 2): void => {
    const source = opened.at(-1)?.source;
    assert.ok(source);
    source.readyState = readyState;
    source.dispatchEvent(new Event('error'));
  };
  return { tab, opened, planned, tell, refuse, breaks: () => breaks };
}

test('NoticeHub opens a stream that was refused anew after the last notice it has, and leaves others to the browser', () => {
  const { tab, opened, planned, tell, refuse, breaks } = browserForTest();
  const told: string[] = [];
  const stop = tab().listen(['plan.changed'], ({ id }) => told.push(id));
  tell('ntc_1');
  refuse(0);
  assert.equal(planned.length, 0); // the browser comes back by itself
  refuse();
  planned[0]?.run();
  refuse();
  assert.deepEqual(
    opened.map(({ address }) => address),
    ['/v1/stream', '/v1/stream?after=ntc_1'],
  );
  assert.deepEqual(
    planned.map(({ ms }) => ms),
    [5000, 10_000],
  );
  tell('ntc_2');
  assert.deepEqual([told, breaks()], [['ntc_1', 'ntc_2'], 3]);
  stop();
  assert.equal(opened[1]?.source.readyState, 2);
});

test('NoticeHub has one stream for all tabs: the others are told, and the next goes on where it was', () => {
  const { tab, opened, tell, refuse, breaks } = browserForTest();
  const told: string[] = [];
  const [first, second] = [tab(), tab()];
  const stop = first.listen(['plan.changed'], ({ id }) => told.push(`first ${id}`));
  second.listen(['plan.changed'], ({ id }) => told.push(`second ${id}`));
  tell('ntc_1');
  assert.equal(opened.length, 1);
  refuse(0);
  assert.equal(breaks(), 2);
  stop();
  assert.equal(opened[1]?.address, '/v1/stream?after=ntc_1');
  tell('ntc_2');
  assert.deepEqual(told, ['first ntc_1', 'second ntc_1', 'second ntc_2']);
});
