import type { Question } from '../../../data/postgres/questions/questions.ts';
import { NOTHING_SAID, type Said } from '../../../data/said.ts';
import { partialAnswer } from '../../blocks/ducky/answer.ts';
import { addedMarkdown } from '../../blocks/ducky/markdown.ts';
import { askedBlock } from '../../blocks/ducky/parts.ts';
import { type DirectMessenger, publishFirst } from '../messenger.ts';
import { answerParts } from './answer-parts.ts';

/** An open stream of Slack, and how much of the answer was sent to it. */
export interface AnswerStream {
  messageTs: string;
  /** Characters of the answer's text. */
  sentLength: number;
}

/** A message in which an answer grows. */
export interface StreamedMessage {
  messageTs: string;
  /** @returns false where the message takes no more. */
  grow(direct: DirectMessenger, said: Said): Promise<boolean>;
  /** Where it grows by Slack's own streaming. */
  stream?: AnswerStream;
}

/**
 * Posts the message in which the answer to a question grows: by Slack's own streaming, or, where
 * there is none, by replacing it.
 * @throws AppError where Ducky may not write there.
 */
export async function postGrowing(
  direct: DirectMessenger,
  question: Question,
): Promise<StreamedMessage> {
  const { id, destination, createdAt, requestedBy: user, teamId } = question;
  const place = { ...destination, post: { id, since: createdAt } };
  const parts = answerParts(question, NOTHING_SAID);
  const opening = { recipient: { user, teamId }, blocks: [askedBlock(parts)] };
  const streamTs = await direct.startStream(place, opening);
  if (streamTs !== undefined) return streamed(destination.channel, streamTs);
  const forms = [partialAnswer(parts)];
  return replaced(question, await publishFirst(direct, place, { forms, pauseMs: 0 }));
}

/** Appends what is new of the answer to Slack's stream. */
function streamed(channel: string, messageTs: string): StreamedMessage {
  const stream = { messageTs, sentLength: 0 };
  return {
    messageTs,
    stream,
    async grow(direct, { text }) {
      const added = addedMarkdown(text, stream.sentLength);
      if (added === '') return true;
      const isTaken = await direct.appendStream({ channel, messageTs }, added);
      if (isTaken) stream.sentLength = text.length;
      return isTaken;
    },
  };
}

/** Updates the whole message each time, where Slack has no streaming. */
function replaced(question: Question, messageTs: string): StreamedMessage {
  return {
    messageTs,
    async grow(direct, said) {
      const place = { ...question.destination, messageTs };
      const shown = await direct.publish(place, partialAnswer(answerParts(question, said)));
      return 'messageTs' in shown;
    },
  };
}
