import type { Plan } from '../../../data/plan.ts';
import type { ForecastRequest, NewRequest } from '../../../data/postgres/requests/requests.ts';
import type { Asked } from '../asked.ts';
import type { Conversation } from '../conversation.ts';
import { queueOwed } from '../jobs.ts';
import { postPlaceholder } from './placeholder.ts';
import { acceptForPerson } from './running-limit.ts';

/** What to forecast, and how that follows from an earlier request. */
export interface Wanted
  extends Pick<NewRequest, 'plan' | 'assumptions' | 'parentId' | 'relation' | 'breakdownBy'> {
  /** A plan to forecast for the comparison alone, in place of an earlier request. */
  beside?: Plan;
}

/**
 * Accepts a forecast request: stores its row, posts its placeholder, and queues its job, in that
 * order. What fails in between is taken up by the reconciler, which finds the row.
 */
export async function takeRequest(
  conversation: Conversation,
  asked: Asked,
  wanted: Wanted,
): Promise<void> {
  const accepted = await store(conversation, asked, wanted);
  const { request, parent, isNew } = accepted;
  if (!isNew) return;
  await postPlaceholder(conversation, accepted, asked);
  if (parent) await enqueue(conversation, parent);
  await enqueue(conversation, request);
}

/** Stores the request, and with it the plan it is compared with; repeats are deduplicated. */
function store(
  conversation: Conversation,
  asked: Asked,
  { beside, ...wanted }: Wanted,
): ReturnType<typeof acceptForPerson> {
  const { text, requestedBy, teamId, place } = asked;
  const { channel, threadTs, messageTs } = place;
  const destination = { channel, ...(threadTs && { threadTs }), ...(messageTs && { messageTs }) };
  const dedupeKey = dedupeKeyOf(asked);
  const shared = { source: 'slack', requestedBy, teamId, text } as const;
  return acceptForPerson(conversation, {
    wanted: { ...shared, ...wanted, dedupeKey, destination },
    parent: beside && {
      ...shared,
      plan: beside,
      assumptions: wanted.assumptions,
      dedupeKey: `${dedupeKey}:beside`,
      // Nobody is told of it alone.
      destination: null,
    },
  });
}

/** Queues the job of a forecast; where the queue is away, the reconciler does so later. */
function enqueue(conversation: Conversation, { id }: ForecastRequest): Promise<void> {
  return queueOwed(conversation, { name: 'forecast', requestId: id }, { isNew: true });
}

/**
 * The key that deduplicates requests: a message holds one, however often the question it was before
 * is answered.
 */
function dedupeKeyOf({ key, place }: Asked): string {
  return place.messageTs === undefined ? key : `in:${place.channel}:${place.messageTs}`;
}
