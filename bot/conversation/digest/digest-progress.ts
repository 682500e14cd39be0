import { findDigest } from '../../../data/postgres/plans/digests.ts';
import { type ChannelOfTeam, listPlans } from '../../../data/postgres/plans/plans.ts';
import { DIGEST_STEPS } from '../../../jobs/contract.ts';
import {
  digestPlaceholder,
  simpleDigestPlaceholder,
} from '../../blocks/digest/digest-placeholder.ts';
import type { SlackMessage } from '../../blocks/message.ts';
import type { Conversation } from '../conversation.ts';
import { withMessageLock } from '../message-lock.ts';
import { replaceMessage, type ShowProgress } from '../progress.ts';

/** Shows in the placeholder of a digest how far it has come. */
export const showDigestProgress: ShowProgress = ({ db, messenger }, digestId, progress) =>
  withMessageLock(db, digestId, async () => {
    const digest = await findDigest(db, digestId);
    if (!digest?.messageTs || digest.finishedAt) return false;
    const place = { channel: digest.channel, messageTs: digest.messageTs };
    const { requestedBy, channel, teamId } = digest;
    const asked = {
      digestId,
      requestedBy: requestedBy ?? '',
      channel,
      teamId: teamId ?? undefined,
    };
    const { step: current, fraction } = progress;
    const forms = await placeholderForms(db, asked, { current, fraction });
    return replaceMessage(messenger, { place, forms });
  });

/** The placeholder of a digest at a step; without one, while it waits for its turn. */
export async function placeholderForms(
  db: Conversation['db'],
  { digestId, requestedBy, ...where }: ChannelOfTeam & { digestId: string; requestedBy: string },
  at: { current?: string; fraction?: number | null } = {},
): Promise<SlackMessage[]> {
  const plans = (await listPlans(db, where)).length;
  const parts = { digestId, plans, requestedBy, steps: DIGEST_STEPS, ...at };
  return [digestPlaceholder(parts), simpleDigestPlaceholder(parts)];
}
