import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { configSchema, readConfig } from './config.ts';
import { AppError } from './errors.ts';

test('.env.example names exactly the variables of the schema, in its order', async () => {
  const text = await readFile(new URL('../.env.example', import.meta.url), 'utf8');
  const documented = [...text.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
  assert.deepEqual(documented, Object.keys(configSchema.shape));
});

test('an empty environment gives the embedded defaults', () => {
  const config = readConfig({});
  assert.equal(config.PORT, 3000);
  assert.equal(config.HOST, '127.0.0.1');
  assert.equal(config.REPORTING_TIME_ZONE, 'UTC');
  assert.equal(config.DATABASE_URL, undefined);
});

test('an empty variable means the same as an unset one', () => {
  assert.deepEqual(readConfig({ PORT: '', DATABASE_URL: ' ', LOG_LEVEL: '' }), readConfig({}));
});

test('every wrong variable is listed, and no value is repeated', () => {
  const secret = 'mysql://user:hunter2@host/db';
  assert.throws(
    () => readConfig({ PORT: '99999', DATABASE_URL: secret, REPORTING_TIME_ZONE: 'Mars/Olympus' }),
    (error) => {
      assert.ok(error instanceof AppError);
      const variables = error.problems.map((problem) => problem.split(':')[0]);
      assert.deepEqual(variables.sort(), ['DATABASE_URL', 'PORT', 'REPORTING_TIME_ZONE']);
      assert.ok(!error.problems.join().includes('hunter2'));
      return true;
    },
  );
});

test('a key of tokens has 32 bytes or more, and none is the previous of nothing', () => {
  assert.equal(readConfig({ JWT_SECRET: 'é'.repeat(16) }).JWT_SECRET?.length, 16);
  const long = 'k'.repeat(32);
  const bad = [
    { JWT_SECRET: 'adster' },
    { JWT_SECRET: 'k'.repeat(31) },
    { JWT_SECRET: long, JWT_SECRET_PREVIOUS: 'adster' },
    { JWT_SECRET_PREVIOUS: long },
  ];
  for (const env of bad) {
    const about = /^JWT_SECRET(_PREVIOUS)?: (must be at least 32 bytes|set it, )/;
    const isListed = (error: unknown) =>
      error instanceof AppError && error.problems.length === 1 && about.test(error.problems.join());
    assert.throws(() => readConfig(env), isListed);
  }
});

test('Slack needs a bot token, and either an app token or a signing secret', () => {
  const bot = { SLACK_BOT_TOKEN: 'xoxb-1' };
  const app = { SLACK_APP_TOKEN: 'xapp-1' };
  const signing = { SLACK_SIGNING_SECRET: 'secret' };
  assert.equal(readConfig({ ...bot, ...app }).SLACK_APP_TOKEN, 'xapp-1');
  assert.equal(readConfig({ ...bot, ...signing }).SLACK_SIGNING_SECRET, 'secret');
  const refused = (env: NodeJS.ProcessEnv, problem: RegExp) =>
    assert.throws(
      () => readConfig(env),
      (error) => error instanceof AppError && problem.test(error.problems.join()),
    );
  refused(bot, /^SLACK_APP_TOKEN .* or SLACK_SIGNING_SECRET .*: set one as well$/);
  refused(app, /^SLACK_BOT_TOKEN: set it as well$/);
  refused(signing, /^SLACK_BOT_TOKEN: set it as well$/);
  refused({ ...bot, ...app, ...signing }, /set one, for Socket Mode or for HTTP$/);
  refused({ SLACK_BOT_TOKEN: 'xapp-1', ...app }, /^SLACK_BOT_TOKEN: must begin with xoxb-$/);
});
