import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { checkBlocks } from '../../local-slack/check-blocks.ts';
import { checkView } from '../../local-slack/check-view.ts';
import { sampleForecast } from '../../testing/sample-forecast.ts';
import { LIMITS } from '../limits.ts';
import { compareModal } from './compare-modal.ts';
import { comparisonMessages } from './comparison.ts';
import type { Side } from './comparison-side.ts';

const side = (letter: 'A' | 'B', name: string, level: number): Side => ({
  letter,
  name,
  understood: `women on ${name} in Mumbai`,
  outcome: { forecast: sampleForecast({ level }) },
});
const shared = { requestId: 'r', requestedBy: 'UALICE', assumptions: [] };
const IOS = side('A', 'iOS', 1_240);
const ANDROID = side('B', 'Android', 620);

const compare = (sides: [Side, Side]) => {
  const [best] = comparisonMessages({ ...shared, sides });
  assert.ok(best);
  return { ...best, written: JSON.stringify(best.blocks) };
};

test('a comparison leads with the difference as one sentence to repeat', () => {
  const { text, blocks } = compare([IOS, ANDROID]);
  assert.match(
    text,
    /^Android: 50% fewer impressions a day than iOS \(592 against 1.2k\); reach −50% \(4.8k against 9.5k\)\./,
  );
  assert.deepEqual(
    blocks.map(({ type }) => type),
    ['section', 'table', 'data_visualization', 'section', 'section', 'actions', 'context'],
  );
});

test('what to know is said once where it goes for both sides, else with the letter', () => {
  const noted = (from: Side, notes: string[]): Side => ({
    ...from,
    outcome: { forecast: { ...sampleForecast(), notes } },
  });
  const sides: [Side, Side] = [
    noted(IOS, ['Demo data.', '<!channel>']),
    noted(ANDROID, ['Only 9 days.', 'Demo data.']),
  ];
  const { text, written } = compare(sides);
  for (const told of [text, written]) assert.equal(told.match(/Demo data/g)?.length, 1);
  assert.match(written, /• Demo data\.\\n• A: &lt;!channel&gt;\\n• B: Only 9 days/);
});

test('both series stand in one chart, over the days they share', () => {
  const { written } = compare([IOS, ANDROID]);
  assert.match(written, /"name":"A: iOS".*"name":"B: Android"/);
  assert.match(written, /"categories":\["23 Nov",/);
  const later = sampleForecast({ level: 620 });
  const daily = later.daily.map((day, index) => ({ ...day, date: `2027-01-0${index + 1}` }));
  const shifted: Side = { ...ANDROID, outcome: { forecast: { ...later, daily } } };
  assert.match(compare([IOS, shifted]).written, /"categories":\["Day 1",/);
});

test('series that do not share a length, or are too long, have no chart', () => {
  const long = (letter: 'A' | 'B', days: number): Side => ({
    ...side(letter, 'x', 1),
    outcome: { forecast: sampleForecast({ days }) },
  });
  for (const [first, second] of [
    [14, 7],
    [30, 30],
  ] as const) {
    const { written } = compare([long('A', first), long('B', second)]);
    assert.doesNotMatch(written, /data_visualization/);
  }
});

test('overlapping ranges are said to overlap, and apart ones are not', () => {
  const doubtAt = (level: number) => compare([IOS, side('B', 'Android', level)]).text;
  assert.match(doubtAt(1_200), /overlap widely .*so this may be no real difference/);
  assert.match(doubtAt(1_000), /overlap in part .*likely, not certain/);
  assert.doesNotMatch(doubtAt(620), /overlap/);
  assert.match(doubtAt(1_240), /about as many impressions a day as iOS/);
});

test('a side without a forecast says why, and the other is shown', () => {
  const refused: Side = { ...ANDROID, outcome: { problem: 'No forecast. Too few requests.' } };
  const { text, written } = compare([IOS, refused]);
  assert.match(text, /^iOS: About 1.2k impressions a day. Android: No forecast. Too few requests./);
  assert.match(written, /no forecast/);
  assert.doesNotMatch(written, /data_visualization/);
});

test('names that nobody can hold back do no harm and keep within the limits', () => {
  const hostile = fc
    .array(
      fc.oneof(fc.constantFrom('<!channel>', '<@U1>', '&', '*', '\n', '\u{1F986}'), fc.string()),
    )
    .map((pieces) => pieces.join('').repeat(40).slice(0, 5_000));
  const outcome = fc.oneof(
    hostile.map((problem) => ({ problem })),
    fc
      .record({ days: fc.constantFrom(1, 14, 20, 366), level: fc.constantFrom(0, 3, 1e15) })
      .map((shape) => ({ forecast: sampleForecast(shape) })),
  );
  const any = (letter: 'A' | 'B') =>
    fc.record({
      letter: fc.constant(letter),
      name: hostile,
      understood: hostile,
      outcome,
    });
  fc.assert(
    fc.property(any('A'), any('B'), fc.array(hostile), (first, second, assumptions) => {
      const parts = { ...shared, assumptions, sides: [first, second] as const };
      for (const { text, blocks } of comparisonMessages(parts)) {
        assert.deepEqual(checkBlocks(JSON.parse(JSON.stringify(blocks)), 'message'), []);
        assert.ok(text.length > 0 && text.length <= LIMITS.messageText);
        const mrkdwn = blocks.filter(({ type }) => type === 'section' || type === 'context');
        assert.doesNotMatch(text + JSON.stringify(mrkdwn), /<!channel>|<@U1>/);
      }
    }),
    { numRuns: 40 },
  );
});

test('the modal takes any plan and any number of saved ones, and says where it leaves some out', () => {
  const viewOf = (count: number, name: string) => {
    const plans = Array.from({ length: count }, (_, index) => ({ id: `plan-${index}`, name }));
    const view = compareModal({ understood: name.repeat(200), plans, metadata: '{}' });
    assert.deepEqual(checkView(JSON.parse(JSON.stringify(view)), 'modal'), []);
    return JSON.stringify(view);
  };
  assert.doesNotMatch(viewOf(0, '<!channel>'), /static_select|<!channel>/);
  assert.doesNotMatch(viewOf(100, ' '), /"hint":[^}]*of 100/);
  assert.match(viewOf(130, 'Diwali '.repeat(20)), /The first 100 of 130, by name/);
});
