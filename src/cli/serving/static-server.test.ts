import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { startStaticServer } from './static-server.js';

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type: string | undefined;
}

/** Serves a plan folder that has a secret beside it; `ask` sends a path exactly as given. */
async function servePlan(t: TestContext): Promise<(path: string, method?: string) => Promise<Answer>> {
  const parent = mkdtempSync(join(tmpdir(), 'interline-serve-'));
  const folder = join(parent, 'plan');
  mkdirSync(join(folder, 'parts'), { recursive: true });
  mkdirSync(join(parent, 'plan-b'));
  writeFileSync(join(parent, 'secret.txt'), 'secret');
  writeFileSync(join(parent, 'plan-b', 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'report.html'), '<h1>Report</h1>');
  writeFileSync(join(folder, 'routes.parquet'), 'PAR1');
  writeFileSync(join(folder, 'empty.txt'), '');
  writeFileSync(join(folder, '.hidden'), 'secret');
  symlinkSync(join(parent, 'secret.txt'), join(folder, 'link.txt'));
  const server = await startStaticServer({ folder, host: '127.0.0.1', port: 0, home: 'report.html' });
  t.after(async () => {
    await server.stop();
    rmSync(parent, { recursive: true });
  });
  return (path, method = 'GET') =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: server.port, path, method, agent: false }, (response) => {
        let body = '';
        response.on('data', (bytes: Buffer) => (body += bytes.toString('utf8')));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body, type: response.headers['content-type'] });
        });
      });
      sent.on('error', reject);
      sent.end();
    });
}

test('the static server shows the report at / and files by name, whatever the query', async (t) => {
  const ask = await servePlan(t);
  assert.deepEqual(await ask('/'), { status: 200, body: '<h1>Report</h1>', type: 'text/html; charset=utf-8' });
  assert.equal((await ask('/?x=1')).body, '<h1>Report</h1>');
  assert.deepEqual(await ask('/routes.parquet'), { status: 200, body: 'PAR1', type: 'application/octet-stream' });
  assert.deepEqual(await ask('/empty.txt'), { status: 200, body: '', type: 'text/plain; charset=utf-8' });
});

test('the static server answers HEAD without a body and refuses to be written to', async (t) => {
  const ask = await servePlan(t);
  assert.equal((await ask('/', 'HEAD')).body, '');
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
    assert.equal((await ask('/', method)).status, 405);
});

test('the static server never leaves its folder', async (t) => {
  const ask = await servePlan(t);
  const paths = [
    '/../secret.txt',
    '/parts/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/parts/..%2f..%2fsecret.txt',
    '/../plan-b/secret.txt',
    '//etc/passwd',
    '/etc/passwd',
    '/%2fetc/passwd',
    '/link.txt',
    '/.hidden',
    '/%00',
    '/%ff',
    '/%',
    '/parts',
    '/parts/',
    '/nothing.txt',
    'http://elsewhere/secret.txt',
    '*',
  ];
  for (const path of paths) {
    const { status, body } = await ask(path);
    assert.equal(status, 404, path);
    assert.doesNotMatch(body, /secret|root:/, path);
  }
});

test('the static server says which port is taken', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'interline-serve-'));
  const server = await startStaticServer({ folder, host: '127.0.0.1', port: 0, home: 'report.html' });
  t.after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  const second = startStaticServer({ folder, host: '127.0.0.1', port: server.port, home: 'report.html' });
  await assert.rejects(second, new RegExp(`Port ${server.port} of 127.0.0.1 is taken`));
});
