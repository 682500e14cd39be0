import type { Comparison } from '../../data/verdict.ts';

/** A new model that is somewhat better than the serving one, to try words and blocks on. */
export function sampleComparison(): Comparison {
  return {
    servingVersion: 'v1',
    days: { first: '2026-11-01', last: '2026-11-20' },
    horizonDays: 7,
    candidate: { count: 2_400, wape: 0.18, bias: 0.012, pinball: 0.054, coverage80: 0.81 },
    serving: { count: 2_400, wape: 0.2, bias: -0.03, pinball: 0.06, coverage80: 0.77 },
  };
}
