/**
 * `npm test`: everything that must hold before a change is done. Installs what is missing, compiles from scratch,
 * checks format, lint and tidiness, and runs every test on the built output.
 *
 *   npm test                 everything
 *   npm test -- feed audit   the same, with the tests of these layers only
 */
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { build, ensureInstalled, listFiles, run, runTool } from './toolchain.mjs';

const layers = process.argv.slice(2);
const seconds = (sinceMs) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
/** No file of tests takes so long, even on a slow machine: one that does hangs, and is ended. */
const FILE_MS = 20 * 60_000;
const startMs = performance.now();
const failed = [];

await step('install', ensureInstalled);
const built = await step('build', () => build({ force: true }));
await step('format', () => tool('oxfmt', ['--check', 'src', 'bench', 'scripts', 'bin']));
await step('lint', () =>
  tool('oxlint', ['--type-aware', '--deny-warnings', '--quiet', 'src', 'bench', 'scripts', 'bin']),
);
if (built) {
  await step('tidy', checkTidiness);
  await step('test', runTests);
}

if (failed.length > 0) {
  console.log(`\nFAILED: ${failed.join(', ')} (${seconds(startMs)})`);
  // Said outright: the package that runs PostgreSQL for tests ends its process with 0 whatever `exitCode` says.
  process.exit(1);
}
console.log(`\nAll checks passed in ${seconds(startMs)}.`);

/** Runs one step, prints how long it took, and notes a failure; returns whether it succeeded. */
async function step(name, body) {
  const sinceMs = performance.now();
  try {
    const note = await body();
    console.log(`ok      ${name.padEnd(8)} ${seconds(sinceMs).padStart(7)}  ${note ?? ''}`.trimEnd());
    return true;
  } catch (error) {
    console.log(`FAILED  ${name.padEnd(8)} ${seconds(sinceMs).padStart(7)}\n${error.message}`);
    failed.push(name);
    return false;
  }
}

async function tool(name, args) {
  const { code, output } = await runTool(name, args);
  if (code !== 0) throw new Error(output);
}

async function checkTidiness() {
  const { tidyFaults } = await import('./tidy.mjs');
  const faults = await tidyFaults();
  if (faults.length > 0) throw new Error(faults.map((fault) => `  ${fault}`).join('\n'));
}

async function runTests() {
  const wanted = (file) => layers.length === 0 || layers.some((layer) => file.startsWith(`dist/${layer}/`));
  const files = listFiles('dist', (file) => file.endsWith('.test.js') && wanted(file));
  if (files.length === 0) throw new Error('there are no tests to run');
  const reporter = new URL('test-reporter.mjs', import.meta.url).href;
  const limits = [`--test-concurrency=${availableParallelism()}`, `--test-timeout=${FILE_MS}`];
  const { postgres, env } = await startDatabase(files);
  const stories = await makeExample(files);
  const { code } = await run(process.execPath, ['--test', ...limits, `--test-reporter=${reporter}`, ...files], {
    quiet: false,
    env: { ...env, ...stories.env },
  });
  stories.remove();
  await postgres?.stop();
  if (code !== 0) throw new Error('some tests failed; each is printed above');
  return `${files.length} files`;
}

/** One browser and one example for all stories in the browser; a story that is run by itself makes its own. */
async function makeExample(files) {
  if (!files.some((file) => file.startsWith('dist/stories/'))) return { env: {}, remove: () => {} };
  // Unpacked before there are two that would do so at once: the package takes a file that is still being written.
  await (await import('@sparticuz/chromium')).default.executablePath();
  const { makeStoryExample, STORY_EXAMPLE } = await import('../dist/stories/example-for-test.js');
  const folder = await makeStoryExample();
  return { env: { [STORY_EXAMPLE]: folder }, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** One PostgreSQL server for all test files, and the embedded database they copy; a file that is run by itself makes its own. */
async function startDatabase(files) {
  if (!files.some((file) => /^dist\/(store|server|cli)\//.test(file))) return { postgres: undefined, env: {} };
  const { POSTGRES_FOR_TEST, startPostgresForTest } = await import('../dist/store/database/postgres-for-test.js');
  const { embeddedTemplate } = await import('../dist/store/database/embedded-template-for-test.js');
  const [postgres] = await Promise.all([startPostgresForTest(), embeddedTemplate()]);
  return { postgres, env: postgres === undefined ? {} : { [POSTGRES_FOR_TEST]: postgres.url } };
}
