/** A question's candidates to learn from: the signals of each in one order, and which is right. */
export interface JudgedList {
  readonly rows: readonly Float64Array[];
  readonly isRight: readonly boolean[];
}

/** The L2 penalty, by five-fold cross-validation: with more, what counts much is held too low. */
const PENALTY = 0.01;
const STEPS = 200;
/** Of Adam: its learning rate, and how slowly its two means decay. */
const RATE = 0.1;
const MEMORY = 0.9;
const MEMORY_OF_SQUARES = 0.99;
const LEAST = 1e-6;

/**
 * Learns to rank by gradient ascent: finds the weight of each signal with which a draw from the
 * softmax over a question's candidates is most likely right (the top-one model of ListNet, Cao et
 * al. 2007) less an L2 penalty; by Adam (Kingma and Ba 2015). Questions without a right candidate
 * teach nothing and are left out.
 */
export function fitListNet(lists: readonly JudgedList[]): Float64Array {
  const teaching = lists.filter(({ isRight }) => isRight.includes(true));
  const size = teaching[0]?.rows[0]?.length ?? 0;
  const weights = new Float64Array(size);
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  for (let step = 1; step <= STEPS; step += 1) {
    const gradient = gradientOf(teaching, weights);
    for (const [at, slope] of gradient.entries()) {
      mean[at] = MEMORY * valueAt(mean, at) + (1 - MEMORY) * slope;
      square[at] = MEMORY_OF_SQUARES * valueAt(square, at) + (1 - MEMORY_OF_SQUARES) * slope ** 2;
      const unbiased = valueAt(mean, at) / (1 - MEMORY ** step);
      const spread = Math.sqrt(valueAt(square, at) / (1 - MEMORY_OF_SQUARES ** step));
      weights[at] = valueAt(weights, at) + (RATE * unbiased) / (spread + LEAST);
    }
  }
  return weights;
}

/** Of the mean log-likelihood, less the penalty. */
function gradientOf(lists: readonly JudgedList[], weights: Float64Array): Float64Array {
  const gradient = weights.map((weight) => -PENALTY * weight);
  for (const { rows, isRight } of lists) {
    const odds = softmax(rows.map((row) => dot(row, weights)));
    const right = odds.reduce((sum, odd, at) => sum + (isRight[at] ? odd : 0), 0);
    for (const [at, row] of rows.entries()) {
      const odd = odds[at] ?? 0;
      const pull = ((isRight[at] ? odd / right : 0) - odd) / lists.length;
      addTimes(gradient, row, pull);
    }
  }
  return gradient;
}

function softmax(scores: readonly number[]): number[] {
  const most = scores.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((one, other) => one + other, 0);
  return powers.map((power) => power / sum);
}

function dot(row: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < row.length; at += 1) sum += valueAt(row, at) * valueAt(weights, at);
  return sum;
}

function addTimes(sum: Float64Array, row: Float64Array, times: number): void {
  for (let at = 0; at < row.length; at += 1) sum[at] = valueAt(sum, at) + times * valueAt(row, at);
}

function valueAt(values: Float64Array, at: number): number {
  return values[at] ?? 0;
}
