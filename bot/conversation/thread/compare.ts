import { planHash } from '../../../data/plan.ts';
import {
  type ForecastRequest,
  findRequest,
  finishRequest,
} from '../../../data/postgres/requests/requests.ts';
import type { Reading } from '../../../prompts/reading.ts';
import type { Asked } from '../asked.ts';
import { takeRequest } from '../asking/request.ts';
import type { Conversation } from '../conversation.ts';
import { stopJob } from '../jobs.ts';
import { isOpen } from '../message-lock.ts';

/**
 * How long an answer is reused in a comparison: an older one may rest on other data than a new one,
 * and would not compare.
 */
const MAX_AGE_MS = 3_600_000;

/** Two plans to set side by side, and what was assumed in reading them. */
export type PlansToCompare = Pick<Extract<Reading, { kind: 'compare' }>, 'plans' | 'assumptions'>;

/**
 * Starts the comparison of two plans: a forecast each, of which the second is answered with both
 * side by side. A recent forecast of the first is reused.
 */
export async function takeComparison(
  conversation: Conversation,
  asked: Asked,
  { plans: [first, second], assumptions }: PlansToCompare,
): Promise<void> {
  const known = asked.previous && planHash(first) === asked.previous.planHash && asked.previous;
  const isUsable = known && isFresh(known, conversation.now());
  const other = isUsable ? { parentId: known.id } : { beside: first };
  const wanted = { plan: second, assumptions, relation: 'comparison', ...other } as const;
  await takeRequest(conversation, asked, wanted);
}

function isFresh({ createdAt }: ForecastRequest, now: Date): boolean {
  return now.getTime() - createdAt.getTime() < MAX_AGE_MS;
}

/**
 * Cancels the other forecast of a comparison that was cancelled, where nobody else waits for it.
 */
export async function cancelCompared(
  services: Pick<Conversation, 'db' | 'queues' | 'now' | 'log'>,
  { relation, parentId }: ForecastRequest,
): Promise<void> {
  const { db, now } = services;
  if (relation !== 'comparison' || parentId === null) return;
  const compared = await findRequest(db, parentId);
  if (!compared || compared.destination !== null || !isOpen(compared)) return;
  await finishRequest(db, compared.id, { status: 'cancelled', at: now() });
  await stopJob(services, { name: 'forecast', requestId: compared.id });
}
