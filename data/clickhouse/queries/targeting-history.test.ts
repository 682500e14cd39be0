import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ClickHouseClient } from '@clickhouse/client';

import { addDays, daysBetween, weekday } from '../../calendar.ts';
import { AppError } from '../../errors.ts';
import type { Plan } from '../../plan.ts';
import { seededRandom } from '../../random.ts';
import { insertRequests, testHistory } from '../test-history.ts';
import { readHistoryOutline } from './history-outline.ts';
import { readTargetingHistory } from './targeting-history.ts';
import { readTrainingPanel } from './training-panel.ts';

const FIRST = '2026-10-01';
const DAYS = 40;
const today = addDays(FIRST, DAYS);

/** Forty days but one, on which nothing was seen. */
function someRequests() {
  const random = seededRandom(3);
  const among = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  return Array.from({ length: 3000 }, () => ({
    date: addDays(FIRST, among(Array.from({ length: DAYS }, (_, day) => (day === 20 ? 0 : day)))),
    os: among(['ios', 'android', 'android']),
    gender: among(['female', 'male', 'unknown']),
    hour: among([8, 12, 20]),
    user: 1 + Math.floor(random() * random() * 150),
    count: among([1, 2, 3]),
  }));
}
type Request = ReturnType<typeof someRequests>[number];

const plan: Plan = {
  targeting: {
    gender: ['female'],
    os: { include: ['ios'] },
    dayparts: [{ days: ['mon', 'tue', 'wed'], from: 8, to: 20 }],
  },
  flight: { start: '2026-11-10', end: '2026-11-16' },
  frequencyCap: { impressions: 3, per: 'week' },
};

/** The same targeting, written down a second time, in TypeScript. */
const MATCHES: Record<string, (request: Request) => boolean> = {
  gender: ({ gender }) => gender === 'female',
  os: ({ os }) => os === 'ios',
  dayparts: ({ date, hour }) => weekday(date) < 3 && hour >= 8 && hour < 20,
};
const matchesAll = (request: Request) => Object.values(MATCHES).every((match) => match(request));

function daily(requests: readonly Request[], amount: (requests: Request[]) => number): number[] {
  return Array.from({ length: DAYS }, (_, day) =>
    amount(requests.filter(({ date }) => date === addDays(FIRST, day))),
  );
}
const impressions = (requests: readonly Request[]) =>
  requests.reduce((sum, { count }) => sum + count, 0);
const users = (requests: readonly Request[]) => new Set(requests.map(({ user }) => user)).size;

const readHistory = async (client: ClickHouseClient, asked: Plan) =>
  readTargetingHistory(client, {
    plan: asked,
    outline: await readHistoryOutline(client, { today }),
  });

test('a history agrees with counting by hand', async (t) => {
  const client = await testHistory(t);
  const requests = someRequests();
  await insertRequests(client, requests);
  const { history, absentValues } = await readHistory(client, plan);

  assert.deepEqual(absentValues, []);
  assert.deepEqual(history.span, { first: FIRST, last: addDays(FIRST, DAYS - 1) });
  assert.equal(history.generalisations.length, 8);
  assert.deepEqual(history.generalisations.at(-1)?.dimensions, ['gender', 'os', 'dayparts']);
  for (const { dimensions, impressions: series } of history.generalisations) {
    const kept = requests.filter((request) => dimensions.every((name) => MATCHES[name]?.(request)));
    assert.deepEqual([...series], daily(kept, impressions), dimensions.join());
  }
  const matched = requests.filter(matchesAll);
  assert.deepEqual([...(history.reach?.users ?? [])], daily(matched, users));

  const inLast = (days: number) =>
    matched.filter(({ date }) => date >= addDays(FIRST, DAYS - days));
  const flightDays = daysBetween(plan.flight.start, plan.flight.end) + 1;
  const seen = Map.groupBy(inLast(Math.max(7, flightDays)), ({ user }) => user);
  assert.equal(history.frequency?.users, seen.size);
  for (const { timesSeen, users: count } of history.frequency?.histogram ?? []) {
    const byHand = [...seen.values()].filter((own) => impressions(own) === timesSeen).length;
    assert.equal(count, byHand);
  }
  const recent = inLast(28);
  const week = ({ date }: Request) => Math.floor(daysBetween(date, history.span.last) / 7);
  const periods = Map.groupBy(recent, (request) => `${request.user}/${week(request)}`);
  const left = [...periods.values()].reduce((sum, own) => sum + Math.min(3, impressions(own)), 0);
  assert.equal(history.capShare, left / impressions(recent));
});

