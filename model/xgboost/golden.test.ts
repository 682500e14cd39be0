import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';

import golden from './golden.json' with { type: 'json' };
import { parseXgboostModel, printXgboostModel } from './json.ts';
import { legacyToModel } from './legacy.ts';
import { createScorer } from './scorer.ts';

const rows = Float32Array.from(golden.rows.flat(), (value) => value ?? Number.NaN);

for (const { name, text, scores } of golden.models) {
  test(`a model ${name} scores as Python's XGBoost scores it, bit by bit`, () => {
    const scored = createScorer(parseXgboostModel(text))(rows, golden.rows.length);
    assert.deepEqual(scored, Float32Array.from(scores));
  });

  test(`a row of a model ${name} scores the same alone`, () => {
    const scorer = createScorer(parseXgboostModel(text));
    const alone = golden.rows.map((_, row) => scorer(rows.subarray(row * 3, row * 3 + 3), 1)[0]);
    assert.deepEqual(alone, [...Float32Array.from(scores)]);
  });
}

test('the 0.7 binary becomes exactly the JSON that Python loaded', () => {
  const converted = golden.models.find(({ legacyGzip }) => legacyGzip);
  const binary = gunzipSync(Buffer.from(converted?.legacyGzip ?? '', 'base64'));
  const model = legacyToModel(new Uint8Array(binary), ['a', 'b', 'c']);
  assert.equal(printXgboostModel(model), converted?.text);
});
