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
import { isOpen } from '../message-lock.ts';

/** An older answer may rest on other data than a new one, and would not compare. */
const MAX_AGE_MS = 3_600_000;

/** Two plans to set side by side, and what was assumed in reading them. */
export type PlansToCompare = Pick<Extract<Reading, { kind: 'compare' }>, 'plans' | 'assumptions'>;

/** Sets two forecasts on their way, of which the second tells both side by side. */
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

/** Stops the forecast that a cancelled comparison alone was waiting for. */
export async function cancelCompared(
  { db, queues, now }: Pick<Conversation, 'db' | 'queues' | 'now'>,
  { relation, parentId }: ForecastRequest,
): Promise<void> {
  if (relation !== 'comparison' || parentId === null) return;
  const compared = await findRequest(db, parentId);
  if (!compared || compared.destination !== null || !isOpen(compared)) return;
  await finishRequest(db, compared.id, { status: 'cancelled', at: now() });
  await queues.cancel({ name: 'forecast', requestId: compared.id });
}
