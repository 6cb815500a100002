import assert from 'node:assert/strict';
import { testStory } from './console-for-test.js';

testStory('somebody looks at the example from one side, then from the other', async ({ open, checkAccessible }) => {
  const page = await open();
  await page.getByRole('heading', { name: 'Interline' }).waitFor();
  await checkAccessible(page);
  await page.getByRole('button', { name: /as ats-admin/ }).click();
  await page.getByText('Synthetic data').first().waitFor();
  assert.match(await page.locator('.party-name').innerText(), /Amazon-style carrier/);
  await page.getByRole('button', { name: 'Account and display' }).click();
  await page.getByLabel('Language').selectOption('hi');
  await page.getByRole('button', { name: 'साइन आउट' }).click();
  await page.getByRole('button', { name: /indiapost-admin/ }).click();
  await page.getByText('कृत्रिम आँकड़े').first().waitFor();
  assert.match(await page.locator('.party-name').innerText(), /India Post-style operator/);
});

testStory('a wrong password is told, and a page that is not there leads home', async ({ open, checkAccessible }) => {
  const page = await open({ isPhone: true, theme: 'dark' });
  await page.getByLabel('Login').fill('ats-admin');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Login or password is wrong.').waitFor();
  await checkAccessible(page);
  const other = await open({ login: 'ats-admin', path: '/nowhere', isPhone: true, theme: 'dark' });
  await other.getByRole('heading', { name: 'There is no such page' }).waitFor();
  await checkAccessible(other);
});
