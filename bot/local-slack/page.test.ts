import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { App } from '@slack/bolt';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { axisTicks } from './page/chart-scale.ts';
import type { LocalSlack } from './server.ts';
import { createTestApp, startTestSlack } from './test-app.ts';
import { addDemoListeners, DEMO_SHORTCUTS, PIXEL } from './test-demo.ts';

const CHROMIUM = '/usr/bin/chromium';

/** The page scrolls in the frames after a change. */
const SETTLE_MS = 250;

const isMissing = !existsSync(CHROMIUM);
if (isMissing && process.env.CI) throw new Error(`${CHROMIUM} is missing`);

describe('the page', { skip: isMissing && `needs ${CHROMIUM}` }, () => {
  let slack: LocalSlack;
  let app: App;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  before(async () => {
    slack = await startTestSlack({ app: { shortcuts: DEMO_SHORTCUTS } });
    app = createTestApp(slack);
    addDemoListeners(app, PIXEL);
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(slack.url);
  });
  after(async () => {
    await browser.close();
    await app.stop();
    await slack.close();
  });

  const box = () => page.getByRole('textbox', { name: 'Message #media-planning' });

  test('says that the bot is not connected', async () => {
    await box().fill('@ducky hello');
    await box().press('Enter');
    await page.getByRole('alert').getByText('Ducky is not connected').waitFor();
    await app.start();
    await page.getByText('Ducky is connected').waitFor();
  });

  test('shows the answer to a command: image, chart and table', async () => {
    await page.setViewportSize({ width: 1280, height: 480 });
    await box().fill('/forecast women 25-34 on iOS in Mumbai next 14 days');
    await box().press('Enter');
    await page.getByRole('heading', { name: 'Forecast ready' }).waitFor();
    const image = page.getByRole('img', { name: 'Fan chart of daily impressions' });
    const width = () =>
      image.evaluate((it) => (it as unknown as { naturalWidth: number }).naturalWidth);
    await assert.doesNotReject(image.waitFor());
    assert.equal(await width(), 1);
    assert.ok(await isInView(page.getByRole('heading', { name: 'Forecast ready' }), page));
    await page.setViewportSize({ width: 1280, height: 860 });
    assert.equal(await page.locator('.chart polyline').count(), 3);
    await page.getByText('Page 1 of 2').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Page 2 of 2').waitFor();
  });

  test('fills a modal that complains first', async () => {
    await page.getByRole('button', { name: 'Edit and rerun' }).click();
    const modal = page.getByRole('dialog', { name: 'Edit forecast' });
    await modal.getByRole('button', { name: 'Run' }).click();
    await modal.getByText('Please complete this required field.').waitFor();
    await modal.getByLabel('Where').fill('nowhere');
    await modal.getByRole('button', { name: 'Run' }).click();
    await modal.getByText('Did you mean "Norway"?').waitFor();
    await modal.getByLabel('Where').fill('Norway');
    await modal.getByLabel('Where').press('Enter');
    await modal.waitFor({ state: 'detached' });
    const note = page.getByRole('article').filter({ hasText: 'Running again for Norway' });
    await note.getByText('Only visible to you').waitFor();
    await page.getByRole('button', { name: 'Bob admin' }).click();
    await note.waitFor({ state: 'detached' });
  });

  test('a shortcut opens a form whose menu asks the bot', async () => {
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: /Demo form/ }).click();
    const modal = page.getByRole('dialog', { name: 'Edit forecast' });
    await modal.getByLabel('Where').fill('Goa');
    const place = modal.getByRole('combobox', { name: 'Place' });
    await place.fill('M');
    await modal.getByText('Type at least 2 letters').waitFor();
    await place.fill('Mu');
    await modal.getByRole('option', { name: 'Munnar' }).click();
    await place.fill('De');
    await modal.getByRole('option', { name: 'Delhi' }).waitFor();
    await place.press('Enter');
    await modal.getByRole('button', { name: 'Remove Pune' }).click();
    await modal.getByRole('button', { name: 'Run' }).click();
    await page.getByText('Running again for Goa, Munnar, Delhi').waitFor();
  });

  test('a message has the shortcuts of the app in its menu', async () => {
    await box().fill('iOS in Goa');
    await box().press('Enter');
    const said = page.getByRole('article').filter({ hasText: 'iOS in Goa' }).first();
    await said.hover();
    await said.getByRole('button', { name: 'More actions' }).click();
    await said.getByRole('menuitem', { name: /Demo point/ }).click();
    await page.getByText('You pointed at: iOS in Goa').waitFor();
    await said.hover();
    await said.getByRole('button', { name: 'More actions' }).click();
    await page.keyboard.press('ArrowUp');
    const last = said.getByRole('menuitem', { name: 'Delete message' });
    assert.equal(await isFocused(last), true);
    await page.keyboard.press('ArrowDown');
    assert.equal(await isFocused(last), false);
    await last.click();
    await page.getByText('iOS in Goa', { exact: true }).waitFor({ state: 'detached' });
  });

  test('opens a thread and says what people write as text', async () => {
    const markup = '<img src=x onerror=alert(1)> @ducky *hi*';
    await box().fill(markup);
    await box().press('Enter');
    await page.getByRole('button', { name: '1 reply' }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('Quack, @Bob!').waitFor();
    assert.equal(await page.locator('img[src="x"]').count(), 0);
    await thread.getByRole('textbox', { name: 'Reply in thread' }).fill('thanks');
    await thread.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('button', { name: '2 replies' }).waitFor();
    await thread.getByRole('button', { name: 'Close thread' }).click();
    await thread.waitFor({ state: 'detached' });
  });

  test('a thread says how many replies came since it was looked at', async () => {
    const channel = 'C1';
    const said = slack.workspace.messages.inChannel(channel);
    const ts = said.find(({ text }) => text.includes('onerror'))?.ts ?? '';
    await app.client.chat.postMessage({ channel, thread_ts: ts, text: 'Quack again' });
    await page.getByRole('button', { name: '3 replies 1 new' }).click();
    await page.getByText('1 new').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Close thread' }).click();
    await page.getByRole('button', { name: '3 replies Last reply' }).waitFor();
  });

  test('asks before something is deleted', async () => {
    await page.getByRole('button', { name: 'Delete' }).click();
    const question = page.getByRole('dialog', { name: 'Delete this forecast?' });
    await question.getByRole('button', { name: 'Keep' }).click();
    await question.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Delete' }).click();
    await question.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'Forecast ready' }).waitFor({ state: 'detached' });
  });

  test('shows long work at the top', async () => {
    slack.setBanner({ text: 'Generating history', fraction: 0.43 });
    await page.getByText('Generating history 43%').waitFor();
    slack.setBanner(null);
    await page.getByText('Generating history 43%').waitFor({ state: 'detached' });
  });

  test('a message that grows shows as plain text, and can be stopped', async () => {
    const { botUserId: user } = slack.workspace.identity;
    const text =
      'Because \\*of\\* &lt;b&gt; &amp; `a &lt; b` [c &gt; d](https://example.com) more\n```\ne &lt; f\n```\n';
    const blocks = [{ type: 'markdown', text }];
    slack.workspace.messages.post({ channel: 'C1', user, text, blocks, streaming: true });
    const growing = page
      .getByRole('article')
      .filter({ hasText: /Because \*of\* <b> & a < b c > d more\s*e < f/ });
    await growing.getByRole('button', { name: 'Stop' }).click();
    await growing.getByLabel('Still writing').waitFor({ state: 'detached' });
  });

  test('offers what to ask next, where the app suggests it', async () => {
    await app.client.assistant.threads.setSuggestedPrompts({
      channel_id: 'C1',
      prompts: [{ title: 'Why so low?', message: 'why is it that low?' }],
    });
    await page.getByRole('button', { name: 'Why so low?' }).click();
    await page.getByRole('article').filter({ hasText: 'why is it that low?' }).waitFor();
  });

  test('nobody sees the Home tab of who was here before', async () => {
    const home = (text: string) => ({
      type: 'home' as const,
      blocks: [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text } }],
    });
    await app.client.views.publish({ user_id: 'UBOB', view: home('What Bob asked') });
    await page.getByRole('button', { name: 'Ducky APP' }).click();
    const tab = page.getByRole('button', { name: 'Home', exact: true });
    await tab.click();
    await page.getByText('What Bob asked').waitFor();

    const answer = Promise.withResolvers<void>();
    await page.route('**/playground/views?user=UALICE', async (route) => {
      await answer.promise;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Alice' }).click();
    await tab.click();
    await page.getByText('Ducky has not put anything here yet.').waitFor({ timeout: 2_000 });
    answer.resolve();
    await page.unrouteAll({ behavior: 'wait' });
  });

  test('breaks no rule of its own content security policy', () => {
    assert.deepEqual(complaints, []);
  });
});

test('the ticks of an axis reach around all values and zero, and no further', () => {
  assert.deepEqual(axisTicks([-8, -2]), [-8, -6, -4, -2, 0]);
  assert.deepEqual(axisTicks([-0.4]).length, 5);
  assert.deepEqual(axisTicks([0.5, 4]), [0, 1, 2, 3, 4]);
  assert.deepEqual(axisTicks([0, 0]), [0, 0.25, 0.5, 0.75, 1]);
});

/** Whether the keyboard is at something. */
function isFocused(what: Locator): Promise<boolean> {
  return what.evaluate((it) =>
    (it as unknown as { matches(rule: string): boolean }).matches(':focus'),
  );
}

/** Whether something is to be seen once the page has come to rest. */
async function isInView(what: Locator, page: Page): Promise<boolean> {
  await page.waitForTimeout(SETTLE_MS);
  const box = await what.boundingBox();
  return box !== null && box.y > 0 && box.y < (page.viewportSize()?.height ?? 0);
}
