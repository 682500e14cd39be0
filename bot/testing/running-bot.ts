import type { TestContext } from 'node:test';

import { pino } from 'pino';

import type { ForecastResult } from '../../data/forecast.ts';
import { openPostgres } from '../../data/postgres/client.ts';
import { migratePostgres } from '../../data/postgres/migrate.ts';
import { owedReportsOf } from '../../data/postgres/requests/owed-requests.ts';
import {
  type ForecastRequest,
  findRequest,
  finishRequest,
  startRequest,
} from '../../data/postgres/requests/requests.ts';
import { testPostgres } from '../../data/testing/databases.ts';
import { FORECAST_STEPS } from '../../jobs/contract.ts';
import { openQueues, type Queues } from '../../jobs/queue.ts';
import type { Vocabulary } from '../../prompts/reading.ts';
import type { Explain } from '../ducky/forecasts/question.ts';
import type { Told } from '../ducky/forecasts/told.ts';
import { type LocalSlackOptions, startLocalSlack } from '../local-slack/server.ts';
import { startSlackBot } from '../slack/bot.ts';
import { INSTALLED_APP } from '../slack/installing/installed-app.ts';
import { createHttpReceiver, type HttpReceiver } from '../slack/receiving/http-receiver.ts';
import { breakableReader } from './breakable-reader.ts';
import { playground, type SeenMessage } from './playground.ts';
import { sampleForecast } from './sample-forecast.ts';

const TODAY = '2026-11-22';

export interface RunningBotOptions {
  /** Forecasts wait until `release` is called. */
  isHeld?: boolean;
  /** What a request is answered with; the sample forecast unless given. */
  forecast?: (request: ForecastRequest) => ForecastResult | Promise<ForecastResult>;
  /** Processes' worth of bots on the same database and queue. */
  bots?: number;
  slack?: Partial<LocalSlackOptions>;
  /** Users who may administer; Bob unless given. */
  admins?: string[];
  /** Answers questions about forecasts; says that it has no answer unless given. */
  explain?: Explain;
  /** What the answer to a question may take. */
  answerTimeoutMs?: number;
  /** Values that the data hold; unknown unless given. */
  menuValues?: Vocabulary;
  /** Listens for what Slack sends over HTTP, and returns the request URL; Socket Mode unless given. */
  listen?: (receiver: HttpReceiver) => Promise<string>;
}

/**
 * Starts the whole Slack side for a test: a bot against a local Slack, with a real database and
 * queue of its own.
 */
export async function runningBot(t: TestContext, options: RunningBotOptions = {}) {
  const log = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' });
  const { url } = await testPostgres(t);
  const db = openPostgres({ url, log });
  await migratePostgres(db);
  const queues = await openQueues({ databaseUrl: url, prefix: 'test', log });
  const slack = await startLocalSlack({
    host: '127.0.0.1',
    port: 0,
    app: INSTALLED_APP,
    log,
    ...options.slack,
  });
  const { signingSecret } = slack;
  const receiver =
    options.listen && createHttpReceiver({ signingSecret, clock: () => new Date(), log });
  const admins = new Set(options.admins ?? ['UBOB']);
  const startBot = () =>
    startSlackBot({
      tokens: slack,
      receiver,
      slackApiUrl: slack.slackApiUrl,
      db,
      queues,
      reader: breakableReader,
      readingContext: async () => ({ today: TODAY }),
      menuValues: async () => options.menuValues ?? {},
      explain: options.explain ?? noAnswer,
      admins: { users: admins, channels: new Set() },
      now: () => new Date(),
      timeZone: 'UTC',
      progressIntervalMs: 10,
      answerIntervalMs: 10,
      ...(options.answerTimeoutMs && { answerTimeoutMs: options.answerTimeoutMs }),
      log,
    });
  const bots = await Promise.all(Array.from({ length: options.bots ?? 1 }, startBot));
  if (receiver) await slack.useRequestUrl((await options.listen?.(receiver)) ?? '');
  const held = Promise.withResolvers<void>();
  if (!options.isHeld) held.resolve();
  const forecast = options.forecast ?? (() => sampleForecast());
  await startForecasting({ db, queues, held: held.promise, forecast });
  t.after(async () => {
    held.resolve();
    await Promise.all(bots.map((bot) => bot.stop()));
    await queues.close();
    await slack.close();
    await db.end();
  });
  const shown = (channel: string) =>
    slack.workspace.messages.inChannel(channel) as unknown as SeenMessage[];
  const inChannel = (channel: string) => shown(channel).filter(({ files }) => !files);
  return {
    db,
    queues,
    slack,
    people: playground(slack.url),
    /** Who may administer; changes count at once. */
    admins,
    /** Without files, which follow answers in their own time. */
    inChannel,
    filesIn: (channel: string) => shown(channel).filter(({ files }) => files),
    release: held.resolve,
    /** The first message of the bot in that channel whose text matches, now or soon. */
    reply: (channel: string, text: RegExp): Promise<SeenMessage> =>
      slack.waitFor(
        () => inChannel(channel).find((message) => isBot(message) && text.test(message.text)),
        15_000,
      ),
  };
}

async function* noAnswer(): AsyncGenerator<Told> {
  yield { kind: 'text', text: 'I have no answer to that.' };
}

const isBot = ({ user }: SeenMessage) => !['UALICE', 'UBOB'].includes(user);

/**
 * A fake forecast worker with the real contract and no model: it answers what it is told to, once
 * released.
 */
async function startForecasting({
  db,
  queues,
  held,
  forecast,
}: {
  db: ReturnType<typeof openPostgres>;
  queues: Queues;
  held: Promise<void>;
  forecast: NonNullable<RunningBotOptions['forecast']>;
}) {
  await queues.startWorker('forecast', {
    processor: {
      async handler({ requestId }, { progress }) {
        if (!(await startRequest(db, requestId))) return;
        progress({ step: FORECAST_STEPS[1], fraction: null });
        await held;
        const request = await findRequest(db, requestId);
        if (!request) return;
        const result = await forecast(request);
        const historyOrigin = 'generated';
        const outcome = { status: 'answered', result, historyOrigin } as const;
        await finishRequest(db, requestId, { ...outcome, at: new Date() });
        for (const id of await owedReportsOf(db, requestId)) {
          await queues.add({ name: 'report', requestId: id });
        }
      },
      timeoutMs: 30_000,
    },
    concurrency: 4,
  });
}
