import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import type { Job } from '../contract.ts';
import type { FailedJob } from '../failed-jobs.ts';
import { noticesOfFailures } from './given-up.ts';

const NOW = new Date('2026-11-22T10:30:00Z');
const FORECAST: Job = { name: 'forecast', requestId: randomUUID() };

function failedJob(change: Partial<FailedJob> = {}, minutesAgo = 1): FailedJob {
  const failedAt = new Date(NOW.getTime() - minutesAgo * 60_000);
  const reason = 'unavailable: The history cannot be reached.';
  return { id: 'job', job: FORECAST, reason, failedAt, isScheduled: false, ...change };
}

const told = (...failed: FailedJob[]) =>
  noticesOfFailures(failed, NOW).map(({ content }) => content);

test('jobs of a name that gave up within an hour are one notice, with the last of them', () => {
  const notices = noticesOfFailures(
    [failedJob({ id: 'first' }, 3), failedJob({ id: 'last' })],
    NOW,
  );
  const expected = {
    kind: 'jobs gave up',
    job: 'forecast',
    count: 2,
    jobId: 'last',
    reason: 'The history cannot be reached.',
  };
  assert.deepEqual(notices, [{ dedupeKey: 'gave up: forecast 2026-11-22T10', content: expected }]);
});

test('what is older than an hour was told then', () => {
  assert.deepEqual(told(failedJob({}, 61)), []);
});

test('a defect says nothing of itself outside of the log', () => {
  const [notice] = told(failedJob({ reason: 'cannot read "women of Pune"' }));
  assert.ok(notice?.kind === 'jobs gave up');
  assert.equal(notice.reason, 'Something went wrong on our side.');
});

test('a refusal is nobody’s business but of whoever asked', () => {
  const reason = 'no_history: There is no whole day of data to train on yet.';
  const retrain = (taskId?: string): Job => ({ name: 'retrain', reason: 'schedule', taskId });
  assert.deepEqual(told(failedJob({ reason })), []);
  assert.deepEqual(told(failedJob({ reason, job: retrain(randomUUID()) })), []);
  assert.equal(told(failedJob({ reason, job: retrain() })).length, 1);
});

test('one failed turn of a schedule may pass with the next; three do not', () => {
  const turn = failedJob({ job: { name: 'sync' }, isScheduled: true });
  assert.deepEqual(told(turn, turn), []);
  assert.equal(told(turn, turn, turn).length, 1);
});
