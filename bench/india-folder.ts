import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeIndia } from '#interline/example/india.js';

/**
 * The India example in the folder for temporary files, made when it is not there. It is kept for the next run, under a
 * name with its size and seed, and made again when the code that makes it was built since.
 */
export async function indiaFolder(parcels: number, seed: number): Promise<string> {
  const dir = join(tmpdir(), 'interline-bench', `india-${parcels}-${seed}`);
  if (await isCurrent(dir)) return dir;
  const partial = `${dir}.${process.pid}`;
  await mkdir(partial, { recursive: true });
  try {
    await makeIndia({ out: partial, parcels, seed });
    await rm(dir, { recursive: true, force: true });
    await rename(partial, dir);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return dir;
}

/** Folders are moved to their name when they are whole, so one that is there is complete. */
async function isCurrent(dir: string): Promise<boolean> {
  const made = await stat(dir).catch(() => undefined);
  if (made === undefined) return false;
  const code = new URL('../example/', import.meta.url);
  const files = (await readdir(code)).filter((file) => /\.[jt]s$/.test(file));
  const built = await Promise.all(files.map((file) => stat(new URL(file, code))));
  return built.every(({ mtimeMs }) => mtimeMs <= made.mtimeMs);
}
