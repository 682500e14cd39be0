import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium, type Page } from 'playwright-core';

import { startDucky } from './started-ducky.ts';

const IMAGES = fileURLToPath(new URL('../../.github/images/', import.meta.url));
const TODAY = '2026-11-22';
const COMMAND = '/forecast women 25-34 on iOS in Mumbai next 14 days';

/** Makes the README's pictures from the running program: `npm run screenshots`. */
async function takeScreenshots(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'ducky-screenshots-'));
  const ducky = await startDucky(['--today', TODAY], { DUCKY_HOME: home });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1180, height: 1000 } });
    await page.goto(ducky.url);
    await askInPage(page);
    await page.screenshot({ path: join(IMAGES, 'answer.png') });
  } finally {
    await browser.close();
    ducky.process.kill('SIGTERM');
    await new Promise((resolve) => ducky.process.once('exit', resolve));
    await rm(home, { recursive: true, force: true });
  }
}

async function askInPage(page: Page): Promise<void> {
  const box = page.getByRole('textbox').first();
  await box.fill(COMMAND);
  await box.press('Enter');
  await page.getByText('impressions a day').first().waitFor();
  await page.getByRole('img').first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => {});
}

await takeScreenshots();
