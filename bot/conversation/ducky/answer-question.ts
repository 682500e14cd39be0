import { describeError } from '../../../data/errors.ts';
import {
  findOpenQuestion,
  finishQuestion,
  type Question,
  startQuestion,
} from '../../../data/postgres/questions/questions.ts';
import { earlierQuestions } from '../../../data/postgres/questions/thread-questions.ts';
import type { Conversation } from '../conversation.ts';
import { MEMORY_MS, THREAD_MEMORY_MS } from '../thread/context-age.ts';
import { appendPiece, isOverLimit, NOTHING_HEARD } from './answer-limits.ts';
import { StreamedAnswer } from './streamed-answer.ts';
import { type TellServices, tellAnswer } from './tell-answer.ts';
import { endThinking } from './thinking.ts';

/** How many earlier questions of the same conversation are handed on as context. */
const EARLIER = 5;

export type AnswerServices = TellServices &
  Pick<Conversation, 'explain' | 'updateGate' | 'answerIntervalMs'>;

/**
 * Does the job of a stored question: streams the answer to whoever asked while it is made, and
 * tells its outcome. May be called any number of times: what was told is not told again, and an
 * answer that broke off in the middle is made anew and told whole.
 */
export async function answerQuestion(
  services: AnswerServices,
  questionId: string,
  signal: AbortSignal,
): Promise<void> {
  const { db, agent } = services;
  const question = await findOpenQuestion(db, questionId);
  const isOpen = question !== undefined && (await startQuestion(db, questionId)) !== undefined;
  const thinking = isOpen && agent.setThinking(question.destination, true);
  try {
    const streamed = isOpen ? await say(services, question, signal) : undefined;
    if (!signal.aborted) await tellAnswer(services, questionId, streamed);
  } finally {
    await thinking;
    await endThinking(services, questionId);
  }
}

/**
 * Stores a question as failed when its job timed out or gave up, and tells so; an answer that is
 * there stays.
 */
export async function failAnswer(
  services: TellServices,
  questionId: string,
  error: unknown,
): Promise<void> {
  const outcome = { status: 'failed', failure: describeError(error), at: services.now() } as const;
  const isFirst = await finishQuestion(services.db, questionId, outcome);
  if (isFirst) await tellAnswer(services, questionId);
  await endThinking(services, questionId);
}

/**
 * Generates the answer piece by piece, until it is whole, cancelled or endless, and stores it;
 * Slack is not waited for.
 * @returns where it grew; undefined where it is not this attempt's answer that is stored.
 */
async function say(
  services: AnswerServices,
  question: Question,
  signal: AbortSignal,
): Promise<StreamedAnswer | undefined> {
  const { db, explain, now } = services;
  const streamed = new StreamedAnswer(services, question);
  void streamed.begin();
  try {
    const asked = await asForecastQuestion(services, question);
    let heard = NOTHING_HEARD;
    for await (const told of explain({ ...asked, signal })) {
      if (signal.aborted || isOverLimit(heard)) break;
      heard = appendPiece(heard, told);
      streamed.show(heard.said);
    }
    if (signal.aborted) return undefined;
    const outcome = { status: 'answered', said: heard.said, at: now() } as const;
    return (await finishQuestion(db, question.id, outcome)) ? streamed : undefined;
  } finally {
    streamed.end();
  }
}

/**
 * The question with its context: the forecast it is about, and earlier questions of its thread or,
 * outside of threads, of the past hour.
 */
async function asForecastQuestion({ db }: Pick<AnswerServices, 'db'>, question: Question) {
  const { text, teamId, requestId, createdAt, destination } = question;
  const memoryMs = destination.threadTs === undefined ? MEMORY_MS : THREAD_MEMORY_MS;
  const since = new Date(createdAt.getTime() - memoryMs);
  const earlier = await earlierQuestions(db, question, { since, limit: EARLIER });
  return { text, earlier, requestId: requestId ?? undefined, teamId: teamId ?? undefined };
}
