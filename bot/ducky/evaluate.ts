import { crossValidate } from '../../prompts/ducky/read-topic/cross-validate.ts';
import { passagesFor } from './answer/answer-question.ts';
import {
  type CodeQuestion,
  isAnswer,
  readCodeQuestions,
  readOutsideQuestions,
  setOf,
} from './code-questions.ts';
import { evaluateForecastQuestions } from './forecasts/evaluate-questions.ts';
import type { SearchIndex } from './search/search-index.ts';

const SHOWN = 3;

/** How many questions of an evaluation set were answered right. */
export interface Score {
  readonly name: string;
  readonly questions: number;
  readonly right: number;
  /** The questions that were not answered as they should; not told of the held-out half, for whoever saw these would tune on them. */
  readonly wrong?: readonly string[];
}

/**
 * Measures how well `ducky ask` finds code, for `npm run eval`: of every question with a known
 * answer, a right passage must be in the first three places; those that the code does not answer must
 * be refused. Only `code` was used for tuning.
 */
export function evaluateCodeQuestions(index: SearchIndex): Score[] {
  const shownFor = (question: string) => passagesFor({ index, question }, SHOWN);
  const isAnswered = (asked: CodeQuestion) =>
    shownFor(asked.question).some((passage) => isAnswer(passage, asked));
  return [
    score('code', readCodeQuestions('code'), isAnswered),
    heldOut(score('code-held-out', readCodeQuestions('code-held-out'), isAnswered)),
    score('outside', readOutsideQuestions(), ({ question }) => shownFor(question).length === 0),
  ];
}

/**
 * Measures how well questions about forecasts are answered, and other texts not taken for such: on
 * texts that topics are learnt from; on the same ones cross-validated, each read without having
 * been learnt from; and on held-out ones, which whoever wrote the answers did not know.
 */
export async function evaluateForecasts(): Promise<Score[]> {
  const ask = (name: string) => evaluateForecastQuestions(setOf(name));
  const [known, unknown] = await Promise.all([ask('forecasts'), ask('forecasts-held-out')]);
  return [
    known,
    { name: 'forecasts, topics cross-validated', ...crossValidate() },
    heldOut(unknown),
  ];
}

/** A score without its wrong questions, so that nobody tunes on those held out. */
function heldOut({ wrong, ...figures }: Score): Score {
  return figures;
}

function score<Asked extends { readonly question: string }>(
  name: string,
  asked: readonly Asked[],
  isRight: (each: Asked) => boolean,
): Score {
  const wrong = asked.filter((each) => !isRight(each)).map(({ question }) => question);
  return { name, questions: asked.length, right: asked.length - wrong.length, wrong };
}
