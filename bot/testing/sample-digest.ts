import type { DigestResult, LookBack, PlanDigest, Risk } from '../../data/digest.ts';

const PLAN_ID = 'f0000000-0000-4000-8000-000000000002';

/** A plan's digest to try builders on: steady, and forecast well a week ago. */
export function samplePlanDigest(change: Partial<PlanDigest> = {}): PlanDigest {
  return {
    planId: PLAN_ID,
    name: 'Diwali phones',
    status: 'booked',
    next: {
      kind: 'forecast',
      days: { start: '2026-11-23', end: '2026-11-29' },
      impressions: { p10: 2_500, p50: 2_800, p90: 3_100 },
      reach: null,
    },
    lookBack: sampleLookBack(),
    risks: [],
    ...change,
  };
}

/** Six days of which the forecast was 4% too high. */
export function sampleLookBack(change: Partial<LookBack> = {}): LookBack {
  return {
    days: { start: '2026-11-16', end: '2026-11-21' },
    expected: 2_496,
    actual: 2_400,
    heldDays: 5,
    comparedDays: 6,
    change: 0.02,
    isBackFilled: false,
    ...change,
  };
}

/** One risk of each kind. */
export const SAMPLE_RISKS: readonly Risk[] = [
  { kind: 'flight over', end: '2026-11-22' },
  { kind: 'draft is late', start: '2026-11-18' },
  { kind: 'goal out of reach', goal: 9_000, likely: 4_800, best: 5_100 },
  { kind: 'goal at risk', goal: 5_000, likely: 4_800, best: 5_100 },
  { kind: 'falling', change: -0.31 },
];

/** A digest of these plans, from a generated history. */
export function sampleDigest(plans: PlanDigest[] = [samplePlanDigest()]): DigestResult {
  return {
    week: { start: '2026-11-23', end: '2026-11-29' },
    dataThrough: '2026-11-21',
    historyOrigin: 'generated',
    plans,
  };
}
