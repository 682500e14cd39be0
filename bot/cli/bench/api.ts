import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Figure } from '../../../data/bench/figure.ts';
import type { BenchOptions } from '../../../data/bench/servers.ts';
import { type Day, dayIn, systemClock } from '../../../data/calendar.ts';
import { AppError } from '../../../data/errors.ts';
import type { Plan } from '../../../data/plan.ts';
import { type StartedDucky, startDucky } from '../../testing/started-ducky.ts';
import { askForecast, type Client, newSecret, openClients, type Reply } from './api-clients.ts';
import { cachedFigures, newFigures } from './api-figures.ts';
import { measureFuzz } from './api-fuzz.ts';
import { benchPlan } from './api-plans.ts';

export interface BenchApiOptions extends BenchOptions {
  /** Requests made from the OpenAPI document; 0 for none. */
  fuzz: number;
}

/** What each of the measurements is given. */
export interface ApiMeasuring extends BenchApiOptions {
  url: string;
  clients: readonly Client[];
  today: Day;
}

const CLIENTS = 200;
/** Plans that were asked for before. */
const CACHED_PLANS = 20;
const CACHED_ROUNDS = 25;
const NEW_ROUNDS = 2;
const WARM_UP_MS = 120_000;
const WARM_UP_PAUSE_MS = 100;

/** Measures the HTTP interface of a `ducky start` with the default history, 200 clients at once. */
export async function benchApi(options: BenchApiOptions): Promise<Figure[]> {
  const { dir, onProgress } = options;
  const secret = newSecret();
  onProgress('Starting Ducky, and making its history', null);
  const ducky = await startDucky([], { DUCKY_HOME: join(dir, 'api'), JWT_SECRET: secret });
  try {
    const { url } = ducky;
    const clients = await openClients(CLIENTS, { url, secret, now: systemClock() });
    const measuring = { ...options, url, clients, today: dayIn('UTC', systemClock()) };
    return [
      ...cachedFigures(await measureCached(measuring)),
      ...newFigures(await measureNew(measuring)),
      ...(options.fuzz > 0 ? await measureFuzz(measuring, ducky) : []),
    ];
  } finally {
    await stop(ducky);
  }
}

async function stop({ process: child }: StartedDucky): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

/** Every client asks for one of a few plans that were asked for before, again and again. */
async function measureCached(measuring: ApiMeasuring): Promise<Reply[]> {
  const { clients, today, onProgress, signal } = measuring;
  const plans = Array.from({ length: CACHED_PLANS }, (_, index) => benchPlan(index, { today }));
  onProgress('Waiting until forecasts are answered from the cache', null);
  await Promise.all(plans.map((plan, index) => untilCached(clients[index], plan, signal)));
  const askAgain = async (client: Client, index: number) => {
    const replies: Reply[] = [];
    for (let round = 0; round < CACHED_ROUNDS; round += 1) {
      if (index === 0) onProgress('Asking for forecasts made before', round / CACHED_ROUNDS);
      const plan = benchPlan((index + round) % CACHED_PLANS, { today });
      replies.push(await askForecast(client, plan, signal));
    }
    return replies;
  };
  return (await Promise.all(clients.map(askAgain))).flat();
}

/** Asks until the answer comes from the cache, which is filled behind the answers. */
async function untilCached(
  client: Client | undefined,
  plan: Plan,
  signal: AbortSignal,
): Promise<void> {
  const end = performance.now() + WARM_UP_MS;
  while (client && performance.now() < end) {
    if ((await askForecast(client, plan, signal)).isCached) return;
    await sleep(WARM_UP_PAUSE_MS, undefined, { signal });
  }
  throw new AppError('unavailable', 'No forecast was answered from the cache. See its log.');
}

/** Every client asks for a plan that nobody asked for before, all at once; then all once more. */
async function measureNew(measuring: ApiMeasuring): Promise<Reply[]> {
  const { clients, today, onProgress, signal } = measuring;
  const goal = randomInt(2 ** 31);
  const replies: Reply[] = [];
  for (let round = 0; round < NEW_ROUNDS; round += 1) {
    onProgress('Asking for new forecasts', round / NEW_ROUNDS);
    const first = CACHED_PLANS + round * clients.length;
    const asked = clients.map((client, index) =>
      askForecast(client, benchPlan(first + index, { today, goal }), signal),
    );
    replies.push(...(await Promise.all(asked)));
  }
  return replies;
}
