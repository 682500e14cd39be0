import { seededRandom, shuffled } from '../../../data/random.ts';
import { type CodeQuestion, isAnswer } from '../code-questions.ts';
import { rankPlaces, SIGNAL_NAMES, WEIGHTS, type Weighed } from '../search/rank.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { Signals } from '../search/signals.ts';
import { fitListNet, type JudgedList } from './list-net.ts';

const FOLDS = 5;
const SEED = 7;
/** A question counts as answered where a right passage is among so many. */
const SHOWN = 3;

/** The ranking weights that were fitted to the search's signals, and how well they do. */
export interface Fitted {
  readonly questions: number;
  /** How many of them are answered by weights that were fitted to others, four fifths of all. */
  readonly crossValidatedRight: number;
  readonly weights: Signals;
}

/** A question with what was found for it. */
interface Judged extends JudgedList {
  readonly found: readonly Weighed[];
  readonly question: CodeQuestion;
}

/**
 * Learns the search's ranking weights from questions with known answers, a weight for each signal,
 * as `npm run eval -- ducky --fit` wants them.
 */
export function fitWeights(index: SearchIndex, questions: readonly CodeQuestion[]): Fitted {
  const judged = questions.map((question) => judge(index, question));
  return {
    questions: questions.length,
    crossValidatedRight: crossValidate(judged),
    weights: fit(judged),
  };
}

/** The candidates found for a question, with their signals, and which of them are right. */
function judge(index: SearchIndex, question: CodeQuestion): Judged {
  const found = index.weigh(question.question);
  return {
    question,
    found,
    rows: found.map(({ signals }) => Float64Array.from(SIGNAL_NAMES, (name) => signals[name])),
    isRight: found.map(({ passage }) => isAnswer(passage, question)),
  };
}

function fit(judged: readonly Judged[]): Signals {
  const fitted = fitListNet(judged);
  const weights: Record<keyof Signals, number> = { ...WEIGHTS };
  for (const [at, name] of SIGNAL_NAMES.entries()) weights[name] = round(fitted[at] ?? 0);
  return weights;
}

/** Cross-validation: how many questions are answered right by weights fitted without them. */
function crossValidate(judged: readonly Judged[]): number {
  // Those of one part of the code stand side by side in their file.
  const mixed = shuffled(judged, seededRandom(SEED));
  const right = Array.from({ length: FOLDS }, (_, fold) => {
    const isHeldBack = (_: unknown, at: number) => at % FOLDS === fold;
    const weights = fit(mixed.filter((_, at) => !isHeldBack(_, at)));
    return mixed.filter(isHeldBack).filter((each) => isAnswered(each, weights)).length;
  });
  return right.reduce((one, other) => one + other, 0);
}

function isAnswered({ found, question }: Judged, weights: Signals): boolean {
  const shown = rankPlaces(found, weights).slice(0, SHOWN).flat();
  return shown.some(({ passage }) => isAnswer(passage, question));
}

function round(weight: number): number {
  return Math.round(weight * 100) / 100;
}
