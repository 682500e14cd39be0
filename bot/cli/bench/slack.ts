import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Logger } from 'pino';
import type { Figure } from '../../../data/bench/figure.ts';
import { processMemoryMb } from '../../../data/bench/peak-memory.ts';
import type { BenchOptions } from '../../../data/bench/servers.ts';
import { dayIn, systemClock } from '../../../data/calendar.ts';
import { readConfig } from '../../../data/config.ts';
import { startChild } from '../../../data/embedded/child.ts';
import { USUAL_SIZE } from '../../../data/generate/history-size.ts';
import { openHome } from '../../../data/home.ts';
import { openQueues } from '../../../jobs/queue.ts';
import { type LocalSlack, startLocalSlack } from '../../local-slack/server.ts';
import { type Closer, closeAll, openStores, startMissingServers } from '../runtime.ts';
import { prepareHistory, prepareModel } from '../start/prepare.ts';
import { startWorkerProcess, workerEnv } from '../worker-process.ts';
import { type BotSettings, COLLECT } from './bot-process.ts';
import { BURST, type Burst, benchWorkspace, runBurst, type Timing } from './bursts.ts';
import { quantile } from './quantile.ts';

export interface BenchSlackOptions extends BenchOptions {
  /** Forecasts made for the figure on memory. */
  forecasts: number;
}

const WARM_UPS = 2;
const BURSTS = 5;
const FLIGHT_DAYS = 14;
/** Flights of one targeting that the memory is measured with: as many lengths. */
const FLIGHTS = 50;
const REST_MS = 5_000;
const START_TIMEOUT_MS = 60_000;
const STDERR = 2;
/** The first of the two moments at which memory is looked at. */
const EARLY_SHARE = 0.1;

/** Nobody has asked for any of these targetings before. */
const FRESH: Burst[] = Array.from({ length: WARM_UPS + BURSTS }, (_, audience) => ({
  audience,
  flightDays: FLIGHT_DAYS,
}));

/** Those of the last of them, with other flights: what a thread goes on with, or somebody else asks. */
const AGAIN: Burst[] = Array.from({ length: WARM_UPS + BURSTS }, (_, index) => ({
  audience: FRESH.length - 1,
  flightDays: FLIGHT_DAYS + 1 + index,
}));

/** Measures the bot: latency of fifty commands at once on the default history, memory over many. */
export async function benchSlack(options: BenchSlackOptions): Promise<Figure[]> {
  const closers: Closer[] = [];
  try {
    const { slack, botPid } = await startAll(options, closers);
    const fresh = await measureBursts(slack, { ...options, bursts: FRESH });
    const again = await measureBursts(slack, { ...options, bursts: AGAIN });
    const memory = await measureMemory(slack, { ...options, botPid });
    return [...timingFigures({ fresh, again }), ...memory];
  } finally {
    await closeAll(closers);
  }
}

/** Servers, history, model, worker, local Slack and bot, as `ducky start` would have them. */
async function startAll(options: BenchSlackOptions, closers: Closer[]) {
  const { dir, log, onProgress, signal } = options;
  const config = readConfig({});
  const home = await openHome(join(dir, 'slack'));
  const addresses = await startMissingServers({ config, home, log, closers });
  const stores = await openStores(addresses, { config, log, closers });
  const queues = await openQueues({ databaseUrl: addresses.databaseUrl, log });
  closers.push(() => queues.close());
  const today = dayIn('UTC', systemClock());
  const steps = { stores, today, onStep: onProgress };
  await prepareHistory({ ...steps, demo: USUAL_SIZE, signal });
  const onGiveUp = (error: Error) => log.error(error.message);
  const env = workerEnv({ home, log, ...addresses });
  const worker = await startWorkerProcess({ env, output: STDERR, log, onGiveUp });
  closers.push(() => worker.stop());
  await prepareModel({ ...steps, queues });
  // A home that was measured before has the same forecasts already.
  await stores.pool.query('truncate forecast_cache');
  const workspace = benchWorkspace();
  const slack = await startLocalSlack({ host: '127.0.0.1', port: 0, log, workspace });
  closers.push(() => slack.close());
  const bot = await startBot({ addresses, slackApiUrl: slack.slackApiUrl, tokens: slack }, log);
  closers.push(() => bot.stop());
  return { slack, botPid: bot.pids[0] ?? 0 };
}

