import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PLAN_PAGES, withNavigation, type PlanPageFile } from '../report/page/pages.js';

/**
 * Writes a page into a plan folder, made when it is not there, with its figures beside it as JSON, and links all pages
 * of the folder to each other. The page comes last, so that a page that is there has its figures.
 */
export function writePage(folder: string, file: PlanPageFile, page: string, figures: unknown): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, figuresOf(file)), `${JSON.stringify(figures, undefined, 2)}\n`);
  writeFileSync(join(folder, file), page);
  linkPages(folder);
}

/** Brings the links between the pages of a folder up to date with what is there. */
export function linkPages(folder: string): void {
  const files = pagesOf(folder);
  for (const file of files) {
    const path = join(folder, file);
    const page = readFileSync(path, 'utf8');
    const linked = withNavigation(page, file, files);
    if (linked !== page) writeFileSync(path, linked);
  }
}

/** Takes the pages that tell about a folder's plan away, and their figures: another plan is about to be written. */
export function removePagesOfPlan(folder: string): void {
  for (const page of PLAN_PAGES) {
    if (!('ofPlan' in page)) continue;
    for (const file of [page.file, figuresOf(page.file)]) rmSync(join(folder, file), { force: true });
  }
}

/** Pages that a folder holds, in the order of their links. */
export function pagesOf(folder: string): PlanPageFile[] {
  return PLAN_PAGES.map(({ file }) => file).filter((file) => existsSync(join(folder, file)));
}

/** File of a page's figures. */
function figuresOf(file: PlanPageFile): string {
  return `${basename(file, '.html')}.json`;
}
