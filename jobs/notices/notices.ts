import type pg from 'pg';

import type { Clock } from '../../data/calendar.ts';
import { type NewNotice, owedNotices, storeNotices } from '../../data/postgres/notices/notices.ts';
import type { Queues } from '../queue.ts';
import type { OwedKind } from '../reconcile/recover-lost-jobs.ts';

export interface NoticeServices {
  pool: pg.Pool;
  queues: Pick<Queues, 'add'>;
  clock: Clock;
  /** Slack channels where administrators are. */
  adminChannels: readonly string[];
}

/**
 * Notices not yet posted to a channel of administrators, and how they are revived after a crash:
 * nothing is to be done for them before.
 */
export const OWED_NOTICES: OwedKind<never> = {
  read: owedNotices,
  job: (id) => id,
  report: (noticeId) => ({ name: 'tell-notice', noticeId }),
  fail: async () => {},
};

/**
 * Notifies administrators in their Slack channels, once however often it is said: notices are
 * deduplicated by their key.
 */
export async function notifyAdmins(
  services: NoticeServices,
  notice: Omit<NewNotice, 'channels'>,
): Promise<void> {
  const { pool, adminChannels: channels, clock } = services;
  const ids = await storeNotices(pool, { ...notice, channels }, clock());
  await tellNotices(services, ids);
}

/** Adds the jobs that post stored notices to Slack; those of a crash in between are revived. */
export async function tellNotices(
  { queues }: Pick<NoticeServices, 'queues'>,
  ids: readonly string[],
): Promise<void> {
  for (const noticeId of ids) await queues.add({ name: 'tell-notice', noticeId });
}
