import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '../../data/errors.ts';
import { zeroModel } from './document.ts';
import golden from './golden.json' with { type: 'json' };
import { parseXgboostModel, printXgboostModel, type XgboostTree } from './json.ts';
import { createScorer } from './scorer.ts';

const text = golden.models[0]?.text ?? '';

/** The golden model's text with parts of its first tree replaced. */
function damaged(change: (tree: XgboostTree) => Partial<XgboostTree>): string {
  const model = parseXgboostModel(text);
  const tree = model.learner.gradient_booster.model.trees[0] as XgboostTree;
  Object.assign(tree, change(tree));
  return printXgboostModel(model);
}

const refuses = (hostile: string, pattern: RegExp) =>
  assert.throws(
    () => parseXgboostModel(hostile),
    (error) =>
      error instanceof AppError &&
      error.code === 'bad_input' &&
      pattern.test([error.userMessage, ...error.problems].join('\n')),
  );

test('printing what was read gives the same text', () => {
  assert.equal(printXgboostModel(parseXgboostModel(text)), text);
});

test('text that is not JSON, or not a model, is refused in words', () => {
  refuses('{', /not JSON/);
  refuses('[]', /not usable/);
  refuses(text.replace('gbtree"', 'dart"'), /booster/);
  refuses(text.replace('reg:squarederror', 'rank:ndcg'), /objective/);
});

test('trees that are no trees are refused, so that scoring always ends', () => {
  const noTree = /form no tree/;
  refuses(
    damaged((tree) => ({ left_children: tree.left_children.with(0, 0) })),
    noTree,
  );
  refuses(
    damaged((tree) => ({ left_children: tree.left_children.with(0, 9_999) })),
    noTree,
  );
  refuses(
    damaged((tree) => ({ right_children: tree.right_children.with(0, 1) })),
    noTree,
  );
  refuses(
    damaged((tree) => ({ split_indices: tree.split_indices.with(0, 3) })),
    /unknown feature/,
  );
  refuses(
    damaged(() => ({ split_conditions: [] })),
    /differ in length/,
  );
  refuses(
    damaged((tree) => ({ split_type: tree.split_type.with(0, 1) })),
    /categorical/,
  );
});

test('floats are printed with a fraction or an exponent, as XGBoost reads them', () => {
  assert.match(printXgboostModel(zeroModel(['a'])), /"split_conditions":\[0E0\]/);
});

test('the model of zeros scores zero, whatever the row', () => {
  const scorer = createScorer(parseXgboostModel(printXgboostModel(zeroModel(['a']))));
  assert.deepEqual([...scorer(Float32Array.of(1, Number.NaN, -1), 3)], [0, 0, 0]);
});
