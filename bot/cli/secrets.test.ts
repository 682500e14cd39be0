import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { testClickHouse, testPostgres } from '../../data/testing/databases.ts';
import { startTestSlack } from '../local-slack/test-app.ts';

const BOT = fileURLToPath(new URL('../main.ts', import.meta.url));
const WORKER = fileURLToPath(new URL('../../jobs/main.ts', import.meta.url));

/** All are told apart by a word of their own, and none may be printed. */
const SECRETS = {
  OLAP_BRIDGE_PASSWORD: 'sesame-bridge-sesame-bridge-sesame',
  USER_HASH_KEY: 'sesame-hash-sesame-hash-sesame-hash',
  JWT_SECRET: 'sesame-jwt-sesame-jwt-sesame-jwt-1',
  JWT_SECRET_PREVIOUS: 'sesame-jwt-sesame-jwt-sesame-jwt-2',
  SLACK_BOT_TOKEN: 'xoxb-sesame-bot',
  SLACK_SIGNING_SECRET: 'sesame-signing',
  OPENAI_API_KEY: 'sesame-openai',
};

const withPassword = (address: string, password: string) => {
  const url = new URL(address);
  url.password = password;
  return url.href;
};

interface Ended {
  /** Null where a signal ended it. */
  code: number | null;
  printed: string;
}

/** Runs a process at its most talkative until it ends; it is asked to once it prints `until`. */
async function runUntil(
  t: TestContext,
  { program, env, until }: { program: string; env: NodeJS.ProcessEnv; until: RegExp },
): Promise<Ended> {
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env.PATH,
      LOG_LEVEL: 'trace',
      PORT: '0',
      WORKER_PORT: '0',
      ...SECRETS,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => void child.kill('SIGKILL'));
  let printed = '';
  const ask = () => until.test(printed) && child.kill('SIGTERM');
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      ask();
    });
  }
  const [code] = await once(child, 'close');
  return { code, printed };
}

/** Fails where it printed a secret, or none of `words`. */
function assertQuiet({ printed }: Ended, words: RegExp): void {
  assert.match(printed, words);
  assert.doesNotMatch(printed, /sesame/);
}

test('a process that servers do not let in prints no password', async (t) => {
  const [{ url: postgres }, { url: clickhouse }] = await Promise.all([
    testPostgres(t),
    testClickHouse(t),
  ]);
  const addresses = { DATABASE_URL: postgres, CLICKHOUSE_URL: clickhouse };
  for (const [wrong, until] of [
    [{ DATABASE_URL: withPassword(postgres, 'sesame-postgres') }, /password authentication failed/],
    [{ CLICKHOUSE_URL: withPassword(clickhouse, 'sesame-click') }, /[Aa]uthentication|password/],
    [{ REDIS_URL: 'redis://ducky:sesame-redis@127.0.0.1:1/0' }, /ECONNREFUSED|Redis/],
  ] as const) {
    const env = { ...addresses, ...wrong };
    const ended = [WORKER, BOT].map((program) => runUntil(t, { program, env, until }));
    for (const each of await Promise.all(ended)) assertQuiet(each, until);
  }
});

test('a bot whose token Slack refuses prints no token', async (t) => {
  const [{ url: DATABASE_URL }, { url: CLICKHOUSE_URL }] = await Promise.all([
    testPostgres(t),
    testClickHouse(t),
  ]);
  const slack = await startTestSlack();
  t.after(() => slack.close());
  const env = { DATABASE_URL, CLICKHOUSE_URL, SLACK_API_URL: slack.slackApiUrl };
  const ended = await runUntil(t, { program: BOT, env, until: /invalid_auth.*\n/ });
  assertQuiet(ended, /invalid_auth/);
});

test('wrong variables are named, their values are not', async (t) => {
  const env = {
    DATABASE_URL: 'mysql://ducky:sesame-mysql@host/db',
    JWT_SECRET: 'sesame',
    SLACK_BOT_TOKEN: 'sesame-token',
  };
  for (const program of [WORKER, BOT]) {
    const ended = await runUntil(t, { program, env, until: /$^/ });
    assert.equal(ended.code, 1);
    assertQuiet(ended, /- DATABASE_URL: .*\n- JWT_SECRET: must be at least 32 bytes\n- SLACK_BOT/);
  }
});
