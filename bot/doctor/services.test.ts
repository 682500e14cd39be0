import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';

import { Redis } from 'ioredis';
import { pino } from 'pino';

import { systemClock } from '../../data/calendar.ts';
import { openClickHouse } from '../../data/clickhouse/client.ts';
import { freePort } from '../../data/embedded/free-port.ts';
import { openPostgres } from '../../data/postgres/client.ts';
import { testPostgres, testRedis } from '../../data/testing/databases.ts';
import { startRedis } from '../../data/testing/redis.ts';
import { openQueues } from '../../jobs/queue.ts';
import { startLocalSlack } from '../local-slack/server.ts';
import { INSTALLED_APP } from '../slack/installing/installed-app.ts';
import { lookAtClickHouse } from './checks/clickhouse.ts';
import { lookAtLanguageModel } from './checks/language-model.ts';
import { lookAtQueue } from './checks/queue.ts';
import { lookAtSlack } from './checks/slack.ts';

const log = pino({ level: 'silent' });

/** A server that answers every request with this status. */
async function answering(t: TestContext, status: number): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

test('a ClickHouse that takes the question and never answers is away', async (t) => {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = openClickHouse(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  t.after(async () => {
    await client.close();
    server.closeAllConnections();
    server.close();
  });
  const { troubles } = await lookAtClickHouse(client, {
    isEmbedded: false,
    timeoutMs: 20,
    clock: systemClock,
  });
  assert.match(troubles[0]?.what ?? '', /^it does not answer: /);
  assert.match(troubles[0]?.mend ?? '', /CLICKHOUSE_URL/);
});

test('Slack knows good tokens, and bad ones are told apart', async (t) => {
  const slack = await startLocalSlack({ host: '127.0.0.1', port: 0, app: INSTALLED_APP, log });
  t.after(() => slack.close());
  const { botToken, appToken, slackApiUrl } = slack;
  const good = await lookAtSlack({ botToken, appToken, slackApiUrl });
  assert.deepEqual(good.troubles, []);
  assert.equal(good.facts.transport, 'Socket Mode');
  const bad = await lookAtSlack({ botToken: 'xoxb-wrong', appToken: 'xapp-wrong', slackApiUrl });
  assert.match(bad.troubles[0]?.what ?? '', /SLACK_BOT_TOKEN.*invalid_auth/);
  assert.match(bad.troubles[1]?.what ?? '', /SLACK_APP_TOKEN.*invalid_auth/);
  assert.doesNotMatch(JSON.stringify(bad), /xoxb-wrong|xapp-wrong/);
  slack.faults.revokeToken();
  const revoked = await lookAtSlack({ botToken, slackApiUrl });
  assert.match(revoked.troubles[0]?.what ?? '', /token_revoked/);
});

test('scopes that the manifest has and the token lacks are named', async (t) => {
  const app = { ...INSTALLED_APP, scopes: ['chat:write', 'commands'] };
  const slack = await startLocalSlack({ host: '127.0.0.1', port: 0, app, log });
  t.after(() => slack.close());
  const { botToken, slackApiUrl } = slack;
  const { facts, troubles } = await lookAtSlack({ botToken, slackApiUrl });
  assert.match(troubles[0]?.what ?? '', /lacks the scopes app_mentions:read, .*users:read$/);
  assert.match(troubles[0]?.mend ?? '', /manifest/);
  assert.equal(facts.transport, 'HTTP');
});

const MODELS: [status: number, expected: RegExp | undefined][] = [
  [200, undefined],
  [404, undefined],
  [401, /refuses the key/],
  [503, /does not answer/],
];
for (const [status, expected] of MODELS) {
  test(`a language model that answers ${status} is ${expected ? 'told' : 'well'}`, async (t) => {
    const baseUrl = await answering(t, status);
    const { troubles } = await lookAtLanguageModel({ apiKey: 'sk-1234', baseUrl });
    assert.equal(troubles.length, expected ? 1 : 0);
    if (expected) assert.match(troubles[0]?.what ?? '', expected);
    assert.doesNotMatch(JSON.stringify(troubles), /sk-1234/);
  });
}

test('a language model that is away is a warning: rules read meanwhile', async () => {
  const baseUrl = `http://127.0.0.1:${await freePort()}`;
  const { troubles } = await lookAtLanguageModel({ apiKey: undefined, baseUrl });
  assert.deepEqual(
    troubles.map(({ status }) => status),
    ['warning'],
  );
});

test('a queue in Redis is told with its version and policy, or as away', async (t) => {
  const redis = testRedis(t);
  if (!redis) return;
  const { url: databaseUrl } = await testPostgres(t);
  const pool = openPostgres({ url: databaseUrl, log });
  t.after(() => pool.end());
  const { url: redisUrl, prefix } = redis;
  const open = () => openQueues({ databaseUrl, redisUrl, prefix, log });
  const { facts, troubles } = await lookAtQueue({ redisUrl, pool, open });
  assert.deepEqual(troubles, []);
  assert.match(String(facts.version), /^\d/);
  assert.equal(facts.policy, 'noeviction');
  const away = `redis://127.0.0.1:${await freePort()}`;
  const found = await lookAtQueue({ redisUrl: away, pool, open });
  assert.match(found.troubles[0]?.what ?? '', /does not answer/);
});

test('a Redis that may throw jobs away is a problem, with the command that mends it', async (t) => {
  const server = await startRedis();
  if (!server) return t.skip('redis-server is not installed');
  t.after(() => server.stop());
  const redis = new Redis(server.url);
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
  redis.disconnect();
  const pool = openPostgres({ url: 'postgres://x@127.0.0.1:1/x', log });
  t.after(() => pool.end());
  const open = () => assert.fail('it is not opened');
  const { troubles } = await lookAtQueue({ redisUrl: server.url, pool, open });
  assert.match(troubles[0]?.what ?? '', /may throw jobs away: maxmemory-policy is allkeys-lru/);
  assert.equal(troubles[0]?.mend, 'redis-cli config set maxmemory-policy noeviction');
});
