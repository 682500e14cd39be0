import {
  markQuestionReported,
  type OwedAnswer,
  owedAnswer,
} from '../../../data/postgres/questions/owed-questions.ts';
import { findQuestion, setQuestionMessage } from '../../../data/postgres/questions/questions.ts';
import { answerFooter } from '../../blocks/ducky/answer.ts';
import { addedMarkdown } from '../../blocks/ducky/markdown.ts';
import { DUCKY_PROMPTS } from '../../words/ducky-prompts.ts';
import type { Conversation } from '../conversation.ts';
import { withMessageLock } from '../message-lock.ts';
import { type DirectMessenger, isPermanentFailure, publishFirst } from '../messenger.ts';
import { answerParts } from './answer-parts.ts';
import { outcomeForms } from './outcome.ts';
import type { AnswerStream } from './streamed-message.ts';
import { tellElsewhere } from './tell-elsewhere.ts';

export type TellServices = Pick<
  Conversation,
  'db' | 'messenger' | 'openDirect' | 'agent' | 'now' | 'log'
>;

/** What has grown when it is asked for; all that was said before is in it. */
type Grown = { readonly stream: AnswerStream | undefined };

/**
 * Posts the outcome of a question: in the message in which it grew, as a new one, or by direct
 * message where the channel is closed to us. May be called any number of times, in any process:
 * what was told is not told again.
 * @param grown where the stored answer grew.
 */
export async function tellAnswer(
  services: TellServices,
  questionId: string,
  grown?: Grown,
): Promise<void> {
  const { db, messenger, agent } = services;
  const owed = await owedAnswer(db, questionId);
  if (!owed) return;
  const { destination, isAnswered } = owed;
  const told = await messenger.inTurn(destination.channel, (direct) =>
    withMessageLock(db, questionId, () => tell(services, { direct, questionId, grown })),
  );
  if (told === 'closed') await tellElsewhere(services, { questionId, owed });
  if (told === 'told' && isAnswered) await agent.suggest(destination, DUCKY_PROMPTS);
}

interface Telling {
  direct: DirectMessenger;
  questionId: string;
  grown: Grown | undefined;
}

/** Posts the outcome, unless another process has, and stores that it is reported. */
async function tell(
  services: TellServices,
  { direct, questionId, grown }: Telling,
): Promise<'told' | 'closed' | 'not owed'> {
  const { db, now } = services;
  const owed = await owedAnswer(db, questionId);
  if (!owed) return 'not owed';
  const told = { direct, questionId, owed };
  const stream = grown?.stream;
  const isTold = (stream && (await endStream(db, told, stream))) || (await showWhole(db, told));
  if (!isTold) return 'closed';
  await markQuestionReported(db, questionId, now());
  return 'told';
}

type Told = Omit<Telling, 'grown'> & { owed: OwedAnswer };

/**
 * Ends the stream of an answer with what is left of it.
 * @returns false where it must be told whole.
 */
async function endStream(
  db: TellServices['db'],
  { direct, questionId, owed }: Told,
  { messageTs, sentLength }: AnswerStream,
): Promise<boolean> {
  const question = owed.isAnswered ? await findQuestion(db, questionId) : undefined;
  if (!question?.said?.text) return false;
  const markdown = addedMarkdown(question.said.text, sentLength);
  const blocks = answerFooter(answerParts(question, question.said));
  const { channel } = owed.destination;
  return direct.stopStream({ channel, messageTs }, { markdown, blocks });
}

/**
 * Posts the whole outcome, in place of the message that may be there.
 * @returns false where the channel is closed to us.
 */
async function showWhole(
  db: TellServices['db'],
  { direct, questionId: id, owed: { destination, askedAt } }: Told,
): Promise<boolean> {
  const { channel, threadTs } = destination;
  const named = { ...destination, post: { id, since: askedAt } };
  const forms = await outcomeForms(db, id);
  try {
    // A crash may have come between posting a message and storing its ts.
    const messageTs = destination.messageTs ?? (await direct.findPost(named));
    // A message that grows cannot be replaced; in threads they may.
    if (threadTs !== undefined && messageTs !== undefined) {
      await direct.stopStream({ channel, messageTs }, { markdown: '', blocks: [] });
    }
    const told = await publishFirst(direct, { ...named, messageTs }, { forms, pauseMs: 0 });
    if (told !== destination.messageTs) await setQuestionMessage(db, id, told);
    return true;
  } catch (error) {
    if (isPermanentFailure(error)) return false;
    throw error;
  }
}
