import type { WireProfile } from '../wire-profile.ts';

const rhythm = (length: number) => Array.from({ length }, (_, index) => 1 + (index % 5));

/** A small market as a model would write it. */
export const CRICKET_MARKET: WireProfile = {
  usersPerDailyRequest: 6,
  activityTail: 1.8,
  growthPerYear: 0.2,
  yearlySwing: 0.1,
  dailyNoise: 0.04,
  weekday: rhythm(7),
  hours: { weekday: rhythm(24), weekend: rhythm(24) },
  countries: [{ value: 'IN', weight: 1 }],
  genders: [{ value: 'female', weight: 4 }],
  ages: [{ value: '18-24', weight: 1 }],
  tables: [
    { table: 'city', key: 'IN', shares: [{ value: 'IN-MH/Mumbai', weight: 1 }] },
    { table: 'deviceType', key: 'default', shares: [{ value: 'ctv', weight: 1 }] },
    { table: 'os', key: 'ctv', shares: [{ value: 'tizen', weight: 1 }] },
    { table: 'format', key: 'default', shares: [{ value: 'video', weight: 1 }] },
  ],
  inventory: [{ kind: 'app', name: 'com.example.ott', share: 1, category: ['sports'] }],
  fractions: [
    { of: 'appShare', key: 'ctv', fraction: 1 },
    { of: 'segment', key: 'cricket fans', fraction: 0.5 },
    { of: 'missingAge', key: 'ctv', fraction: 0.3 },
  ],
  patterns: [{ key: 'ctv', growthPerYear: 0.3, weekday: null, hours: null }],
  events: [
    {
      name: 'league',
      from: '03-20',
      to: '05-28',
      match: [{ dimension: 'app', values: ['com.example.ott'] }],
      factor: 2,
    },
  ],
  prices: [{ key: 'video', floorCpm: 100, spread: 2, currency: 'INR', winRate: 0.2, margin: 0.3 }],
};
