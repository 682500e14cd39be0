import type { Forecast } from '../../../data/forecast.ts';
import type { Plan } from '../../../data/plan.ts';

/** A plan as the documentation shows it. */
export const EXAMPLE_PLAN: Plan = {
  targeting: {
    age: { min: 25, max: 34 },
    gender: ['female'],
    os: { include: ['ios'] },
    geo: { include: ['IN/Mumbai'] },
  },
  flight: { start: '2026-11-24', end: '2026-11-25' },
};

/** The forecast of that plan, as the documentation shows it. */
export const EXAMPLE_FORECAST: Forecast = {
  id: '0b5f4c1e-6f0e-4a52-9a43-2d2f4f1c9a11',
  plan: EXAMPLE_PLAN,
  generatedAt: '2026-11-23T09:00:00.000Z',
  dataThrough: '2026-11-22',
  model: { version: '2026-11-20T02-00-00-000Z', method: 'xgboost' },
  daily: [
    {
      date: '2026-11-24',
      impressions: { p10: 900, p50: 1_000, p90: 1_100 },
      reach: { p10: 450, p50: 500, p90: 560 },
    },
    {
      date: '2026-11-25',
      impressions: { p10: 880, p50: 1_000, p90: 1_130 },
      reach: { p10: 440, p50: 500, p90: 570 },
    },
  ],
  total: {
    impressions: { p10: 1_800, p50: 2_000, p90: 2_200 },
    reach: { p10: 730, p50: 800, p90: 900 },
    averageFrequency: 2.5,
  },
  frequency: [
    { timesSeen: 1, users: 500 },
    { timesSeen: 2, users: 300 },
  ],
  history: [{ date: '2026-11-22', impressions: 980, reach: 490 }],
  drivers: [{ name: 'weekday', effect: 0.02 }],
  confidence: 'high',
  notes: [],
};
