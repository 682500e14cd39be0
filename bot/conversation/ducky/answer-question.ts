import { describeError } from '../../../data/errors.ts';
import {
  findQuestion,
  finishQuestion,
  type Question,
  startQuestion,
} from '../../../data/postgres/questions/questions.ts';
import { earlierQuestions } from '../../../data/postgres/questions/thread-questions.ts';
import { NOTHING_SAID } from '../../../data/said.ts';
import type { Explain } from '../../ducky/forecasts/question.ts';
import { isClosedForGood } from '../messenger.ts';
import { GrowingAnswer } from './growing-answer.ts';
import { MEMORY_MS } from './request-in-question.ts';
import { afterTold, isFull } from './say.ts';
import { type TellServices, tellAnswer } from './tell-answer.ts';

/** How many questions of the same thread are handed on, and since when those of a thread count. */
const EARLIER = 5;
const THREAD_MEMORY_MS = 30 * 24 * MEMORY_MS;

export type AnswerServices = TellServices & { explain: Explain };

/**
 * Answers a stored question where whoever asked sees it grow, and tells its outcome. May be called
 * any number of times: what was told is not told again, and an answer that broke off in the middle
 * is made anew and told whole.
 */
export async function answerQuestion(
  services: AnswerServices,
  questionId: string,
  signal: AbortSignal,
): Promise<void> {
  const { db } = services;
  const question = await findQuestion(db, questionId);
  const isOpen = question !== undefined && (await startQuestion(db, questionId));
  const growing = isOpen ? await say(services, question, signal) : undefined;
  if (!signal.aborted) await tellAnswer(services, questionId, growing?.stream);
}

/** Ends a question that could not be answered, and tells so. */
export async function failAnswer(
  services: TellServices,
  questionId: string,
  error: unknown,
): Promise<void> {
  const failure = describeError(error);
  await finishQuestion(services.db, questionId, { status: 'failed', failure, at: services.now() });
  await tellAnswer(services, questionId);
}

/** Says the answer piece by piece, until it is whole or stopped. */
async function say(
  services: AnswerServices,
  question: Question,
  signal: AbortSignal,
): Promise<GrowingAnswer | undefined> {
  const { db, agent, explain, now } = services;
  const growing = new GrowingAnswer(services, question);
  const thinking = agent.setThinking(question.destination, true);
  try {
    await growing.begin();
    const asked = await asForecastQuestion(services, question);
    let said = NOTHING_SAID;
    for await (const told of explain({ ...asked, signal })) {
      if (signal.aborted || isFull(said)) break;
      said = afterTold(said, told);
      growing.show(said);
    }
    await growing.settle();
    if (!signal.aborted) {
      await finishQuestion(db, question.id, { status: 'answered', said, at: now() });
    }
    return growing;
  } catch (error) {
    if (!isClosedForGood(error)) throw error;
    const outcome = { status: 'failed', failure: error.userMessage, at: now() } as const;
    await finishQuestion(db, question.id, outcome);
    return undefined;
  } finally {
    await growing.settle();
    await thinking;
  }
}

async function asForecastQuestion({ db }: Pick<AnswerServices, 'db'>, question: Question) {
  const { text, teamId, requestId, createdAt, destination } = question;
  const memoryMs = destination.threadTs === undefined ? MEMORY_MS : THREAD_MEMORY_MS;
  const since = new Date(createdAt.getTime() - memoryMs);
  const earlier = await earlierQuestions(db, question, { since, limit: EARLIER });
  return { text, earlier, requestId: requestId ?? undefined, teamId: teamId ?? undefined };
}
