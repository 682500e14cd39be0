import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

import fc from 'fast-check';

import { AppError } from '../errors.ts';
import { openLog } from './log.ts';
import { withLogFields } from './log-fields.ts';

const SECRET = 'hunter2-and-more';

/** A log, and what it has written so far. */
function testLog(secrets: readonly string[] = [SECRET]) {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  return {
    log: openLog({ level: 'info', secrets, destination }),
    text: () => written.join(''),
    lines: () => written.map((line) => JSON.parse(line)),
  };
}

test('an error is logged with its causes, and with nothing else that it carries', () => {
  const { log, lines } = testLog();
  const inner = Object.assign(new Error('refused'), { code: '28P01', detail: 'Key (name)=(Ann)' });
  const parts = new AggregateError([new Error('one'), 'two'], 'all failed', { cause: inner });
  log.error({ err: new AppError('unavailable', 'Try later.', { cause: parts }) }, 'failed');
  const [{ err, msg, pid }] = lines();
  assert.equal(msg, 'failed');
  assert.equal(pid, process.pid);
  assert.deepEqual([err.type, err.code], ['AppError', 'unavailable']);
  assert.match(err.stack, /log\.test\.ts/);
  assert.deepEqual(
    err.cause.errors.map(({ message }: Error) => message),
    ['one'],
  );
  const { stack, ...cause } = err.cause.cause;
  assert.deepEqual(cause, { type: 'Error', message: 'refused', code: '28P01' });
});

test('an error that is its own cause is logged', () => {
  const { log, lines } = testLog();
  const error = new Error('round');
  error.cause = error;
  log.error({ err: error });
  assert.equal(lines()[0].err.message, 'round');
});

test('a secret is written nowhere, in whatever field, error or cause it comes', () => {
  const secret = fc.string({ minLength: 8, maxLength: 40, unit: 'grapheme' });
  const around = fc.string({ maxLength: 5 });
  fc.assert(
    fc.property(secret, around, around, (value, before, after) => {
      // What one or the other writes around a value may repeat it.
      fc.pre(!JSON.stringify({ before, after, pid: process.pid }).includes(value));
      const { log, text, lines } = testLog([value]);
      const words = `${before}${value}${after}`;
      const cause = Object.assign(new Error(words), { code: words });
      log.error(
        { err: new Error(words, { cause }), reason: words, deep: { deeper: [words] } },
        words,
      );
      const [line] = lines();
      assert.ok(!JSON.stringify(strip(line)).includes(JSON.stringify(value).slice(1, -1)));
      assert.ok(text().includes('[redacted]'));
    }),
  );
});

/** Without what pino and Node write themselves. */
function strip({ time, pid, level, ...line }: Record<string, unknown>): object {
  return line;
}

test('what looks like a secret is taken out, though nobody named it', () => {
  const { log, text } = testLog([]);
  const secrets = [
    'xoxb-1234567890-abcdef',
    'xapp-1-A0-99-abc',
    'sk-proj-abcdefgh1234',
    'eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2lnbmF0dXJl',
    'postgres://ducky:p@ss:w/rd@db:5432/x',
    'redis://:onlyapassword@cache',
    'https://host/x?token=tokenofaquery&x=1',
    'Authorization: Basic dXNlcjpwYXNzd29yZA==',
  ];
  for (const words of secrets) log.warn({ reason: words, err: new Error(words) }, words);
  log.warn({
    authorization: 'plain words',
    headers: { cookie: 'plain words' },
    x: { text: 'plain words' },
  });
  assert.doesNotMatch(
    text(),
    /1234567890|A0-99|abcdefgh|eyJ|p@ss|w\/rd|onlyapassword|tokenofaquery|dXNlcj|plain words/,
  );
  assert.match(text(), /postgres:\/\/ducky:\[redacted\]@db:5432\/x/);
});

test('addresses and ordinary words stay readable', () => {
  const { log, lines } = testLog(['short']);
  const words = 'http://127.0.0.1:3000 is ready for ann@example.com, in short';
  log.info(words);
  assert.equal(lines()[0].msg, words);
});

test('every line carries what it is about, also after a wait', async () => {
  const { log, lines } = testLog();
  await Promise.all(
    ['a', 'b'].map((jobId) =>
      withLogFields({ jobId }, async () => {
        await new Promise(setImmediate);
        withLogFields({ step: 'x' }, () => log.info('inside'));
      }),
    ),
  );
  log.info('outside');
  const about = lines().map(({ jobId, step }) => [jobId, step]);
  assert.deepEqual(about, [
    ['a', 'x'],
    ['b', 'x'],
    [undefined, undefined],
  ]);
});

test('a process that ends by a defect prints it without secrets', async () => {
  const run = JSON.stringify(new URL('./run-main.ts', import.meta.url).href);
  for (const [throwing, code] of [
    ['throw error', 1],
    ['setImmediate(() => { throw error }); await new Promise(() => setTimeout(() => {}, 1e6))', 1],
    ['Promise.reject(error); await new Promise(() => setTimeout(() => {}, 1e6))', 1],
  ] as const) {
    const program = `
      const { runMain } = await import(${run});
      const error = Object.assign(new Error('broken', { cause: new Error('with ${SECRET}') }),
        { input: process.env.JWT_SECRET });
      process.exitCode = await runMain(process.env, async () => { ${throwing} });`;
    const env = {
      PATH: process.env.PATH,
      JWT_SECRET: `${SECRET}-${SECRET}`,
      DATABASE_URL: `postgres://a:${SECRET}@h/d`,
    };
    const args = ['--input-type=module', '--eval', program];
    const failed = await promisify(execFile)(process.execPath, args, { env }).catch(
      (error) => error,
    );
    assert.equal(failed.code, code);
    assert.match(failed.stderr, /"message":"broken"/);
    assert.ok(!failed.stderr.includes('hunter2'), failed.stderr);
  }
});
