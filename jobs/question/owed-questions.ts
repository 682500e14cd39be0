import { owedQuestions } from '../../data/postgres/questions/owed-questions.ts';
import { finishQuestion } from '../../data/postgres/questions/questions.ts';
import type { Job } from '../contract.ts';
import type { OwedKind } from '../reconcile/recover-lost-jobs.ts';

/** One job answers and tells: what is said grows where it is read. */
const answer = (questionId: string): Job => ({ name: 'answer', questionId });

const GAVE_UP = 'I tried to answer several times and could not. Ask again.';

/**
 * Questions about forecasts that somebody still waits for, and how they are revived after a crash.
 */
export const OWED_QUESTIONS: OwedKind<string> = {
  read: owedQuestions,
  job: answer,
  report: answer,
  async fail({ pool, queues, clock }, id) {
    await finishQuestion(pool, id, { status: 'failed', failure: GAVE_UP, at: clock() });
    await queues.add(answer(id));
  },
};
