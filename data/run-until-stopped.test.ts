import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pino } from 'pino';

import { AppError } from './errors.ts';
import { runUntilStopped } from './run-until-stopped.ts';

const log = pino({ level: 'silent' });

test('work that does not end is left behind, and that is told', async () => {
  const asked = new AbortController();
  const living = runUntilStopped({
    start: async () => () => new Promise<void>(() => {}),
    onReady: () => asked.abort(),
    asked: asked.signal,
    endMs: 20,
    log,
  });
  await assert.rejects(living, { code: 'unavailable', message: /did not end within 0.02 s/ });
});

test('what goes wrong when work ends is told as what it is', async () => {
  const asked = new AbortController();
  const living = runUntilStopped({
    start: async () => () => Promise.reject(new AppError('conflict', 'No.')),
    onReady: () => asked.abort(),
    asked: asked.signal,
    log,
  });
  await assert.rejects(living, { code: 'conflict' });
});

test('what cannot be mended by waiting ends the process at once', async () => {
  const start = () => Promise.reject(new AppError('bad_input', 'No.'));
  const living = runUntilStopped({
    start,
    onReady: () => assert.fail(),
    asked: new AbortController().signal,
    log,
  });
  await assert.rejects(living, { code: 'bad_input' });
});
