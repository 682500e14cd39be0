import {
  markQuestionReported,
  markQuestionReportedElsewhere,
  type OwedAnswer,
  owedAnswer,
} from '../../../data/postgres/questions/owed-questions.ts';
import { message, type SlackMessage } from '../../blocks/message.ts';
import { section } from '../../blocks/text.ts';
import type { Conversation } from '../conversation.ts';
import { reasonOf } from '../failure.ts';
import { withMessageLock } from '../message-lock.ts';
import { type DirectMessenger, isPermanentFailure, publishFirst } from '../messenger.ts';
import { outcomeForms } from './outcome.ts';

type ElsewhereServices = Pick<Conversation, 'db' | 'messenger' | 'openDirect' | 'now' | 'log'>;

interface ToldElsewhere {
  questionId: string;
  owed: OwedAnswer;
}

/**
 * Sends the outcome of a question by direct message, once, where the channel it was asked in is
 * archived or closed to us. Where that fails for good too, it is logged, and the outcome not owed
 * any more.
 */
export async function tellElsewhere(
  services: ElsewhereServices,
  { questionId, owed }: ToldElsewhere,
): Promise<void> {
  const { db, messenger, openDirect, now, log } = services;
  try {
    const channel = await openDirect(owed.requestedBy);
    await messenger.inTurn(channel, (direct) =>
      withMessageLock(db, questionId, () =>
        tell(services, { questionId, owed, direct, directChannel: channel }),
      ),
    );
  } catch (error) {
    if (!isPermanentFailure(error)) throw error;
    log.warn({ questionId, reason: reasonOf(error) }, 'whoever asked cannot be told');
    await markQuestionReported(db, questionId, now());
  }
}

/**
 * Posts the outcome in the direct message, unless it is there already, and stores that it is
 * reported.
 */
async function tell(
  { db, now }: ElsewhereServices,
  {
    questionId: id,
    owed,
    direct,
    directChannel: channel,
  }: ToldElsewhere & { direct: DirectMessenger; directChannel: string },
): Promise<void> {
  if (!(await owedAnswer(db, id))) return;
  const place = { channel, post: { id, since: owed.askedAt } };
  const forms = (await outcomeForms(db, id)).map(saidElsewhere(owed.destination.channel));
  // A crash may have come between posting it and storing that.
  const found = await direct.findPost(place);
  const messageTs = found ?? (await publishFirst(direct, place, { forms, pauseMs: 0 }));
  const destination = { channel, messageTs };
  await markQuestionReportedElsewhere(db, id, { destination, at: now() });
}

/** Begins with where it was asked, and why it is told here. */
function saidElsewhere(channel: string): (form: SlackMessage) => SlackMessage {
  const words = `You asked in <#${channel}>, but it is archived or I may not write in it, so I answer here. To get answers there, invite me to it.`;
  return ({ text, blocks }) => message(`${words}\n${text}`, [section(words), ...blocks]);
}
