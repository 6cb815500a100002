import assert from 'node:assert/strict';
import { testStory } from './console-for-test.js';

/** Making a plan of a nation's timetables on a busy machine. */
const PATIENCE = { timeout: 280_000 };

testStory(
  'a planner starts a plan, watches it, is content with the best so far, and looks into what is late',
  async ({ open, checkAccessible }) => {
    const page = await open({ login: 'ats-admin', path: '/plans' });
    await page.getByRole('heading', { name: 'Plans' }).waitFor();
    await checkAccessible(page);
    await page.getByRole('button', { name: 'Make a plan' }).click();
    await page.getByLabel('Seconds at most').fill('0');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByText('A whole number from 1 to 3600, please.').waitFor();
    await checkAccessible(page);
    await page.getByLabel('Seconds at most').fill('600');
    await page.getByLabel('Close enough, in percent').fill('0');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.waitForURL(/\/plans\/pln_/);
    await page
      .getByText(/The best plan costs .* less than the first one/)
      .first()
      .waitFor(PATIENCE);
    await checkAccessible(page);
    await page.getByRole('button', { name: 'Good enough: take the best so far' }).click();
    await page.getByRole('heading', { name: 'Your parcels and your money' }).waitFor(PATIENCE);
    await checkAccessible(page);

    await page.getByRole('link', { name: 'Late and left out' }).click();
    await page.locator('.plans-cause button').first().click();
    await page.waitForURL(/cause=\d+/);
    const parcel = page.locator('.data-table tbody th a').first();
    await parcel.waitFor();
    await checkAccessible(page);
    await parcel.click();
    await page.getByRole('heading', { name: /^Route of shp_/ }).waitFor();
    await checkAccessible(page);
    await page.goBack();
    await page.locator('.plans-open').waitFor();

    // The partner sees that there is a plan and how good it is, and its own money only.
    const { pathname } = new URL(page.url());
    const partner = await open({ login: 'indiapost-admin', path: pathname.replace(/\/late$/, ''), isPhone: true });
    await partner.getByRole('heading', { name: 'Your parcels and your money' }).waitFor();
    const costOf = (text: string): string => /₹[\d,]+/.exec(text)?.[0] ?? '';
    const own = costOf(await page.goto(page.url().replace(/\/late.*$/, '')).then(() => figures(page)));
    assert.notEqual(costOf(await figures(partner)), own);
    await checkAccessible(partner);
  },
);

testStory('a plan that nobody wants any more is stopped', async ({ open }) => {
  const page = await open({ login: 'indiapost-admin', path: '/plans', theme: 'dark' });
  await page.getByRole('button', { name: 'Make a plan' }).click();
  await page.getByLabel('Seconds at most').fill('600');
  await page.getByLabel('Close enough, in percent').fill('0');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.waitForURL(/\/plans\/pln_/);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByText('This plan was stopped').waitFor(PATIENCE);
});

/** What the result says of one's own money. */
async function figures(page: {
  locator: (selector: string) => { first: () => { innerText: () => Promise<string> } };
}): Promise<string> {
  return page.locator('.figures').first().innerText();
}
