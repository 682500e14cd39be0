import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pino } from 'pino';

import type { ForecastRequest } from '../../../data/postgres/requests/requests.ts';
import { sampleForecast } from '../../testing/sample-forecast.ts';
import type { Conversation } from '../conversation.ts';
import { outcomeForms } from './outcome.ts';

const forecast = sampleForecast();

const ANSWERED: ForecastRequest = {
  id: forecast.id,
  source: 'slack',
  requestedBy: 'UALICE',
  text: 'iOS',
  plan: forecast.plan,
  planHash: '',
  assumptions: [],
  status: 'answered',
  result: forecast,
  failure: null,
  failureCode: null,
  destination: { channel: 'C1' },
  createdAt: new Date(0),
  finishedAt: new Date(0),
  reportedAt: null,
  parentId: null,
  relation: null,
  breakdownBy: null,
  cancelledBy: null,
};

const NO_MODEL = { query: async () => ({ rows: [] }) } as unknown as Conversation['db'];
const SERVICES = {
  db: NO_MODEL,
  menuValues: async () => ({}),
  timeZone: 'UTC',
  log: pino({ level: 'silent' }),
};

const formsOf = (request: object) =>
  outcomeForms(SERVICES, { ...ANSWERED, ...request } as ForecastRequest);

test('an answer that Slack takes in no form of blocks is at least told in words', async () => {
  const forms = await formsOf({});
  assert.equal(forms.length, 5);
  assert.deepEqual(
    forms.at(-1)?.blocks.map(({ type }) => type),
    ['section'],
  );
});

test('each other outcome has one form', async () => {
  const result = { refused: { reason: 'Too thin.', needed: 'More days.' } };
  const outcomes = [
    { result },
    { status: 'failed', result: null },
    { status: 'cancelled', result: null },
  ];
  const told = await Promise.all(outcomes.map(formsOf));
  const texts = told.map((forms) => forms.map(({ text }) => text.split(/[.:]/)[0]));
  assert.deepEqual(texts, [['No forecast'], ['That did not work'], ['Forecast cancelled']]);
});
