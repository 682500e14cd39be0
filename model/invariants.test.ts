import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';

import { addDays } from '../data/calendar.ts';
import { type Forecast, forecastSchema, isRefusal, type Range } from '../data/forecast.ts';
import type { Plan } from '../data/plan.ts';
import {
  historyOf,
  MARKET_DIMENSIONS,
  type MarketTargeting,
  randomMarket,
} from './fixtures/market.ts';
import { erraticModel, plainModel } from './fixtures/models.ts';
import { forecastTargeting } from './forecast.ts';
import { sum } from './numbers.ts';
import type { Quantities } from './ranges.ts';

const MODELS = [erraticModel(), plainModel()];

const someValues = fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { minLength: 1 }), {
  nil: undefined,
});

/** A market, a targeting of it, and a flight. */
const question = fc.record({
  seed: fc.integer(),
  days: fc.integer({ min: 3, max: 60 }),
  targeting: fc.record({ gender: someValues, os: someValues, format: someValues }),
  lead: fc.integer({ min: 1, max: 30 }),
  length: fc.integer({ min: 1, max: 40 }),
  model: fc.constantFrom(...MODELS),
});
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

const RUNS = { numRuns: 120 };

/** The forecast of a targeting of the question's market; undefined where it is refused. */
function ask({ seed, days, lead, length, model }: Question, targeting: MarketTargeting) {
  const history = historyOf(randomMarket(seed, days), targeting);
  const start = addDays(history.span.last, lead);
  const plan: Plan = {
    targeting: {},
    flight: { start, end: addDays(start, length - 1) },
    frequencyCap: { impressions: 3, per: 'day' },
  };
  const result = forecastTargeting({ id: 'q', plan, history, model, generatedAt: new Date(0) });
  return isRefusal(result) ? undefined : result;
}

function always(check: (forecast: Forecast, asked: Question) => void): void {
  fc.assert(
    fc.property(question, (asked) => {
      const forecast = ask(asked, asked.targeting as MarketTargeting);
      if (forecast) check(forecast, asked);
    }),
    RUNS,
  );
}

function everyQuantity(forecast: Forecast): Quantities[] {
  return [...forecast.daily, forecast.total, ...(forecast.delivery ? [forecast.delivery] : [])];
}

test('a forecast always fits its schema', () => {
  always((forecast) => void forecastSchema.parse(forecast));
});

test('P10 <= P50 <= P90, and reach <= impressions quantile by quantile', () => {
  const ordered = ({ p10, p50, p90 }: Range) => assert.ok(p10 <= p50 && p50 <= p90);
  always((forecast) => {
    for (const { impressions, reach } of everyQuantity(forecast)) {
      assert.ok(reach);
      ordered(impressions);
      ordered(reach);
      for (const level of ['p10', 'p50', 'p90'] as const) {
        assert.ok(reach[level] <= impressions[level]);
      }
    }
  });
});

test('at P50, max daily reach <= flight reach <= sum of daily reach', () => {
  always((forecast) => {
    const daily = forecast.daily.map(({ reach }) => reach?.p50 ?? Number.NaN);
    const flight = forecast.total.reach?.p50 ?? Number.NaN;
    assert.ok(Math.max(...daily) <= flight);
    assert.ok(flight <= sum(daily));
  });
});

test('the days add up to the flight, and the frequencies to its reach', () => {
  always((forecast) => {
    const { impressions, reach } = forecast.total;
    assert.equal(sum(forecast.daily.map((day) => day.impressions.p50)), impressions.p50);
    assert.equal(sum(forecast.frequency.map(({ users }) => users)), reach?.p50);
  });
});

test('no P50 exceeds that of the plan with one dimension dropped', () => {
  const p50s = ({ daily, total }: Forecast) =>
    [...daily, total].flatMap(({ impressions, reach }) => [impressions.p50, reach?.p50 ?? 0]);
  always((forecast, asked) => {
    for (const dropped of MARKET_DIMENSIONS) {
      const wider = ask(asked, { ...asked.targeting, [dropped]: undefined } as MarketTargeting);
      assert.ok(wider, 'the wider plan has no less data');
      const limits = p50s(wider);
      for (const [index, value] of p50s(forecast).entries()) {
        assert.ok(value <= (limits[index] as number), `without ${dropped}: ${value}`);
      }
    }
  });
});
