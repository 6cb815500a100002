/**
 * `npm run bench [-- NAME ...]`: builds, then runs the benchmarks of `bench/` one after another and checks their goals.
 * Without a name all of them run; an unknown name prints what there is.
 */
import { build, ensureInstalled, run } from './toolchain.mjs';

await ensureInstalled();
await build();
const { code } = await run(process.execPath, ['--expose-gc', 'dist/bench/runner.js', ...process.argv.slice(2)], {
  quiet: false,
});
process.exitCode = code;
