import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';

import { type Logger, pino } from 'pino';

import { type Clock, type Day, dayIn } from '../../../data/calendar.ts';
import type { Config } from '../../../data/config.ts';
import { badInput } from '../../../data/errors.ts';
import type { HistorySize } from '../../../data/generate/history-size.ts';
import { announceRunning, type Home } from '../../../data/home.ts';
import { secretsToRedact } from '../../../data/log/config-secrets.ts';
import { openLog } from '../../../data/log/log.ts';
import { aborted, stopRequest } from '../../../data/stop-request.ts';
import { openQueues, type Queues } from '../../../jobs/queue.ts';
import type { LocalSlack } from '../../local-slack/server.ts';
import type { HttpReceiver } from '../../slack/receiving/http-receiver.ts';
import { type BotMetrics, createBotMetrics } from '../bot-metrics.ts';
import { openOlap } from '../olap.ts';
import { print, say } from '../output.ts';
import { progressBar } from '../progress-bar.ts';
import {
  type Closer,
  closeAll,
  openConfiguredHome,
  openStores,
  type Stores,
  startMissingServers,
} from '../runtime.ts';
import { openHttpReceiver, openSlackBot } from '../slack-bot.ts';
import type { OnStep } from '../train.ts';
import { startWorkerProcess, workerEnv } from '../worker-process.ts';
import { openPort } from './port.ts';
import { prepareHistory, prepareModel } from './prepare.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

export interface StartOptions {
  config: Config;
  clock: Clock;
  demo: HistorySize;
}

/** What the parts of a running Ducky share. */
interface Parts {
  config: Config;
  home: Home;
  log: Logger;
  /** File descriptor of the log file, for the worker process. */
  logFile: number;
  clock: Clock;
  today: () => Day;
  closers: Closer[];
  stop: AbortSignal;
  /** Told of a server or worker that cannot be kept running. */
  onGiveUp: (error: Error) => void;
}

/** Runs everything until asked to stop or a part stays broken; then stops it in reverse order. */
export async function runEverything({ config, clock, demo }: StartOptions): Promise<void> {
  refuseOpenHost(config);
  const broken = new AbortController();
  const stop = AbortSignal.any([stopRequest(), broken.signal]);
  const closers: Closer[] = [];
  const home = await openConfiguredHome();
  const logFile = openLogFile(home);
  const parts: Parts = {
    config,
    home,
    log: openLog({
      level: config.LOG_LEVEL ?? 'info',
      secrets: [...secretsToRedact(config), ...Object.values(home.secrets)],
      destination: pino.destination(logFile),
    }),
    logFile,
    clock,
    today: () => dayIn(config.REPORTING_TIME_ZONE, clock()),
    closers,
    stop,
    onGiveUp: (error) => broken.abort(error),
  };
  try {
    await startParts(parts, demo);
    await aborted(stop);
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    if (closers.length > 0) print('Stopping ...');
    await closeAll(closers);
  }
  if (broken.signal.aborted) throw broken.signal.reason;
  print('Stopped.');
}

/** Refuses to open the local Slack to other machines: whoever reaches it can speak for anybody. */
function refuseOpenHost({ HOST, SLACK_BOT_TOKEN }: Config): void {
  if (SLACK_BOT_TOKEN || LOOPBACK.has(HOST)) return;
  throw badInput(`The local Slack is for this machine only, and HOST is ${HOST}.`, [
    'Unset HOST, or set the Slack tokens.',
  ]);
}

/** Opens the log file in the home, for a terminal is for people. */
function openLogFile(home: Home): number {
  const dir = join(home.dir, 'logs');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return openSync(join(dir, 'ducky.log'), 'a', 0o600);
}

/** Starts the parts in order: servers, queue, HTTP and Slack, then history, worker and model. */
async function startParts(parts: Parts, demo: HistorySize): Promise<void> {
  const { config, home, log, closers, stop } = parts;
  const addresses = await startMissingServers({ ...parts, onProgress: say });
  const stores = await openStores(addresses, { config, log, closers });
  await openOlap({ ...parts, stores });
  const { databaseUrl } = stores;
  const metrics = createBotMetrics();
  const { onAttempt } = metrics;
  const queues = await openQueues({ databaseUrl, redisUrl: config.REDIS_URL, onAttempt, log });
  closers.push(() => queues.close());
  const receiver = openHttpReceiver(config, log);
  const handleSlack = receiver?.handle;
  const { slack, url } = await openPort({ ...parts, stores, queues, metrics, handleSlack });
  await openBot(parts, { stores, queues, metrics, slack, receiver });
  closers.push(await announceRunning(home, { pid: process.pid, ...addresses, url }));

  const steps = stepReporter(slack);
  const generates = config.CLICKHOUSE_URL === undefined;
  const today = parts.today();
  await prepareHistory({
    stores,
    demo: generates ? demo : undefined,
    today,
    onStep: steps.update,
    signal: stop,
  });
  await openWorker(parts, stores);
  const model = prepareModel({ stores, queues, today, onStep: steps.update });
  await Promise.race([model, aborted(stop)]);
  steps.stop();
  if (stop.aborted) return;
  print(slack ? `Ducky is ready: ${slack.url}` : 'Ducky is ready in Slack.');
}

interface BotParts {
  stores: Stores;
  queues: Queues;
  metrics: BotMetrics;
  slack: LocalSlack | undefined;
  receiver: HttpReceiver | undefined;
}

async function openBot(
  parts: Parts,
  { stores, queues, metrics, slack, receiver }: BotParts,
): Promise<void> {
  const { config, log, clock, closers } = parts;
  const bot = await openSlackBot({
    config,
    stores,
    queues,
    metrics,
    tokens: {
      botToken: slack?.botToken ?? config.SLACK_BOT_TOKEN ?? '',
      appToken: slack?.appToken ?? config.SLACK_APP_TOKEN,
    },
    receiver,
    slackApiUrl: slack?.slackApiUrl,
    clock,
    log,
  });
  closers.push(() => bot.stop());
}

async function openWorker(parts: Parts, stores: Stores): Promise<void> {
  const { home, log, logFile, closers, onGiveUp } = parts;
  const worker = await startWorkerProcess({
    env: workerEnv({ home, log, ...stores }),
    output: logFile,
    log,
    onGiveUp,
  });
  closers.push(() => worker.stop());
}

/** Shows long steps in the terminal and, with a local Slack, at the top of its page. */
function stepReporter(slack: LocalSlack | undefined): { update: OnStep; stop: () => void } {
  const bar = progressBar();
  return {
    update(step, fraction) {
      bar.update(step, fraction);
      slack?.setBanner({ text: step, fraction: fraction ?? 0 });
    },
    stop() {
      bar.stop();
      slack?.setBanner(null);
    },
  };
}
