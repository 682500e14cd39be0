import fc from 'fast-check';

import { addDays } from '../../data/calendar.ts';
import { GENDERS, WEEK } from '../../data/dimensions.ts';
import type { Plan } from '../../data/plan.ts';

/** The day on which the plans are asked. */
export const today = '2026-11-22';

const someOf = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });

const listOf = (...values: string[]) =>
  fc
    .uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 5 })
    .chain((chosen) =>
      fc
        .nat(chosen.length)
        .map((cut) => ({ include: chosen.slice(0, cut), exclude: chosen.slice(cut) })),
    );

const ages = fc
  .tuple(fc.integer({ min: 1, max: 119 }), fc.integer({ min: 1, max: 119 }), fc.boolean())
  .map(([a, b, includeUnknown]) => ({ min: Math.min(a, b), max: Math.max(a, b), includeUnknown }));

const dayparts = fc.array(
  fc.record({
    days: someOf(...WEEK),
    from: fc.integer({ min: 0, max: 11 }),
    to: fc.integer({ min: 12, max: 24 }),
  }),
  { minLength: 1, maxLength: 3 },
);

const targetings = fc.record(
  {
    age: ages,
    gender: someOf(...GENDERS),
    deviceType: listOf('phone', 'tablet', 'desktop', 'ctv', 'settop', 'mobile'),
    os: listOf('ios', 'android', 'windows', 'macos', 'kaios 3'),
    geo: listOf(
      'IN',
      'IN-MH',
      'IN/Mumbai',
      'US-AL/Birmingham',
      'BR/São Paulo',
      'GE',
      'place 7',
      'US/New York City',
      'DE/Berlin',
      'US-TX',
      'FR/Paris',
    ),
    site: listOf('news.example', 'a "quoted" \\ site', 'Größe.example', 'unknown'),
    app: listOf('com.news.example', 'unknown'),
    category: listOf('sports', 'arts & entertainment'),
    format: listOf('banner', 'video', 'audio', 'native', 'interstitial', 'rewarded'),
    size: listOf('300x250', '728x90', 'fluid'),
    position: listOf('1', '3'),
    segment: listOf('auto intenders', 'women in Pune'),
    dayparts,
  },
  { requiredKeys: [] },
);

const flights = fc
  .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 365 }))
  .map(([ahead, length]) => {
    const start = addDays(today, ahead);
    return { start, end: addDays(start, length) };
  });

const money = fc.record({
  amount: fc.integer({ min: 1, max: 100_000_000 }).map((cents) => cents / 100),
  currency: fc.constantFrom('USD', 'INR', 'EUR', 'ALL'),
});

/** Arbitrary plans for property-based tests, of every part, with values of every kind. */
export const plans: fc.Arbitrary<Plan> = fc.record(
  {
    targeting: targetings,
    flight: flights,
    goal: fc.record({ impressions: fc.integer({ min: 1, max: 1_000_000_000 }) }),
    bidCpm: money,
    budget: fc
      .tuple(money, fc.constantFrom('flight' as const, 'day' as const))
      .map(([amount, per]) => ({ ...amount, per })),
    frequencyCap: fc.record({
      impressions: fc.integer({ min: 1, max: 1000 }),
      per: fc.constantFrom('hour', 'day', 'week', 'flight'),
    }),
  },
  { requiredKeys: ['targeting', 'flight'] },
);
