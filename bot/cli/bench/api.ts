import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';

import type { Figure } from '../../../data/bench/figure.ts';
import type { BenchOptions } from '../../../data/bench/servers.ts';
import { type Day, dayIn, systemClock } from '../../../data/calendar.ts';
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
  await Promise.all(
    clients.slice(0, 1).flatMap((one) => plans.map((plan) => askForecast(one, plan))),
  );
  const askAgain = async (client: Client, index: number) => {
    const replies: Reply[] = [];
    for (let round = 0; round < CACHED_ROUNDS; round += 1) {
      signal.throwIfAborted();
      if (index === 0) onProgress('Asking for forecasts made before', round / CACHED_ROUNDS);
      replies.push(await askForecast(client, benchPlan((index + round) % CACHED_PLANS, { today })));
    }
    return replies;
  };
  return (await Promise.all(clients.map(askAgain))).flat();
}

/** Every client asks for a plan that nobody asked for before, all at once; then all once more. */
async function measureNew(measuring: ApiMeasuring): Promise<Reply[]> {
  const { clients, today, onProgress, signal } = measuring;
  const goal = randomInt(2 ** 31);
  const replies: Reply[] = [];
  for (let round = 0; round < NEW_ROUNDS; round += 1) {
    signal.throwIfAborted();
    onProgress('Asking for new forecasts', round / NEW_ROUNDS);
    const first = CACHED_PLANS + round * clients.length;
    const asked = clients.map((client, index) =>
      askForecast(client, benchPlan(first + index, { today, goal })),
    );
    replies.push(...(await Promise.all(asked)));
  }
  return replies;
}
