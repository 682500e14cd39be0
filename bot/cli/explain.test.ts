import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { pino } from 'pino';

import { readConfig } from '../../data/config.ts';
import { openForecasts } from '../../jobs/testing/forecasts.ts';
import { promoteTestModel } from '../../jobs/testing/model.ts';
import { NOW } from '../../jobs/testing/stores.ts';
import { type FakeStream, startFakeStream } from '../../prompts/llm/testing/fake-stream.ts';
import { startLocalSlack } from '../local-slack/server.ts';
import { INSTALLED_APP } from '../slack/installing/installed-app.ts';
import { playground, type SeenMessage } from '../testing/playground.ts';
import { openSlackBot } from './slack-bot.ts';

const WAIT_MS = 30_000;
const log = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' });

/** A planner who has a forecast in a local Slack, of the real bot, worker, stores and model server. */
async function openPlanner(t: TestContext, stream: FakeStream) {
  const { pool, clickhouse, queues } = await openForecasts(t);
  await promoteTestModel(pool, NOW);
  const server = await startFakeStream(stream);
  const slack = await startLocalSlack({ host: '127.0.0.1', port: 0, app: INSTALLED_APP, log });
  const bot = await openSlackBot({
    config: readConfig({ OPENAI_BASE_URL: server.baseUrl }),
    stores: { pool, clickhouse },
    queues,
    tokens: slack,
    slackApiUrl: slack.slackApiUrl,
    clock: () => NOW,
    log,
  });
  t.after(async () => {
    await bot.stop();
    await slack.close();
    await server[Symbol.asyncDispose]();
  });
  const messages = () => slack.workspace.messages.inChannel('C1') as unknown as SeenMessage[];
  const found = (text: RegExp) =>
    slack.waitFor(() => messages().find((message) => text.test(textsOf(message))), WAIT_MS);
  const people = playground(slack.url);
  await people.command('UALICE', 'phones, next week');
  const forecast = await found(/impressions a day/);
  return {
    requests: server.requests,
    found,
    ask: (text: string) => people.say('UALICE', 'C1', text, forecast.thread_ts ?? forecast.ts),
  };
}

/** All that a message shows. */
const textsOf = ({ text, blocks = [] }: SeenMessage) => `${text}\n${JSON.stringify(blocks)}`;

test('a model’s answer is shown in the thread of the forecast, without what it made up', async (t) => {
  const pieces = [
    'Measured were 40',
    '0 a day [history]. Expect 9,999,999 [forecast]. Ask on [fore',
    'cast].',
  ];
  const { ask, found, requests } = await openPlanner(t, { pieces, end: 'stop' });
  await ask('Why is it so low?');
  const answer = textsOf(await found(/One sentence of the language model is left out/));
  assert.match(answer, /Measured were 400 a day\. Ask on\./);
  assert.doesNotMatch(answer, /9,999,999/);
  const [, user] = JSON.parse(requests.at(-1) ?? '').messages;
  const { facts, question } = JSON.parse(user.content);
  assert.equal(question, 'Why is it so low?');
  assert.equal(facts.history.meanPerDay, 400);
});

test('where the model breaks off, the figures are told all the same', async (t) => {
  const { ask, found } = await openPlanner(t, { pieces: ['Measured were '], end: 'cut' });
  await ask('Why is it so low?');
  const answer = textsOf(await found(/put together without it/));
  assert.match(answer, /400/);
  assert.doesNotMatch(answer, /Measured were/);
});
