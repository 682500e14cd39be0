import type { TestContext } from 'node:test';

import { pino } from 'pino';

import { openPostgres } from '../../data/postgres/client.ts';
import { migratePostgres } from '../../data/postgres/migrate.ts';
import { finishRequest, startRequest } from '../../data/postgres/requests.ts';
import { testPostgres } from '../../data/testing/databases.ts';
import { FORECAST_STEPS } from '../../jobs/contract.ts';
import { openQueues, type Queues } from '../../jobs/queue.ts';
import { type LocalSlackOptions, startLocalSlack } from '../local-slack/server.ts';
import { startSlackBot } from '../slack/bot.ts';
import { breakableReader } from './breakable-reader.ts';
import { playground, type SeenMessage } from './playground.ts';
import { sampleForecast } from './sample-forecast.ts';

const TODAY = '2026-11-22';

export interface RunningBotOptions {
  /** Forecasts wait until `release` is called. */
  isHeld?: boolean;
  /** Processes' worth of bots on the same database and queue. */
  bots?: number;
  slack?: Partial<LocalSlackOptions>;
  /** Users who may administer; Bob unless given. */
  admins?: string[];
}

/** The whole Slack side against a local Slack, with a real database and queue of its own. */
export async function runningBot(t: TestContext, options: RunningBotOptions = {}) {
  const log = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' });
  const { url } = await testPostgres(t);
  const db = openPostgres({ url, log });
  await migratePostgres(db);
  const queues = await openQueues({ databaseUrl: url, prefix: 'test', log });
  const slack = await startLocalSlack({ host: '127.0.0.1', port: 0, log, ...options.slack });
  const startBot = () =>
    startSlackBot({
      tokens: slack,
      slackApiUrl: slack.slackApiUrl,
      db,
      queues,
      reader: breakableReader,
      readingContext: async () => ({ today: TODAY }),
      admins: { users: new Set(options.admins ?? ['UBOB']), channels: new Set() },
      now: () => new Date(),
      progressIntervalMs: 10,
      log,
    });
  const bots = await Promise.all(Array.from({ length: options.bots ?? 1 }, startBot));
  const held = Promise.withResolvers<void>();
  if (!options.isHeld) held.resolve();
  await startForecasting({ db, queues, held: held.promise });
  t.after(async () => {
    held.resolve();
    await Promise.all(bots.map((bot) => bot.stop()));
    await queues.close();
    await slack.close();
    await db.end();
  });
  const inChannel = (channel: string) =>
    slack.workspace.messages.inChannel(channel) as unknown as SeenMessage[];
  return {
    db,
    queues,
    slack,
    people: playground(slack.url),
    inChannel,
    release: held.resolve,
    /** The first message of the bot in that channel whose text matches, now or soon. */
    reply: (channel: string, text: RegExp): Promise<SeenMessage> =>
      slack.waitFor(
        () => inChannel(channel).find((message) => isBot(message) && text.test(message.text)),
        15_000,
      ),
  };
}

const isBot = ({ user }: SeenMessage) => !['UALICE', 'UBOB'].includes(user);

/** A worker with the real contract and no model: the same forecast for everybody, once released. */
async function startForecasting({
  db,
  queues,
  held,
}: {
  db: ReturnType<typeof openPostgres>;
  queues: Queues;
  held: Promise<void>;
}) {
  await queues.startWorker('forecast', {
    processor: {
      async handler({ requestId }, { progress }) {
        if (!(await startRequest(db, requestId))) return;
        progress({ step: FORECAST_STEPS[1], fraction: null });
        await held;
        const result = sampleForecast();
        const historyOrigin = 'generated';
        const outcome = { status: 'answered', result, historyOrigin } as const;
        await finishRequest(db, requestId, { ...outcome, at: new Date() });
        await queues.add({ name: 'report', requestId });
      },
      timeoutMs: 30_000,
    },
    concurrency: 4,
  });
}
