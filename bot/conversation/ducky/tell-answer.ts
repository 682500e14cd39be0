import { markQuestionReported } from '../../../data/postgres/questions/owed-questions.ts';
import {
  findQuestion,
  type Question,
  setQuestionMessage,
} from '../../../data/postgres/questions/questions.ts';
import { NOTHING_SAID } from '../../../data/said.ts';
import {
  answerTail,
  answerToQuestion,
  failedAnswer,
  stoppedAnswer,
} from '../../blocks/ducky/answer.ts';
import { escapeMarkdown } from '../../blocks/ducky/markdown.ts';
import type { SlackMessage } from '../../blocks/message.ts';
import { DUCKY_PROMPTS } from '../../words/ducky-prompts.ts';
import type { Conversation } from '../conversation.ts';
import { withMessageLock } from '../message-lock.ts';
import type { DirectMessenger } from '../messenger.ts';
import { tellOutcome } from '../tell-outcome.ts';
import { answerParts } from './answer-parts.ts';
import { tellElsewhere } from './closed-place.ts';
import type { AnswerStream } from './growing-answer.ts';

export type TellServices = Pick<
  Conversation,
  'db' | 'messenger' | 'openDirect' | 'agent' | 'answerIntervalMs' | 'now' | 'log'
>;

/**
 * Tells the outcome of a question in the message in which it grew, or as a new one. May be called
 * any number of times, in any process: what was told is not told again.
 * @param stream the message that grew, where all of it is known.
 */
export async function tellAnswer(
  services: TellServices,
  questionId: string,
  stream?: AnswerStream,
): Promise<void> {
  const { db, messenger, agent } = services;
  const owed = await owedAnswer(services, questionId);
  if (!owed) return;
  const { destination } = owed;
  const isTold = await messenger.inTurn(destination.channel, (direct) =>
    withMessageLock(db, questionId, () => tell(services, { direct, questionId, stream })),
  );
  if (isTold) return showNext(agent, owed);
  if (isTold === false) await tellElsewhere(services, owed);
}

async function showNext(agent: TellServices['agent'], { destination, status }: Question) {
  await agent.setThinking(destination, false);
  if (status === 'answered') await agent.suggest(destination, DUCKY_PROMPTS);
}

async function owedAnswer({ db }: Pick<TellServices, 'db'>, questionId: string) {
  const question = await findQuestion(db, questionId);
  return question?.finishedAt && !question.reportedAt ? question : undefined;
}

interface Telling {
  direct: DirectMessenger;
  questionId: string;
  stream: AnswerStream | undefined;
}

/** @returns false where the channel is closed to us; undefined where somebody else has told it. */
async function tell(
  services: TellServices,
  { direct, questionId, stream }: Telling,
): Promise<boolean | undefined> {
  const question = await owedAnswer(services, questionId);
  if (!question) return undefined;
  const isTold =
    (stream && (await endStream(direct, question, stream))) ||
    (await replaceMessage(services, direct, question));
  await markQuestionReported(services.db, questionId, services.now());
  return isTold;
}

/** Adds what is left of an answer to the message in which it grew. */
async function endStream(
  direct: DirectMessenger,
  question: Question,
  { messageTs, sentLength }: AnswerStream,
): Promise<boolean> {
  const { said, status, destination } = question;
  if (status !== 'answered' || !said?.text) return false;
  return direct.stopStream(
    { channel: destination.channel, messageTs },
    {
      markdown: escapeMarkdown(said.text.slice(sentLength)),
      blocks: answerTail(answerParts(question, said)),
    },
  );
}

/** Puts the whole outcome in the message's place. */
async function replaceMessage(
  { db, log }: TellServices,
  direct: DirectMessenger,
  question: Question,
): Promise<boolean> {
  const { id, destination, createdAt } = question;
  const { channel, threadTs, messageTs } = destination;
  // A message that grows cannot be replaced; in threads they may.
  if (threadTs !== undefined && messageTs !== undefined) {
    await direct.stopStream({ channel, messageTs }, { markdown: '', blocks: [] });
  }
  const isTold = await tellOutcome(direct, {
    id,
    place: destination,
    askedAt: createdAt,
    forms: outcomeForms(question),
    remember: (ts) => setQuestionMessage(db, id, ts),
  });
  if (!isTold)
    log.warn({ questionId: id }, 'an answer cannot be told: the channel is closed to us');
  return isTold;
}

function outcomeForms(question: Question): SlackMessage[] {
  const { said, failure, stoppedBy } = question;
  const parts = answerParts(question, said ?? NOTHING_SAID);
  if (stoppedBy !== null) return [stoppedAnswer(parts, stoppedBy)];
  return failure === null ? answerToQuestion(parts) : [failedAnswer(parts, failure)];
}