test('values that the data lack are named with the nearest spelling', async (t) => {
  const client = await testHistory(t);
  await insertRequests(client, [
    { date: FIRST, os: 'ios', country: 'IN', region: 'IN-MH', city: 'Mumbai', user: 1 },
    { date: FIRST, os: 'android', country: '187', user: 2 },
  ]);
  const targeting = {
    os: { include: ['iso', 'ios'], exclude: ['blackberry'] },
    geo: { include: ['IN/Mumbay', 'IN-MH', '187', 'IN/Mumbai'] },
  };
  const { absentValues } = await readHistory(client, { ...plan, targeting });
  assert.deepEqual(absentValues, [
    { dimension: 'os', value: 'iso', nearest: 'ios' },
    { dimension: 'os', value: 'blackberry', nearest: null },
    { dimension: 'geo', value: 'IN/Mumbay', nearest: 'IN/Mumbai' },
  ]);
});

test('dimensions that the data lack, and an empty history, are refused', async (t) => {
  const client = await testHistory(t);
  const isCode = (code: string, text: RegExp) => (error: unknown) =>
    error instanceof AppError && error.code === code && text.test(error.userMessage);
  await assert.rejects(readHistory(client, plan), isCode('no_history', /no data/));
  await insertRequests(client, [{ date: FIRST, os: 'ios', adUnit: '5121' }]);
  await assert.rejects(
    readHistory(client, plan),
    isCode('bad_input', /do not carry gender, dayparts\. They carry os, adUnit\./),
  );
});

test('without users there is no reach, frequency or cap', async (t) => {
  const client = await testHistory(t);
  await insertRequests(client, [{ date: FIRST, os: 'ios', count: 5 }]);
  const targeting = { os: { include: ['ios'] } };
  const { history } = await readHistory(client, { ...plan, targeting });
  const { reach, frequency, capShare } = history;
  assert.deepEqual(
    { reach, frequency, capShare },
    { reach: null, frequency: null, capShare: null },
  );
});

test('a training panel is the same for the same seed, and its targetings occur', async (t) => {
  const client = await testHistory(t);
  const requests = someRequests();
  await insertRequests(client, requests);
  const span = { first: FIRST, last: addDays(FIRST, DAYS - 1) };
  const panel = await readTrainingPanel(client, { span, size: 12, seed: 5 });
  assert.deepEqual(panel, await readTrainingPanel(client, { span, size: 12, seed: 5 }));
  assert.notDeepEqual(panel, await readTrainingPanel(client, { span, size: 12, seed: 6 }));
  assert.deepEqual([...(panel.series[0] ?? [])], daily(requests, impressions));
  assert.equal(panel.series.length, 13);
  for (const series of panel.series) assert.ok(series.some((requestsOfDay) => requestsOfDay > 0));
});

test('a cancelled question is an AppError', async (t) => {
  const client = await testHistory(t);
  await insertRequests(client, someRequests());
  const outline = await readHistoryOutline(client, { today });
  const signal = AbortSignal.abort();
  await assert.rejects(
    readTargetingHistory(client, { plan, outline, signal }),
    (error) => error instanceof AppError && error.code === 'cancelled',
  );
});
