import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sampleForecast } from '../../testing/sample-forecast.ts';
import { notice } from '../notice.ts';
import { withChange } from './change.ts';

const forecasts = (before: number, after: number) => ({
  before: sampleForecast({ level: before }),
  after: sampleForecast({ level: after }),
});
const changes = ['OS: iOS → Android'];

test('an answer begins with what changed and what that does', () => {
  const { text, blocks } = withChange(notice('The answer.'), {
    changes,
    forecasts: forecasts(1_240, 620),
  });
  assert.equal(
    text,
    'Changed: OS: iOS → Android. Effect: −50% impressions a day (1.2k → 592), −50% reach (9.5k → 4.8k). The answer.',
  );
  assert.equal(blocks.length, 2);
});

test('where the ranges overlap widely, the effect is in doubt', () => {
  const { text } = withChange(notice('The answer.'), {
    changes,
    forecasts: forecasts(1_240, 1_200),
  });
  assert.match(text, /overlap widely \(997–1.4k and 965–1.3k a day\), so this may be no real/);
});

test('where nothing moved, there is nothing to doubt', () => {
  const { text } = withChange(notice('The answer.'), { changes, forecasts: forecasts(900, 900) });
  assert.match(text, /same impressions a day \(859\), same reach/);
  assert.doesNotMatch(text, /overlap/);
});

test('without figures before, only the change is said; without either, nothing', () => {
  assert.match(withChange(notice('It.'), { changes }).text, /^Changed: OS: iOS → Android\. It\.$/);
  assert.deepEqual(withChange(notice('It.'), { changes: [] }), notice('It.'));
});
