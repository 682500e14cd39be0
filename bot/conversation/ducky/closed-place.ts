import type { Question } from '../../../data/postgres/questions/questions.ts';
import { message } from '../../blocks/message.ts';
import { quote, section } from '../../blocks/text.ts';
import type { Conversation } from '../conversation.ts';
import { reasonOf } from '../failure.ts';
import { publishFirst } from '../messenger.ts';

/** Tells whoever asked, directly, that their question cannot be answered where they asked it. */
export async function tellElsewhere(
  { messenger, openDirect, log }: Pick<Conversation, 'messenger' | 'openDirect' | 'log'>,
  { id, text, requestedBy, destination, createdAt }: Question,
): Promise<void> {
  const { channel } = destination;
  const words = `I could not answer “${quote(text)}” in <#${channel}>: the channel is archived, or I may not write in it. Invite me to it and ask again, or ask me here.`;
  try {
    const place = { channel: await openDirect(requestedBy), post: { id, since: createdAt } };
    const forms = [message(words, [section(words)])];
    await publishFirst(messenger, place, { forms, pauseMs: 0 });
  } catch (error) {
    log.warn({ questionId: id, reason: reasonOf(error) }, 'whoever asked cannot be told');
  }
}
