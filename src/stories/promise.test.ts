import assert from 'node:assert/strict';
import { testStory } from './console-for-test.js';

const QUESTION = 'from=110037&to=793101&at=2026-11-24T10:00&product=standard&weight=900';

testStory(
  'somebody asks when a parcel arrives, what else there is, and how far a PIN reaches in so many days',
  async ({ open, checkAccessible }) => {
    const page = await open({ login: 'ats-admin', path: '/promise?at=2026-11-24T10:00' });
    await page.getByText('From where to where?').waitFor();
    await checkAccessible(page);
    await page.getByLabel('From', { exact: true }).fill('110037');
    await page.getByLabel('To', { exact: true }).fill('793101');
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByRole('heading', { name: 'Route as a timetable' }).waitFor();
    await page.getByText('Custody passes to India Post-style operator').first().waitFor();
    assert.match(page.url(), /from=110037&to=793101/);
    await page.getByRole('heading', { name: 'What else there is' }).waitFor();
    await page.locator('.promises-other summary').last().click();
    await checkAccessible(page);

    await page.getByRole('link', { name: 'From one PIN to everywhere' }).click();
    await page.getByRole('cell', { name: '%' }).first().waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Days saved by the partner' }).click();
    await page.waitForURL(/show=saved/);
    await page.getByRole('rowheader', { name: 'with the partner only' }).waitFor();
    await checkAccessible(page);
  },
);

testStory('a place that is not there is told at its field, on a phone in Hindi', async ({ open, checkAccessible }) => {
  const wrong = QUESTION.replace('110037', '999999');
  const page = await open({ login: 'ats-admin', path: `/promise?${wrong}`, isPhone: true, theme: 'dark' });
  await page.locator('.field-wrong').first().waitFor();
  await checkAccessible(page);
  const hindi = await open({ login: 'ats-admin', path: `/promise?${QUESTION}`, isPhone: true, locale: 'hi-IN' });
  await hindi.getByRole('heading', { name: 'मार्ग, समय-सारणी की तरह' }).waitFor();
  await checkAccessible(hindi);
});
