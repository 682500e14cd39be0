import { questionOfMessage } from '../../../data/postgres/questions/thread-questions.ts';
import { findRequest } from '../../../data/postgres/requests/requests.ts';
import { isRepeatedClick } from '../answer/double-click.ts';
import type { Asked } from '../asked.ts';
import { ask } from '../asking/ask.ts';
import type { Conversation } from '../conversation.ts';
import { tellFailure } from '../failure.ts';

/**
 * Asks what an option says when somebody clicks its button. An option of a question that we asked
 * back takes its place; what an answer of ours offers leaves the answer as it is, and follows from
 * the forecast it was about.
 */
export async function chooseOption(conversation: Conversation, asked: Asked): Promise<void> {
  try {
    const followUp = await followUpOf(conversation, asked);
    if (followUp !== 'repeated') await ask(conversation, followUp);
  } catch (error) {
    await tellFailure(conversation, asked, error);
  }
}

/**
 * Where the reply to a clicked option goes, and which forecast it follows from; a double click is
 * told apart.
 */
async function followUpOf(
  { db, seen, now }: Conversation,
  asked: Asked,
): Promise<Asked | 'repeated'> {
  const { channel, threadTs, messageTs } = asked.place;
  if (messageTs === undefined) return asked;
  const question = await questionOfMessage(db, { channel, messageTs });
  if (!question) return asked;
  const key = `follow-up:${asked.requestedBy}:${messageTs}:${asked.text}`;
  if (isRepeatedClick(seen, { key, atMs: now().getTime() })) return 'repeated';
  const { requestId } = question;
  const previous = requestId === null ? undefined : await findRequest(db, requestId);
  return { ...asked, previous, place: { channel, threadTs: threadTs ?? messageTs } };
}
