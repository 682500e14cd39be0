import {
  markNoticeReported,
  owedNotice,
  readNotice,
  setNoticeMessage,
} from '../../../data/postgres/notices/notices.ts';
import type { SlackMessage } from '../../blocks/message.ts';
import { adminNotice } from '../../blocks/notices/admin-notice.ts';
import type { Conversation } from '../conversation.ts';
import { withMessageLock } from '../message-lock.ts';
import type { DirectMessenger } from '../messenger.ts';
import { readableForms, tellOutcome } from '../tell-outcome.ts';

type TellServices = Pick<Conversation, 'db' | 'messenger' | 'now' | 'log'>;

/**
 * Posts an alert for administrators in their channel: jobs gave up, or a model was retrained. May
 * be called any number of times: it is told once.
 */
export async function tellNotice(services: TellServices, noticeId: string): Promise<void> {
  const { db, messenger } = services;
  const owed = await owedNotice(db, noticeId);
  if (!owed) return;
  // First the turn, then the lock: a channel that has to wait must not hold a connection.
  await messenger.inTurn(owed.channel, (direct) =>
    withMessageLock(db, noticeId, () => tell({ ...services, messenger: direct }, noticeId)),
  );
}

/** Posts the notice, unless another process has, and stores that it is reported. */
async function tell(
  { db, messenger, now, log }: Omit<TellServices, 'messenger'> & { messenger: DirectMessenger },
  noticeId: string,
): Promise<void> {
  const owed = await owedNotice(db, noticeId);
  if (!owed) return;
  const { channel, messageTs, createdAt } = owed;
  const isTold = await tellOutcome(messenger, {
    id: noticeId,
    place: { channel, messageTs: messageTs ?? undefined },
    askedAt: createdAt,
    forms: await readableForms(noticeId, () => readForms(db, noticeId)),
    remember: (ts) => setNoticeMessage(db, noticeId, ts),
  });
  if (!isTold) log.warn({ channel }, 'a channel of ADMIN_CHANNELS is closed to us');
  await markNoticeReported(db, noticeId, now());
}

async function readForms(db: Conversation['db'], noticeId: string): Promise<SlackMessage[]> {
  const content = await readNotice(db, noticeId);
  if (!content) throw new Error('a notice that is owed must exist');
  return adminNotice(content);
}
