import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import type { AppError } from '../errors.ts';
import type { EmbeddedServer } from './child.ts';
import { supervise } from './supervisor.ts';

const log = pino({ level: 'silent' });

/** A server that dies when told to, or has died already. */
function mortal(died: boolean): EmbeddedServer & { die(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (died) resolve();
  const stop = async () => resolve();
  return { url: 'x://', pids: [1], exited: promise, stop, die: resolve };
}

test('gives up, once and loudly, on a server that dies again and again', async () => {
  let starts = 0;
  const start = async () => {
    starts += 1;
    return mortal(true);
  };
  const error = await new Promise<AppError>((resolve, reject) => {
    supervise({ name: 'thing', start, onGiveUp: resolve, log }).catch(reject);
  });
  assert.equal(error.code, 'unavailable');
  assert.match(error.userMessage, /thing died 6 times in a minute/);
  assert.equal(starts, 6);
});

test('a server that came up while it was being stopped is stopped too', async () => {
  const first = mortal(false);
  const second = mortal(false);
  const restarted = Promise.withResolvers<void>();
  let starts = 0;
  const start = async () => {
    starts += 1;
    if (starts === 1) return first;
    restarted.resolve();
    return second;
  };
  const supervised = await supervise({ name: 'thing', start, onGiveUp: assert.fail, log });
  first.die();
  await restarted.promise;
  await supervised.stop();
  await second.exited;
});

test('fails where the first start fails', async () => {
  const start = () => Promise.reject(new Error('no'));
  await assert.rejects(supervise({ name: 'thing', start, onGiveUp: assert.fail, log }), /no/);
});
