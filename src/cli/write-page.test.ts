import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { renderPage } from '../report/page/frame.js';
import { html } from '../report/page/html.js';
import type { PlanPageFile } from '../report/page/pages.js';
import { pagesOf, removePagesOfPlan, writePage } from './write-page.js';

function pageNamed(file: PlanPageFile): string {
  const subject = {
    name: '<nav class="pages">',
    currency: 'INR',
    timezone: 'Asia/Kolkata',
    synthetic: true,
    parties: [],
  };
  const hero = { kicker: 'Test', heading: file, lede: 'A page.', tiles: [] };
  return renderPage(subject, { file, title: file, kind: 'test', hero, sections: [], notes: [], data: html`` });
}

test('pages of a folder link each other as they are written, in one order, and have their figures beside them', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'interline-page-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const linksOf = (file: string) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/<a href="([a-z.]+)"/g)].map(([, link]) => link);

  writePage(folder, 'growth.html', pageNamed('growth.html'), { steps: [] });
  assert.deepEqual(linksOf('growth.html'), []);
  assert.deepEqual(JSON.parse(readFileSync(join(folder, 'growth.json'), 'utf8')), { steps: [] });

  writePage(folder, 'report.html', pageNamed('report.html'), {});
  for (const file of ['growth.html', 'report.html']) assert.deepEqual(linksOf(file), ['report.html', 'growth.html']);

  writePage(folder, 'coverage.html', pageNamed('coverage.html'), {});
  const all: PlanPageFile[] = ['report.html', 'coverage.html', 'growth.html'];
  assert.deepEqual(pagesOf(folder), all);
  for (const file of all) {
    assert.deepEqual(linksOf(file), all);
    const current = /href="([a-z.]+)" aria-current="page"/.exec(readFileSync(join(folder, file), 'utf8'));
    assert.equal(current?.[1], file);
  }
});

test('pages about a plan go when another is written, those about the workspace stay', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'interline-page-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const pages: PlanPageFile[] = ['report.html', 'coverage.html', 'clauses.html', 'sharing.html'];
  for (const file of pages) writePage(folder, file, pageNamed(file), {});
  removePagesOfPlan(folder);
  assert.deepEqual(pagesOf(folder), ['coverage.html']);
  assert.ok(existsSync(join(folder, 'coverage.json')) && !existsSync(join(folder, 'clauses.json')));
});
