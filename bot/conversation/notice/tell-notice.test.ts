import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { NoticeContent } from '../../../data/notice.ts';
import { storeNotices } from '../../../data/postgres/notices/notices.ts';
import { adminNotice } from '../../blocks/notices/admin-notice.ts';
import { checkBlocks } from '../../local-slack/check-blocks.ts';
import { runningBot } from '../../testing/running-bot.ts';
import { sampleComparison } from '../../testing/sample-comparison.ts';

const GAVE_UP: NoticeContent = {
  kind: 'jobs gave up',
  job: 'sync',
  count: 3,
  jobId: 'sync',
  reason: 'The history cannot be reached. <!channel>',
  canRetry: true,
};

const RETRAINED: NoticeContent = {
  kind: 'retrained',
  version: 'v2',
  verdict: { decision: 'promoted', reason: 'It is better.', comparison: sampleComparison() },
};

test('a notice is told once in each channel, by however many bots and jobs', async (t) => {
  const { db, queues, reply, inChannel } = await runningBot(t, { bots: 2 });
  const notice = { dedupeKey: 'gave up', content: GAVE_UP, channels: ['C1', 'C2'] };
  const ids = await storeNotices(db, notice, new Date());
  assert.equal(ids.length, 2);
  assert.deepEqual(await storeNotices(db, notice, new Date()), []);
  const jobs = ids.map((noticeId) => ({ name: 'tell-notice', noticeId }) as const);
  for (const job of jobs) await queues.add(job);
  for (const job of jobs) await queues.waitFor(job, 20_000);
  for (const job of jobs) await queues.add(job);
  for (const job of jobs) await queues.waitFor(job, 20_000);
  const told = await reply('C1', /3 jobs gave up: sync. The history cannot be reached/);
  assert.match(told.text, /ducky jobs retry sync/);
  assert.doesNotMatch(told.text, /<!channel>/);
  assert.deepEqual([inChannel('C1').length, inChannel('C2').length], [1, 1]);
});

test('a retry is offered only of what can be done again', () => {
  const text = (canRetry: boolean) => adminNotice({ ...GAVE_UP, canRetry })[0]?.text ?? '';
  assert.match(text(true), /ducky jobs retry sync/);
  assert.doesNotMatch(text(false), /retry/);
  assert.match(text(false), /whoever asked has been told, and can ask again/);
});

test('what is told is what Slack takes', () => {
  for (const content of [GAVE_UP, RETRAINED, { ...GAVE_UP, reason: '*'.repeat(9_000) }]) {
    for (const { blocks } of adminNotice(content))
      assert.deepEqual(checkBlocks(blocks, 'message'), []);
  }
});
