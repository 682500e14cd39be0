import type { Figure } from '../../../data/bench/figure.ts';
import type { Reply } from './api-clients.ts';
import { quantile } from './quantile.ts';

const CACHED_GOAL_MS = 1_000;
const NEW_GOAL_MS = 3_000;
/** A forecast may be forgotten, or its history change, while it is asked for. */
const CACHED_GOAL_PERCENT = 99;

/** Latency, cache hits and failures for plans that were asked for before. */
export function cachedFigures(replies: readonly Reply[]): Figure[] {
  return [
    ...timingFigures('answering with a forecast made before', replies, CACHED_GOAL_MS),
    {
      ...shareFigure('of them from the cache', replies, ({ isCached }) => isCached),
      goal: { atLeast: CACHED_GOAL_PERCENT },
    },
    countFigure('of them refused or broken', replies.filter(isBroken)),
  ];
}

/** Latency and failures for plans that nobody asked for before. */
export function newFigures(replies: readonly Reply[]): Figure[] {
  const forecasts = replies.flatMap(({ forecastMs }) => forecastMs ?? []);
  return [
    ...timingFigures('answering a new plan', replies, NEW_GOAL_MS),
    shareFigure('of them with the forecast', replies, ({ status }) => status === 200),
    shareFigure('of them with 202, to ask again', replies, ({ status }) => status === 202),
    { name: 'until its forecast, p50', value: quantile(forecasts, 0.5), unit: 'ms' },
    { name: 'until its forecast, the last', value: quantile(forecasts, 1), unit: 'ms' },
    countFigure('of them refused or broken', replies.filter(isBroken)),
  ];
}

/** A count of what there should be none of, such as failed requests. */
export function countFigure(name: string, found: readonly unknown[]): Figure {
  return { name, value: found.length, unit: 'requests', goal: { atMost: 0 } };
}

/** The percentage of items that are so. */
export function shareFigure<T>(name: string, all: readonly T[], isSo: (one: T) => boolean): Figure {
  return { name, value: (all.filter(isSo).length / all.length) * 100, unit: '%' };
}

function isBroken({ forecastMs }: Reply): boolean {
  return forecastMs === undefined;
}

/** The median and the 99th percentile of the time to reply, with the goal of the latter. */
function timingFigures(name: string, replies: readonly Reply[], goalMs: number): Figure[] {
  const times = replies.map(({ replyMs }) => replyMs);
  const p99 = { value: quantile(times, 0.99), unit: 'ms', goal: { atMost: goalMs } } as const;
  return [
    { name: `${name}, p50`, value: quantile(times, 0.5), unit: 'ms' },
    { name: `${name}, p99`, ...p99 },
  ];
}
