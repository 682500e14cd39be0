import { addDays, type Day, daysBetween } from '../../../data/calendar.ts';
import { AppError } from '../../../data/errors.ts';
import type { Flight } from '../../../data/plan.ts';
import {
  archivePlan,
  findPlan,
  listPlans,
  type PlanStatus,
  type SavedPlan,
  setPlanStatus,
} from '../../../data/postgres/plans/plans.ts';
import { describePlan } from '../../../prompts/describe.ts';
import { savedPlans } from '../../blocks/digest/plans.ts';
import type { SlackMessage } from '../../blocks/message.ts';
import type { Asked } from '../asked.ts';
import { takeRequest } from '../asking/request.ts';
import type { Conversation } from '../conversation.ts';
import type { InChannel } from './digest-subscription.ts';

/** Lists the saved plans of a channel, one page at a time. */
export async function showPlans(
  { db }: Pick<Conversation, 'db'>,
  where: InChannel,
  { page = 0, news }: { page?: number; news?: string } = {},
): Promise<SlackMessage> {
  const saved = await listPlans(db, where);
  const plans = saved.map((plan) => ({ plan, understood: describePlan(plan.plan).line }));
  return savedPlans({ plans, page, news });
}

/** A saved plan that somebody clicked on, in the channel it is saved in. */
export interface PlanWish extends InChannel {
  planId: string;
}

/**
 * Changes the status of a saved plan: books it, or makes it a draft again. @returns the plans as
 * they are then.
 */
export async function changeStatus(
  conversation: Conversation,
  wish: PlanWish,
  status: PlanStatus,
): Promise<SlackMessage> {
  const { db, now } = conversation;
  const { id, name } = await requirePlan(conversation, wish);
  await setPlanStatus(db, { id, status }, now());
  const news = status === 'booked' ? `Booked “${name}”.` : `“${name}” is a draft again.`;
  return showPlans(conversation, wish, { news });
}

/** Archives a saved plan, which frees its name. @returns the plans as they are then. */
export async function archive(conversation: Conversation, wish: PlanWish): Promise<SlackMessage> {
  const { db, now } = conversation;
  const { id, name } = await requirePlan(conversation, wish);
  await archivePlan(db, id, now());
  return showPlans(conversation, wish, { news: `Archived “${name}”; its name is free again.` });
}

/** Forecasts a saved plan anew, in its channel: what is left of its flight, where that has begun. */
export async function forecastAgain(
  conversation: Conversation,
  wish: PlanWish & Pick<Asked, 'key' | 'tellAsker'>,
): Promise<void> {
  const { plan } = await requirePlan(conversation, wish);
  const { today } = await conversation.readingContext();
  const { flight, assumption } = flightAhead(plan.flight, today);
  const { user: requestedBy, teamId, channel, key, tellAsker } = wish;
  const ahead = { ...plan, flight };
  const text = describePlan(ahead).line;
  const asked = { text, requestedBy, teamId, place: { channel }, key, tellAsker };
  const assumptions = assumption === undefined ? [] : [assumption];
  await takeRequest(conversation, asked, { plan: ahead, assumptions });
}

/** The days of a flight that can be forecast; of one that is over, as many days from tomorrow. */
function flightAhead({ start, end }: Flight, today: Day): { flight: Flight; assumption?: string } {
  const tomorrow = addDays(today, 1);
  if (start >= tomorrow) return { flight: { start, end } };
  if (end >= tomorrow) {
    const assumption = 'Only the days to come, as the flight of the saved plan has begun';
    return { flight: { start: tomorrow, end }, assumption };
  }
  const moved = { start: tomorrow, end: addDays(tomorrow, daysBetween(start, end)) };
  const assumption = 'As many days from tomorrow, as the flight of the saved plan is over';
  return { flight: moved, assumption };
}

/**
 * Loads a plan that is saved in the channel.
 * @throws AppError where the channel has no such plan any more.
 */
export async function requirePlan(
  { db }: Pick<Conversation, 'db'>,
  { planId, ...where }: Omit<PlanWish, 'user'>,
): Promise<SavedPlan> {
  const plan = await findPlan(db, where, planId);
  if (plan) return plan;
  throw new AppError('not_found', 'This plan is not saved in this channel any more.');
}
