import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pino } from 'pino';

import type { ForecastRequest } from '../../data/postgres/requests.ts';
import { sampleForecast } from '../testing/sample-forecast.ts';
import type { Messenger } from './messenger.ts';
import { outcomeForms } from './outcome.ts';

const log = pino({ level: 'silent' });
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
  destination: { channel: 'C1' },
  createdAt: new Date(0),
  finishedAt: new Date(0),
  reportedAt: null,
};

/** For each form of the outcome, which of the blocks that Slack may refuse it holds. */
async function riskyBlocks(uploadImage: Messenger['uploadImage']) {
  const publish = async () => ({ messageTs: '1.1' });
  const forms = await outcomeForms({ messenger: { publish, uploadImage }, log }, ANSWERED);
  return forms.map(({ blocks }) =>
    blocks
      .map(({ type }) => type)
      .filter((type) => ['image', 'data_visualization', 'table'].includes(type)),
  );
}

test('each form of an answer asks less of Slack, and the image gets three tries', async () => {
  const full = ['image', 'data_visualization', 'table'];
  assert.deepEqual(await riskyBlocks(async () => 'F1'), [
    full,
    full,
    full,
    ['image', 'table'],
    ['data_visualization', 'data_visualization', 'table'],
    ['table'],
    [],
  ]);
});

test('an upload that fails does not keep the answer back', async () => {
  const forms = await riskyBlocks(() => Promise.reject(new Error('no upload')));
  const native = ['data_visualization', 'data_visualization', 'table'];
  assert.deepEqual(forms, [native, ['table'], []]);
});
