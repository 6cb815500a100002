import type { TestContext } from 'node:test';
import { SMALL_WORKSPACE, writeWorkspaceFiles, type WorkspaceFiles } from '../feed/small-workspace.js';

/** For tests: a folder with a small workspace of two carriers, some files replaced; it goes when the test ends. */
export function workspaceForTest(t: TestContext, replaced: WorkspaceFiles = {}): string {
  const { dir, remove } = writeWorkspaceFiles({ ...SMALL_WORKSPACE, ...replaced });
  t.after(remove);
  return dir;
}
