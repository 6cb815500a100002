/**
 * Reporter for `node --test`: silent while tests pass, every failure in full, and at the end what was skipped and why,
 * the slowest files, and one line of totals.
 */
import { relative } from 'node:path';

export default async function* report(source) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const skips = new Map();
  const fileMs = new Map();
  const failures = [];
  for await (const { type, data } of source) {
    if (type === 'test:stderr' || type === 'test:stdout') {
      yield data.message;
    } else if (type === 'test:pass') {
      if (isWholeFile(data) || data.details.type === 'suite') continue;
      addMs(fileMs, data);
      if (data.skip === undefined && data.todo === undefined) {
        counts.passed++;
      } else {
        counts.skipped++;
        const why = typeof data.skip === 'string' && data.skip !== '' ? data.skip : 'no reason given';
        skips.set(why, (skips.get(why) ?? 0) + 1);
      }
    } else if (type === 'test:fail') {
      if (data.details.error?.failureType === 'subtestsFailed') continue;
      counts.failed++;
      failures.push(describeFailure(data));
      yield `failed: ${placeOf(data)} ${data.name}\n`;
    }
  }
  for (const failure of failures) yield failure;
  for (const [why, count] of skips) yield `skipped ${count}: ${why}\n`;
  yield describeSlowest(fileMs);
  yield `tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`;
}

/** The runner reports a file as a test of its own when it has no tests, or crashed. */
function isWholeFile(data) {
  return data.nesting === 0 && typeof data.name === 'string' && /\.test\.m?js$/.test(data.name);
}

function addMs(fileMs, data) {
  if (data.nesting > 0) return;
  const file = data.file ?? '';
  fileMs.set(file, (fileMs.get(file) ?? 0) + data.details.duration_ms);
}

function placeOf(data) {
  const file = data.file ? relative(process.cwd(), data.file) : '';
  return data.line === undefined ? file : `${file}:${data.line}`;
}

function describeFailure(data) {
  const error = data.details.error;
  const cause = error?.cause ?? error;
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return `\n--- ${placeOf(data)} ${data.name}\n${text}\n`;
}

function describeSlowest(fileMs) {
  const slowest = [...fileMs].toSorted((a, b) => b[1] - a[1]).slice(0, 5);
  if (slowest.length === 0) return '';
  const lines = slowest.map(
    ([file, ms]) => `  ${(ms / 1000).toFixed(1).padStart(6)} s  ${relative(process.cwd(), file)}`,
  );
  return `slowest test files:\n${lines.join('\n')}\n`;
}
