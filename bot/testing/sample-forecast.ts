import { addDays, dayRange, weekday } from '../../data/calendar.ts';
import type { Forecast } from '../../data/forecast.ts';

const WEEK_SHAPE = [1, 1.02, 1.05, 1.03, 0.98, 0.82, 0.78];

/** A forecast to try builders on: `days` long, about `level` impressions a day, no randomness. */
export function sampleForecast({ days = 14, level = 1_240, pastDays = 56 } = {}): Forecast {
  const dataThrough = '2026-11-22';
  const start = addDays(dataThrough, 1);
  const end = addDays(start, days - 1);
  const volume = (date: string) => level * (WEEK_SHAPE[weekday(date)] ?? 1);
  const range = (value: number, spread: number) => ({
    p10: value * (1 - spread),
    p50: value,
    p90: value * (1 + spread),
  });
  return {
    id: 'f0000000-0000-4000-8000-000000000001',
    plan: { targeting: { os: { include: ['ios'] } }, flight: { start, end } },
    generatedAt: '2026-11-22T12:00:00.000Z',
    dataThrough,
    model: { version: '2026-11-22', method: 'xgboost' },
    daily: dayRange(start, end).map((date, index) => {
      const spread = 0.08 + 0.03 * Math.sqrt(Math.min(index, 100) + 1);
      return {
        date,
        impressions: range(volume(date), spread),
        reach: range(volume(date) * 0.9, spread),
      };
    }),
    total: {
      impressions: range(level * days, 0.15),
      reach: range(level * days * 0.55, 0.15),
      averageFrequency: 1.8,
    },
    frequency: [{ timesSeen: 1, users: level * days * 0.4 }],
    history: dayRange(addDays(start, -pastDays), dataThrough).map((date, index) => ({
      date,
      impressions: volume(date) * (1 + 0.06 * Math.sin(index * 1.7)),
      reach: volume(date) * 0.9,
    })),
    drivers: [],
    confidence: 'medium',
    notes: ['The last two weeks grew by 6%.'],
  };
}
