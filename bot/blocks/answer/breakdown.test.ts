import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { checkBlocks } from '../../local-slack/check-blocks.ts';
import { sampleForecast } from '../../testing/sample-forecast.ts';
import { LIMITS } from '../limits.ts';
import { breakdownMessages } from './breakdown.ts';

const forecast = sampleForecast();
const part = (value: string | null, share: number) => {
  const { p10, p50, p90 } = forecast.total.impressions;
  return { value, share, impressions: { p10: p10 * share, p50: p50 * share, p90: p90 * share } };
};
const shared = { requestId: 'r', requestedBy: 'UALICE', understood: 'women in Mumbai' };

function breakdownOf(breakdown: ReturnType<typeof part>[]) {
  const parts = { ...shared, dimension: 'os' as const, forecast: { ...forecast, breakdown } };
  const [best] = breakdownMessages(parts);
  assert.ok(best);
  return { ...best, written: JSON.stringify(best.blocks) };
}

test('a breakdown leads with the largest part, and says every part without blocks', () => {
  const { text, blocks } = breakdownOf([
    part('android', 0.6),
    part('unknown', 0.397),
    part(null, 0.003),
  ]);
  assert.equal(
    text,
    'By OS: Android has 60% of the 17.4k impressions. Android: 10.4k (60%). Unknown: 6.9k (40%). All others: 52 (under 1%).',
  );
  assert.deepEqual(
    blocks.map(({ type }) => type),
    ['section', 'table', 'data_visualization', 'actions', 'context'],
  );
});

test('it says what it rests on, and why there is no reach', () => {
  const { written } = breakdownOf([part('android', 1)]);
  assert.match(written, /four weeks through 22 Nov 2026. Reach is left out/);
});

test('where the data cannot tell the parts, that is said', () => {
  assert.match(breakdownOf([]).text, /holds nothing to split this forecast by/);
  assert.match(breakdownOf([part('unknown', 1)]).text, /the data do not say it/);
});

test('values that nobody can hold back do no harm and keep within the limits', () => {
  const hostile = fc
    .array(fc.oneof(fc.constantFrom('<!channel>', '&', '*', '\u{1F986}'), fc.string()))
    .map((pieces) => pieces.join('').repeat(20).slice(0, 500));
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const parts = fc.array(
    fc.tuple(fc.option(hostile), share).map(([value, of]) => part(value, of)),
    { maxLength: 9 },
  );
  fc.assert(
    fc.property(parts, (breakdown) => {
      const given = { ...shared, dimension: 'site' as const };
      for (const { text, blocks } of breakdownMessages({
        ...given,
        forecast: { ...forecast, breakdown },
      })) {
        assert.deepEqual(checkBlocks(JSON.parse(JSON.stringify(blocks)), 'message'), []);
        assert.ok(text.length > 0 && text.length <= LIMITS.messageText);
        const mrkdwn = blocks.filter(({ type }) => type === 'section' || type === 'context');
        assert.doesNotMatch(text + JSON.stringify(mrkdwn), /<!channel>/);
      }
    }),
    { numRuns: 40 },
  );
});
