import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '../../data/errors.ts';
import type { Profile } from '../../data/generate/profile.ts';
import { createOpenAiModel } from '../llm/openai.ts';
import {
  chatReply,
  type FakeReply,
  responsesRefusal,
  responsesReply,
  startFakeOpenAi,
} from '../llm/testing/fake-openai.ts';
import { describeMarket } from './describe-market.ts';
import { CRICKET_MARKET } from './testing/cricket-market.ts';

const description = 'Indian OTT apps around the cricket season';
const good = chatReply(JSON.stringify(CRICKET_MARKET));
const misspelt = chatReply(
  JSON.stringify({ ...CRICKET_MARKET, countries: [{ value: 'IN', weight: 0 }], dailyNoise: 7 }),
);

/** What comes of the replies, and what was asked. */
async function describe(replies: [FakeReply, ...FakeReply[]], api: 'chat' | 'responses' = 'chat') {
  await using server = await startFakeOpenAi(...replies);
  const model = createOpenAiModel({ apiKey: 'k', baseUrl: server.baseUrl, maxRetries: 0, api });
  const outcome = await describeMarket({ model, description, today: '2026-11-22' }).catch(
    (error: unknown) => error,
  );
  const asked = server.requests.map(({ body }) => userMessage(body));
  return { outcome, asked };
}

function userMessage(body: Record<string, unknown>): { description: string; problems: string[] } {
  const [, user] = (body.messages ?? [null, { content: body.input }]) as { content: string }[];
  return JSON.parse(user?.content ?? '');
}

test('a model writes a profile, through either API', async () => {
  for (const [reply, api] of [
    [good, 'chat'],
    [responsesReply(JSON.stringify(CRICKET_MARKET)), 'responses'],
  ] as const) {
    const { outcome, asked } = await describe([reply], api);
    const profile = outcome as Profile;
    assert.deepEqual(profile.apps, { 'com.example.ott': { share: 1, category: ['sports'] } });
    assert.deepEqual(profile.patterns, { ctv: { growthPerYear: 0.3 } });
    assert.deepEqual(profile.events?.[0]?.match, { app: ['com.example.ott'] });
    assert.deepEqual(profile.missing?.age, { ctv: 0.3 });
    assert.deepEqual(asked, [{ today: '2026-11-22', description, problems: [] }]);
  }
});

test('what is wrong is sent back once, problem by problem', async () => {
  const { outcome, asked } = await describe([misspelt, good]);
  assert.ok(!(outcome instanceof Error));
  assert.equal(asked.length, 2);
  assert.match(asked[1]?.problems.join() ?? '', /dailyNoise.*country/);
  const cut = await describe([chatReply('{"weekday":', 'length'), good]);
  assert.match(cut.asked[1]?.problems.join() ?? '', /cut off/);
});

test('two invalid answers end in one clear error that lists the problems', async () => {
  const { outcome, asked } = await describe([misspelt]);
  assert.ok(outcome instanceof AppError && outcome.code === 'unavailable');
  assert.match(outcome.userMessage, /no valid market profile/);
  assert.equal(outcome.problems.length, 2);
  assert.equal(asked.length, 2);
});

test('a refusal and an error of the server are not repeated', async () => {
  for (const [reply, message] of [
    [chatReply(null, 'stop', 'No.'), /refused/],
    [{ status: 401, body: {} }, /HTTP 401.*OPENAI_API_KEY/],
  ] as const) {
    const { outcome, asked } = await describe([reply]);
    assert.ok(outcome instanceof AppError && message.test(outcome.userMessage));
    assert.equal(asked.length, 1);
  }
  const refused = await describe([responsesRefusal()], 'responses');
  assert.ok(refused.outcome instanceof AppError && /refused/.test(refused.outcome.userMessage));
});

test('a description that says nothing, or everything, never reaches the model', async () => {
  await using server = await startFakeOpenAi(good);
  const model = createOpenAiModel({ apiKey: 'k', baseUrl: server.baseUrl });
  for (const words of ['  ', 'x'.repeat(2001)]) {
    await assert.rejects(
      describeMarket({ model, description: words, today: '2026-11-22' }),
      (error) => error instanceof AppError && error.code === 'bad_input',
    );
  }
  assert.equal(server.requests.length, 0);
});
