import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { pino } from 'pino';

import { AppError } from '../../../data/errors.ts';
import { migratePostgres } from '../../../data/postgres/migrate.ts';
import { owedReport } from '../../../data/postgres/requests/owed-requests.ts';
import {
  acceptRequest,
  findRequest,
  finishRequest,
} from '../../../data/postgres/requests/requests.ts';
import { Semaphore } from '../../../data/semaphore.ts';
import { testPostgres } from '../../../data/testing/databases.ts';
import { testMessenger } from '../../testing/messenger.ts';
import { sampleForecast } from '../../testing/sample-forecast.ts';
import { ProgressBoard } from '../progress.ts';
import { report } from './report.ts';

const log = pino({ level: 'silent' });
const NOW = new Date('2026-11-22T10:00:00Z');

/**
 * An answered request, and a Slack that is away for the first `failures` messages, or where the
 * channel is closed to us.
 */
async function answeredRequest(t: TestContext, { failures = 0, isClosed = false } = {}) {
  const { pool: db } = await testPostgres(t);
  await migratePostgres(db);
  const result = sampleForecast();
  const { request } = await acceptRequest(db, { ...ASKED, plan: result.plan }, NOW);
  const outcome = { status: 'answered', result, historyOrigin: 'observed' } as const;
  await finishRequest(db, request.id, { ...outcome, at: NOW });
  const published: string[] = [];
  let tries = 0;
  const messenger = testMessenger(async (place, { text }) => {
    tries += 1;
    if (tries <= failures) throw new AppError('unavailable', 'Slack is away.');
    if (isClosed) return { refused: 'place', closed: 'archived' };
    published.push(text);
    return { messageTs: place.messageTs ?? '2.2' };
  });
  const updateGate = new Semaphore(2);
  const progress = new ProgressBoard({ db, messenger, log, intervalMs: 0, updateGate });
  const charts: string[] = [];
  const queues = {
    add: async ({ name }: { name: string }) => void charts.push(name),
    cancel: async () => {},
  };
  const menuValues = async () => ({});
  const latencies: number[] = [];
  const services = {
    db,
    messenger,
    progress,
    queues,
    menuValues,
    now: () => NOW,
    timeZone: 'UTC',
    onTold: (latencyMs: number) => void latencies.push(latencyMs),
    log,
  };
  const tell = () => report(services, request.id);
  const isOwed = async () => (await owedReport(db, request.id)) !== undefined;
  return { db, id: request.id, published, charts, latencies, tell, isOwed };
}

const ASKED = {
  dedupeKey: null,
  source: 'slack',
  requestedBy: 'UALICE',
  text: 'iOS',
  assumptions: [],
  destination: { channel: 'C1', messageTs: '1.1' },
} as const;

test('an outcome stays owed while Slack is away, and is told once when it is back', async (t) => {
  const { published, tell, isOwed } = await answeredRequest(t, { failures: 2 });
  for (let time = 0; time < 2; time += 1) await assert.rejects(tell(), /Slack is away/);
  assert.equal(await isOwed(), true);
  await tell();
  await tell();
  assert.equal(published.length, 1);
  assert.equal(await isOwed(), false);
});

test('an outcome that is told by several processes at once is told once', async (t) => {
  const { db, id, published, charts, latencies, tell } = await answeredRequest(t);
  await Promise.all([tell(), tell(), tell()]);
  assert.equal(published.length, 1);
  assert.deepEqual(charts, ['chart']);
  assert.deepEqual(latencies, [0]);
  assert.deepEqual((await findRequest(db, id))?.reportedAt, NOW);
});

test('an outcome for a closed channel is owed no more, and counts as told to nobody', async (t) => {
  const { charts, latencies, tell, isOwed } = await answeredRequest(t, { isClosed: true });
  await tell();
  assert.equal(await isOwed(), false);
  assert.deepEqual({ charts, latencies }, { charts: [], latencies: [] });
});

test('of an outcome that this version cannot read, that much is told', async (t) => {
  const { db, id, published, tell, isOwed } = await answeredRequest(t);
  await db.query("update forecast_request set result = '{}' where id = $1", [id]);
  await tell();
  assert.match(published.join(), /stored by another version of Ducky.*Ask anew/);
  assert.equal(await isOwed(), false);
});
