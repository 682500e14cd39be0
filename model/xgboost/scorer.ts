import type { XgboostModel, XgboostTree } from './json.ts';

/** All trees in flat arrays. A node's right child is the one after its left child. */
interface Forest {
  features: Int32Array;
  thresholds: Float32Array;
  missingGoesLeft: Uint8Array;
  /** A leaf is its own left child. */
  left: Int32Array;
  leafValues: Float32Array;
  roots: Int32Array;
}

/** Scores `count` rows (row-major float32, NaN = missing), equal to XGBoost bit by bit. */
export type Scorer = (rows: Float32Array, count: number) => Float32Array;

/** Makes the function that predicts with the trees of a checked model (`parseXgboostModel`). */
export function createScorer(model: XgboostModel): Scorer {
  const { learner } = model;
  const columns = Number(learner.learner_model_param.num_feature);
  const baseScore = Math.fround(
    Number(learner.learner_model_param.base_score.replace(/[[\]]/g, '')),
  );
  const forest = plantForest(learner.gradient_booster.model.trees);
  return (rows, count) => {
    if (rows.length < count * columns) throw new RangeError(`Rows need ${columns} columns`);
    const scores = new Float32Array(count).fill(baseScore);
    for (const root of forest.roots) {
      for (let row = 0; row < count; row++) {
        // float32 sums in the order of the trees, as XGBoost adds them
        scores[row] = (scores[row] as number) + leafValue(forest, root, rows, row * columns);
      }
    }
    return scores;
  };
}

/** Walks a tree from its root to the leaf that the row falls in; gives the value of that leaf. */
function leafValue(forest: Forest, root: number, rows: Float32Array, offset: number): number {
  let node = root;
  for (;;) {
    const left = forest.left[node] as number;
    if (left === node) return forest.leafValues[node] as number;
    const value = rows[offset + (forest.features[node] as number)] as number;
    const goesLeft = Number.isNaN(value)
      ? forest.missingGoesLeft[node] === 1
      : value < (forest.thresholds[node] as number);
    node = goesLeft ? left : left + 1;
  }
}

/** Lays all trees out in flat arrays, one after the other. */
function plantForest(trees: readonly XgboostTree[]): Forest {
  const size = trees.reduce((sum, tree) => sum + tree.left_children.length, 0);
  const forest: Forest = {
    features: new Int32Array(size),
    thresholds: new Float32Array(size),
    missingGoesLeft: new Uint8Array(size),
    left: new Int32Array(size),
    leafValues: new Float32Array(size),
    roots: new Int32Array(trees.length),
  };
  let next = 0;
  for (const [index, tree] of trees.entries()) {
    forest.roots[index] = next;
    next = plantTree(forest, tree, next);
  }
  return forest;
}

/** Copies a tree breadth first from place `root` on; returns the first free place after it. */
function plantTree(forest: Forest, tree: XgboostTree, root: number): number {
  let next = root + 1;
  const queue = [{ source: 0, place: root }];
  for (const { source, place } of queue) {
    const left = tree.left_children[source] as number;
    if (left === -1) {
      forest.left[place] = place;
      forest.leafValues[place] = tree.split_conditions[source] as number;
      continue;
    }
    forest.features[place] = tree.split_indices[source] as number;
    forest.thresholds[place] = tree.split_conditions[source] as number;
    forest.missingGoesLeft[place] = tree.default_left[source] as number;
    forest.left[place] = next;
    queue.push({ source: left, place: next });
    queue.push({ source: tree.right_children[source] as number, place: next + 1 });
    next += 2;
  }
  return next;
}
