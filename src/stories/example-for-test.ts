import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInterlineCommand } from '../cli/spawn-interline.js';

/** Names the folder with the example that all stories copy, made once for a whole run of tests. */
export const STORY_EXAMPLE = 'INTERLINE_STORY_EXAMPLE';

/** Enough for every page to have something to show, and quick to plan. */
const PARCELS = '6000';

/** Makes the India example in a temporary folder, small and planned; whoever asked for it removes it. */
export async function makeStoryExample(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'interline-example-'));
  const workspace = join(folder, 'india');
  await run('example', 'india', '--out', workspace, '--parcels', PARCELS);
  await run('plan', workspace, '--out', join(workspace, 'plan'), '--seconds', '20');
  return folder;
}

/** A copy of the example of one's own: its folder, and what removes it. */
export async function copyStoryExample(): Promise<{ readonly workspace: string; readonly remove: () => void }> {
  const given = process.env[STORY_EXAMPLE];
  if (given !== undefined && existsSync(given)) {
    const folder = mkdtempSync(join(tmpdir(), 'interline-story-'));
    cpSync(given, folder, { recursive: true });
    return { workspace: join(folder, 'india'), remove: removal(folder) };
  }
  const folder = await makeStoryExample();
  return { workspace: join(folder, 'india'), remove: removal(folder) };
}

function removal(folder: string): () => void {
  return () => rmSync(folder, { recursive: true, force: true });
}

async function run(...args: readonly string[]): Promise<void> {
  const { code, stderr } = await runInterlineCommand(...args);
  if (code !== 0) throw new Error(`interline ${args.join(' ')} failed: ${stderr}`);
}
