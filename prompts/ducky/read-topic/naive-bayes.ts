/** What a text shows of itself, each with its weight. */
export type Features = ReadonlyMap<string, number>;

export interface Example<Label extends string> {
  readonly features: Features;
  /** What it is an example of; of several, it is so in equal parts. */
  readonly labels: readonly Label[];
}

/** The label that fits best; undefined where no feature was ever seen. */
export type Classify<Label extends string> = (features: Features) => Label | undefined;

/** Added to every count, so that what was not seen with a label is unlikely, and not impossible. */
const SMOOTHING = 0.01;
/** The same for the counts of all other labels together, which are larger. */
const SMOOTHING_OF_OTHERS = 0.05;

/**
 * Trains a classifier on examples: the mean of multinomial naive Bayes (McCallum and Nigam, 1998),
 * which knows each label by its own features, and of its complement (Rennie et al., "Tackling the
 * Poor Assumptions of Naive Bayes Text Classifiers", 2003), which knows it by those of all others.
 * How frequent a label is among the examples does not count: they were not drawn from life.
 */
export function learn<Label extends string>(examples: readonly Example<Label>[]): Classify<Label> {
  const labels = [...new Set(examples.flatMap((example) => example.labels))];
  const counts = count(labels, examples);
  const totals = labels.map((_, at) => sum(Array.from(counts.values(), (each) => each[at] ?? 0)));
  const seen = { counts, totals, total: sum(totals) };
  return (features) => {
    const known = [...features].filter(([feature]) => counts.has(feature));
    if (known.length === 0) return undefined;
    const scores = labels.map((_, at) =>
      sum(known.map(([feature, weight]) => weight * evidence(seen, feature, at))),
    );
    return labels[scores.indexOf(Math.max(...scores))];
  };
}

/** What was seen: weights of features, by label. */
interface Seen {
  /** By feature, as many numbers as there are labels. */
  readonly counts: ReadonlyMap<string, Float64Array>;
  /** Of all features, by label. */
  readonly totals: readonly number[];
  readonly total: number;
}

/** Sums the features' weights by label; each example weighs the same. */
function count<Label extends string>(
  labels: readonly Label[],
  examples: readonly Example<Label>[],
): Seen['counts'] {
  const counts = new Map<string, Float64Array>();
  for (const example of examples) {
    const places = example.labels.map((label) => labels.indexOf(label));
    const share = 1 / (lengthOf(example.features) * places.length);
    for (const [feature, weight] of example.features) {
      const each = counts.get(feature) ?? new Float64Array(labels.length);
      for (const at of places) each[at] = (each[at] ?? 0) + weight * share;
      counts.set(feature, each);
    }
  }
  return counts;
}

/** The Euclidean norm of an example's features; divided by it, all examples weigh the same. */
function lengthOf(features: Features): number {
  let squares = 0;
  for (const weight of features.values()) squares += weight * weight;
  return Math.sqrt(squares);
}

/** Scores a feature for the label at this place, by its likelihood there against other labels. */
function evidence({ counts, totals, total }: Seen, feature: string, at: number): number {
  const each = counts.get(feature) ?? new Float64Array(totals.length);
  const [seen, withLabel, kinds] = [each[at] ?? 0, totals[at] ?? 0, counts.size];
  const own = logLikelihood(seen, withLabel + SMOOTHING * kinds, SMOOTHING);
  const others = logLikelihood(
    sum([...each]) - seen,
    total - withLabel + SMOOTHING_OF_OTHERS * kinds,
    SMOOTHING_OF_OTHERS,
  );
  return (own - others) / 2;
}

function logLikelihood(seen: number, total: number, added: number): number {
  return Math.log((seen + added) / total);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
