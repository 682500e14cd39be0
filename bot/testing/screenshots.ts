import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium, type Locator, type Page } from 'playwright-core';

import { startDucky } from './started-ducky.ts';

const IMAGES = fileURLToPath(new URL('../../.github/images/', import.meta.url));
const TODAY = '2026-11-22';
const COMMAND = '/forecast women 25-34 on iOS in Mumbai next 14 days';
const COMPARISON = '/forecast women 25-34 on iOS vs Android in Mumbai next 14 days';
const QUESTIONS = ['why is it that low?', 'what would give me more?'];
const WIDTH_PX = 1_180;

/** Makes the README's pictures from the running program: `npm run screenshots`. */
async function takeScreenshots(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'ducky-screenshots-'));
  const ducky = await startDucky(['--today', TODAY], { DUCKY_HOME: home });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: WIDTH_PX, height: 1_440 } });
    await page.goto(ducky.url);
    await send(page, COMMAND);
    await page.getByText('1 reply').waitFor();
    await takePicture(page, 'answer.png');
    await takePicture(await questionDucky(page), 'ducky.png');
    await takePicture(await receiveDigest(page), 'digest.png');
    await send(page, COMPARISON);
    await takePicture(await messageWith(page, 'B: Android'), 'comparison.png');
  } finally {
    await browser.close();
    ducky.process.kill('SIGTERM');
    await new Promise((resolve) => ducky.process.once('exit', resolve));
    await rm(home, { recursive: true, force: true });
  }
}

async function send(page: Page, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Message #media-planning' });
  await box.fill(text);
  await box.press('Enter');
}

/** The thread of the forecast, with what Ducky answers to two questions about it. */
async function questionDucky(page: Page): Promise<Locator> {
  await page.getByText('1 reply').click();
  const thread = page.getByRole('complementary');
  for (const question of QUESTIONS) {
    const box = thread.getByRole('textbox');
    await box.fill(question);
    await box.press('Enter');
    await thread.getByText(`asked: “${question}”`).waitFor();
  }
  await thread.getByRole('button', { name: 'instead of' }).first().waitFor();
  return thread;
}

/** Saves the plan, subscribes to the weekly digest and runs it, by clicks. */
async function receiveDigest(page: Page): Promise<Locator> {
  const main = page.getByRole('main');
  const form = page.getByRole('dialog');
  await main.getByRole('button', { name: 'Save plan' }).click();
  await form.getByLabel('Name').fill('Diwali, iOS Mumbai');
  await form.getByRole('button', { name: 'Save' }).click();
  await main.getByText('Saved “Diwali').waitFor();
  await main.getByRole('button', { name: 'Weekly digest' }).click();
  await form.getByRole('button', { name: 'Subscribe' }).click();
  await main.getByRole('button', { name: 'Run now' }).click();
  return messageWith(page, 'Weekly digest for');
}

/** The message that holds `text`, once it is there, and nothing points at it. */
async function messageWith(page: Page, text: string): Promise<Locator> {
  const message = page.getByRole('article').filter({ hasText: text });
  await message.waitFor();
  await page.mouse.move(0, 0);
  return message;
}

async function takePicture(what: Page | Locator, file: string): Promise<void> {
  await what.screenshot({ path: join(IMAGES, file), animations: 'disabled' });
}

await takeScreenshots();
