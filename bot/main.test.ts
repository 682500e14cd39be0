import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { testClickHouse, testPostgres } from '../data/testing/databases.ts';
import { startTestSlack } from './local-slack/test-app.ts';

const BOT = fileURLToPath(new URL('./main.ts', import.meta.url));

test('a bot waits for a database that takes no writes, and says so', async (t) => {
  const { url: DATABASE_URL, pool } = await testPostgres(t);
  const { url: CLICKHOUSE_URL } = await testClickHouse(t);
  const slack = await startTestSlack();
  t.after(() => slack.close());
  const name = new URL(DATABASE_URL).pathname.slice(1);
  await pool.query(`alter database ${name} set default_transaction_read_only = on`);
  const child = spawn(process.execPath, [BOT], {
    env: {
      ...{ PATH: process.env.PATH, PORT: '0', DATABASE_URL, CLICKHOUSE_URL },
      JWT_SECRET: 'a secret of tests, and only of them',
      USER_HASH_KEY: 'a key of tests, and only of them',
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.slackApiUrl,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      printed += text;
    });
  }
  const until = async (words: RegExp) => {
    while (!words.test(printed)) {
      const data = [child.stdout, child.stderr].map((stream) => once(stream, 'data'));
      const died = exited.then(([code]) => assert.fail(`it ended with ${code}: ${printed}`));
      await Promise.race([...data, died]);
    }
  };
  await until(/takes no writes now.*trying again/);
  await pool.query(`begin read write;
    alter database ${name} set default_transaction_read_only = off;
    commit`);
  await until(/bot ready/);
  child.kill('SIGTERM');
  assert.deepEqual(await exited, [0, null]);
});
