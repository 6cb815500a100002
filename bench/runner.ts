import { readdirSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import type { Bench, BenchContext, FigureOptions, MeasureOptions, Measured } from './bench.js';

await main(process.argv.slice(2));

/** Runs the named benchmarks, or all, one after another; exit code 1 when one fails or misses a goal. */
async function main(names: readonly string[]): Promise<void> {
  const benches = await loadBenches();
  const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    const known = benches.map((bench) => `  ${bench.name.padEnd(20)} ${bench.about}`).join('\n');
    process.stderr.write(`No benchmark called ${unknown.join(', ')}. There are:\n${known}\n`);
    process.exitCode = 2;
    return;
  }
  process.stdout.write(`${describeMachine()}\n`);
  let missCount = 0;
  for (const bench of benches) {
    if (names.length > 0 && !names.includes(bench.name)) continue;
    missCount += await runBench(bench);
  }
  if (missCount > 0) {
    process.stdout.write(`\n${missCount} ${missCount === 1 ? 'goal' : 'goals'} missed\n`);
    // Said outright: the package that runs PostgreSQL ends its process with 0 whatever `exitCode` says.
    process.exit(1);
  }
}

async function loadBenches(): Promise<Bench[]> {
  const files = readdirSync(new URL('.', import.meta.url)).filter((file) => /\.bench\.[jt]s$/.test(file));
  const modules = files.toSorted().map(async (file) => {
    const loaded = (await import(new URL(file, import.meta.url).href)) as { bench: Bench };
    return loaded.bench;
  });
  return Promise.all(modules);
}

/** Runs one benchmark; returns how many goals it missed. */
async function runBench(bench: Bench): Promise<number> {
  process.stdout.write(`\n${bench.name}: ${bench.about}\n`);
  let missCount = 0;
  const context: BenchContext = {
    async measure(label, body, options) {
      const measured = await measure(body, options ?? {});
      const { minMs, medianMs, maxMs } = measured;
      const missed = options?.goalMs !== undefined && medianMs > options.goalMs;
      const goal = options?.goalMs === undefined ? '' : `  goal ${formatMs(options.goalMs)}${missed ? '  MISSED' : ''}`;
      const spread = `min ${formatMs(minMs)}  median ${formatMs(medianMs)}  max ${formatMs(maxMs)}`;
      print(label, `${spread}${goal}`);
      if (missed) missCount++;
      return measured;
    },
    figure(label, value, options) {
      const { text, missed } = describeFigure(value, options ?? {});
      print(label, text);
      if (missed) missCount++;
    },
    check(condition, message) {
      if (condition) return;
      print('WRONG', message);
      missCount++;
    },
    skip(why) {
      print('skipped', why);
    },
  };
  await bench.run(context);
  return missCount;
}

async function measure<T>(body: () => T | Promise<T>, options: MeasureOptions): Promise<Measured<T>> {
  for (let warmup = 0; warmup < (options.warmups ?? 1); warmup++) await body();
  const times: number[] = [];
  let result: T;
  do {
    const before = performance.now();
    result = await body();
    times.push(performance.now() - before);
  } while (times.length < (options.runs ?? 5));
  times.sort((a, b) => a - b);
  const middle = times.length >> 1;
  const medianMs = times.length % 2 === 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2;
  return { minMs: times[0], medianMs, maxMs: times[times.length - 1], result };
}

function describeFigure(value: number, options: FigureOptions): { text: string; missed: boolean } {
  const { unit = '', atMost, atLeast } = options;
  const missed = (atMost !== undefined && value > atMost) || (atLeast !== undefined && value < atLeast);
  const number = Number.isInteger(value) ? value.toLocaleString('en') : value.toPrecision(4);
  const limits = [
    atMost === undefined ? '' : `  goal at most ${atMost} ${unit}`,
    atLeast === undefined ? '' : `  goal at least ${atLeast} ${unit}`,
  ];
  return { text: `${number} ${unit}${limits.join('').trimEnd()}${missed ? '  MISSED' : ''}`, missed };
}

function print(label: string, text: string): void {
  process.stdout.write(`  ${label.padEnd(44)} ${text}\n`);
}

function formatMs(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return ms >= 1 ? `${ms.toFixed(1)} ms` : `${(ms * 1000).toFixed(1)} us`;
}

function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = `${(totalmem() / 2 ** 30).toFixed(1)} GiB`;
  return `${model}, ${availableParallelism()} cores, ${memory}, Node ${process.version}, ${platform()} ${arch()}`;
}