function startBot({ tokens: { botToken, appToken }, ...places }: BotSettings, log: Logger) {
  return startChild({
    name: 'bot',
    entry: new URL('./bot-process.ts', import.meta.url),
    config: { ...places, tokens: { botToken, appToken } },
    startTimeoutMs: START_TIMEOUT_MS,
    log,
  });
}

/** Gives all bursts, the first of which only warm up. */
async function measureBursts(
  slack: LocalSlack,
  { bursts, onProgress, signal }: BenchSlackOptions & { bursts: readonly Burst[] },
): Promise<Timing[]> {
  const timings: Timing[] = [];
  for (const [index, burst] of bursts.entries()) {
    signal.throwIfAborted();
    onProgress('Giving fifty commands at once', index / bursts.length);
    const measured = await runBurst(slack, burst);
    if (index >= WARM_UPS) timings.push(...measured);
    // Each begins at rest: the pictures of the last one are drawn after its answers.
    await sleep(REST_MS, undefined, { signal });
  }
  return timings;
}

/** Percentiles of the time to acknowledge a command, and of that to answer it. */
function timingFigures({ fresh, again }: Record<'fresh' | 'again', readonly Timing[]>): Figure[] {
  const acks = [...fresh, ...again].map(({ ackMs }) => ackMs);
  return [
    { name: 'acknowledging a command, p50', value: quantile(acks, 0.5), unit: 'ms' },
    {
      name: 'acknowledging a command, p99',
      ...{ value: quantile(acks, 0.99), unit: 'ms', goal: { atMost: 150 } },
    },
    ...answerFigures('answering it, its targeting never asked before', fresh),
    ...answerFigures('answering it, its targeting asked before', again),
  ];
}

function answerFigures(name: string, timings: readonly Timing[]): Figure[] {
  const answers = timings.map(({ answerMs }) => answerMs);
  return [
    { name: `${name}, p50`, value: quantile(answers, 0.5), unit: 'ms' },
    {
      name: `${name}, p95`,
      ...{ value: quantile(answers, 0.95), unit: 'ms', goal: { atMost: 2_000 } },
    },
  ];
}

/** Measures the bot's memory after all forecasts, as a multiple of that after a tenth of them. */
async function measureMemory(
  slack: LocalSlack,
  { botPid, forecasts, onProgress, signal }: BenchSlackOptions & { botPid: number },
): Promise<Figure[]> {
  const bursts = Math.ceil(forecasts / BURST);
  const early = Math.ceil(bursts * EARLY_SHARE);
  if (early === bursts) return [];
  const step = `Making ${forecasts.toLocaleString('en')} forecasts`;
  const memoryAfter = async (first: number, end: number) => {
    for (let burst = first; burst < end; burst += 1) {
      signal.throwIfAborted();
      onProgress(step, burst / bursts);
      await runBurst(slack, { audience: 0, flightDays: 7 + (burst % FLIGHTS) });
    }
    return memoryAtRest(botPid, signal);
  };
  const earlyMb = await memoryAfter(0, early);
  const lateMb = await memoryAfter(early, bursts);
  return [
    {
      name: `memory of the bot at rest after ${early * BURST} forecasts`,
      value: earlyMb,
      unit: 'MB',
    },
    { name: `memory of the bot at rest after ${forecasts}`, value: lateMb, unit: 'MB' },
    {
      name: 'the one as a multiple of the other',
      ...{ value: lateMb / earlyMb, unit: 'x', goal: { atMost: 1.15 } },
    },
  ];
}

/**
 * Resident memory in MB once the pictures are drawn and the garbage is collected: in the middle of
 * a burst it tells when V8 last collected, by some hundred MB either way.
 */
async function memoryAtRest(pid: number, signal: AbortSignal): Promise<number> {
  await sleep(REST_MS, undefined, { signal });
  process.kill(pid, COLLECT);
  await sleep(REST_MS, undefined, { signal });
  return (await processMemoryMb(pid, 'VmRSS')) ?? Number.NaN;
}
