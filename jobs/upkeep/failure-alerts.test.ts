import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { type Job, jobId } from '../contract.ts';
import type { FailedJob } from '../queue/failed-jobs.ts';
import { noticesOfFailures } from './failure-alerts.ts';

const NOW = new Date('2026-11-22T10:30:00Z');
const FORECAST: Job = { name: 'forecast', requestId: randomUUID() };

function failedJob(change: Partial<FailedJob> = {}, minutesAgo = 1): FailedJob {
  const failedAt = new Date(NOW.getTime() - minutesAgo * 60_000);
  const reason = 'unavailable: The history cannot be reached.';
  return { id: 'job', job: FORECAST, reason, failedAt, everyMs: null, canRetry: false, ...change };
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
    canRetry: false,
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

const turnOf = (job: Job, everyMinutes: number) =>
  failedJob({ id: jobId(job), job, everyMs: everyMinutes * 60_000, canRetry: true });

test('one failed turn of a quick schedule may pass with the next; three do not', () => {
  const turn = turnOf({ name: 'sync' }, 0.1);
  assert.deepEqual(told(turn, turn), []);
  assert.equal(told(turn, turn, turn).length, 1);
});

test('one failed turn of a slow schedule is told', () => {
  assert.equal(told(turnOf({ name: 'upkeep', what: 'accuracy' }, 60)).length, 1);
  assert.equal(told(turnOf({ name: 'upkeep', what: 'housekeeping' }, 24 * 60)).length, 1);
});

test('kinds of upkeep are told apart', () => {
  const retraining = turnOf({ name: 'upkeep', what: 'retraining' }, 10);
  const failures = turnOf({ name: 'upkeep', what: 'failures' }, 1);
  assert.deepEqual(told(retraining, retraining, failures, failures), []);
  const [notice] = told(retraining, retraining, retraining, failures);
  assert.ok(notice?.kind === 'jobs gave up');
  assert.deepEqual([notice.job, notice.count], ['upkeep-retraining', 3]);
});

test('turns are counted over the last hour, whatever the clock shows', () => {
  const failedAt = new Date('2026-11-22T09:50:00Z');
  const turn = turnOf({ name: 'sync' }, 0.1);
  assert.equal(told(turn, turn, { ...turn, failedAt }).length, 1);
});
