import assert from 'node:assert/strict';
import { testStory } from './console-for-test.js';

testStory('a planner moves a slider, pins what it brings beside today, and sends the address on', async (story) => {
  const { open, checkAccessible } = story;
  const page = await open({ login: 'ats-admin', path: '/explore' });
  await page.getByText('First answer').waitFor({ timeout: PLANNING_MS });
  await page.getByText('This is today’s agreement.').waitFor();
  await checkAccessible(page);

  const slider = page.getByRole('slider', { name: 'Evening windows' });
  await slider.focus();
  await slider.press('ArrowRight');
  await page.getByText('1 hour later').waitFor();
  await page.waitForURL(/later=1/);
  await page.getByText('the best plans differ by between').waitFor({ timeout: PLANNING_MS });
  await page.getByRole('button', { name: 'Pin beside today' }).click();
  await page.waitForURL(/pinned=/);
  const table = page.getByRole('table', { name: 'Scenarios side by side' });
  await table.getByRole('link', { name: 'Evening windows 1 h later' }).waitFor();

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Scenario file' }).click();
  assert.equal((await saving).suggestedFilename(), 'scenario.yaml');

  const other = await open({ login: 'ats-admin', path: new URL(page.url()).search.replace(/^/, '/explore') });
  await other.getByText('1 hour later').waitFor();
  await other.getByRole('link', { name: 'Evening windows 1 h later' }).waitFor({ timeout: PLANNING_MS });
});

testStory(
  'a partnership manager has the coverage before and after worked out, and swipes between them',
  async (story) => {
    const { open, checkAccessible } = story;
    const page = await open({ login: 'indiapost-admin', path: '/explore/coverage', isPhone: true, theme: 'dark' });
    await page.getByText('This has not been worked out yet.').waitFor();
    await page.getByRole('button', { name: 'Work it out' }).click();
    await page.getByText(/offices are reached sooner on average/).waitFor({ timeout: PLANNING_MS });
    const divider = page.getByRole('slider', { name: /Divider between Apart and Together/ });
    await divider.waitFor();
    await divider.press('ArrowRight');
    await page.getByText('Figures of both carriers are shown.').waitFor();
    await checkAccessible(page);
    const partner = await open({ login: 'ats-admin', path: '/explore/coverage' });
    await partner.getByText('This has not been worked out yet.').waitFor(); // it is the other’s
  },
);

/** Planning the example takes seconds, on a busy machine more. */
const PLANNING_MS = 240_000;
