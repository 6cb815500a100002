import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { makeKeyPair } from '../base/signing.js';
import { testStory } from './console-for-test.js';

/** A file as somebody chooses it. */
function fileOf(name: string, text: string) {
  return { name, mimeType: 'application/x-pem-file', buffer: Buffer.from(text) };
}

/** Signs the version that is shown with a key file, and waits until the dialog has gone. */
async function sign(page: Page, key: ReturnType<typeof fileOf>, isKnown: boolean): Promise<void> {
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('The terms in this page have exactly this hash.').waitFor();
  await dialog.getByLabel('Private key').setInputFiles(key);
  if (!isKnown) await dialog.getByRole('button', { name: 'Register its public half' }).click();
  await dialog.getByRole('button', { name: /^Sign for/ }).click();
  await dialog.waitFor({ state: 'detached' });
}

testStory(
  'two carriers agree on a new version: drafted, proposed, read and signed by both, each in a browser of their own',
  async ({ open, checkAccessible }) => {
    const ats = await open({ login: 'ats-admin', path: '/agreements/keys' });
    await ats.getByRole('button', { name: 'Make a key' }).click();
    await ats.getByLabel('Name of the key').fill('Partnerships, safe 2');
    const saved = ats.waitForEvent('download');
    await ats.getByRole('button', { name: 'Make, save and register' }).click();
    const chunks: Buffer[] = [];
    for await (const chunk of await (await saved).createReadStream()) chunks.push(chunk as Buffer);
    const atsKey = fileOf('ats.private.pem', Buffer.concat(chunks).toString('utf8'));
    assert.match(atsKey.buffer.toString(), /^-----BEGIN PRIVATE KEY-----/);
    await ats.getByText('Partnerships, safe 2').waitFor();
    await checkAccessible(ats);

    // A draft with a fault, whose line is told; then without it.
    await ats.getByRole('link', { name: 'New version' }).click();
    await ats.getByLabel('Start from').selectOption({ label: 'ats-indiapost, version 3' });
    const text = ats.getByLabel('Text of the agreement');
    await ats.getByText('No fault: ats-indiapost, version 4').waitFor();
    const good = (await text.inputValue()).replace('per_parcel_max: 5000', 'per_parcel_max: 7500');
    await text.fill(good.replace('tax_percent: 18', 'tax_percent: -18'));
    const line = good.split('\n').findIndex((one) => one.includes('tax_percent')) + 1;
    await ats.getByRole('button', { name: `Line ${line}` }).click();
    assert.equal(
      await text.evaluate((area: HTMLTextAreaElement) =>
        area.value.slice(area.selectionStart, area.selectionEnd).trim(),
      ),
      'tax_percent: -18',
    );
    await checkAccessible(ats);
    await text.fill(good);
    await ats.getByRole('button', { name: 'Keep as draft' }).click();
    await ats.getByRole('heading', { name: 'ats-indiapost, version 4' }).waitFor();
    await ats.getByRole('link', { name: 'Compare' }).click();
    const changes = ats.locator('.agreement-changes');
    await changes.getByText('at most ₹7,500 is paid').waitFor();
    await changes.getByText('at most ₹5,000 is paid').waitFor();
    await checkAccessible(ats);
    await ats.getByRole('button', { name: 'Propose' }).click();
    await ats.getByRole('dialog').getByRole('button', { name: 'Propose' }).click();
    await ats.getByText('Sign it too; it binds once all have signed.').waitFor();

    // The partner reads it, and signs with a key that the command line made.
    const post = await open({ login: 'indiapost-admin', path: '/agreements' });
    await post.getByRole('link', { name: 'ats-indiapost, version 4' }).click();
    await post.getByText('It is your turn').waitFor();
    await post.getByText('For a parcel that is lost or damaged, at most ₹7,500 is paid.').waitFor();
    await checkAccessible(post);
    await sign(post, fileOf('post.private.pem', makeKeyPair().privatePem), false);
    await post.getByText('You have signed.').waitFor();

    // The first page hears of it by itself.
    await ats.getByText('Signed by one').waitFor();
    await sign(ats, atsKey, true);
    await ats.getByText('In force', { exact: true }).waitFor();
    await ats.getByRole('link', { name: 'Signatures and history' }).click();
    await ats.getByText('fits', { exact: true }).nth(1).waitFor();
    await checkAccessible(ats);
    await post.goto(new URL('/agreements', post.url()).href);
    await post.getByText('Today version 4 is in force').waitFor();
    await checkAccessible(post);
  },
);

testStory('a wrong key file is told apart, and nothing is signed', async ({ open, checkAccessible }) => {
  const page = await open({ login: 'indiapost-admin', path: '/agreements/new', isPhone: true, theme: 'dark' });
  await page.getByLabel('Start from').selectOption({ index: 1 });
  await page.getByText('No fault:').waitFor();
  await page.getByRole('button', { name: 'Keep as draft' }).click();
  await page.getByRole('button', { name: 'Propose' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Propose' }).click();
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const go = dialog.getByRole('button', { name: /^Sign for/ });
  await dialog.getByLabel('Private key').setInputFiles(fileOf('key.pem', makeKeyPair().publicPem));
  await dialog.getByText('This is the public half.').waitFor();
  assert.equal(await go.isDisabled(), true);
  await checkAccessible(page);
  await dialog.getByLabel('On the command line').check();
  await dialog.getByText('interline agreement sign').waitFor();
  await dialog.getByLabel('File of signatures').setInputFiles(fileOf('other.json', '{}'));
  await dialog.getByText('This is no file of signatures.').waitFor();
  assert.equal(await go.isDisabled(), true);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await page.getByText('Its party took it back before all had signed.').waitFor();
});
