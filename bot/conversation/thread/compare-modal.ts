import type { ModalView } from '@slack/types';

import { AppError, badInput, describeError } from '../../../data/errors.ts';
import { planHash } from '../../../data/plan.ts';
import { listPlans } from '../../../data/postgres/plans/plans.ts';
import type { ForecastRequest } from '../../../data/postgres/requests/requests.ts';
import { describePlan } from '../../../prompts/describe.ts';
import { compareModal } from '../../blocks/comparison/compare-modal.ts';
import { type AnswerOrigin, printOrigin, type SubmittedModal } from '../answer/answer-modal.ts';
import { knownRequest } from '../answer/answered.ts';
import type { Asked } from '../asked.ts';
import { planOf, readText } from '../asking/ask.ts';
import type { Conversation } from '../conversation.ts';
import { requirePlan } from '../digest/plans.ts';
import { tellFailure } from '../failure.ts';
import { READING_TIMEOUT_MS } from '../reading-time.ts';
import { type PlansToCompare, takeComparison } from './compare.ts';
import { threadOf } from './thread.ts';

/** Where, and in which workspace, the plans to choose from are kept. */
interface CompareOrigin extends AnswerOrigin {
  teamId: string | undefined;
}

/**
 * The modal that asks what to compare a request with.
 * @throws AppError where there is no such request.
 */
export async function compareView(
  conversation: Conversation,
  { teamId, ...origin }: CompareOrigin,
): Promise<ModalView> {
  const { requestId, channel } = origin;
  const [request, plans] = await Promise.all([
    knownRequest(conversation, requestId),
    listPlans(conversation.db, { teamId, channel }),
  ]);
  const understood = describePlan(request.plan).line;
  return compareModal({ understood, plans, metadata: printOrigin(origin) });
}

/** What was submitted: words, or a saved plan. */
export interface CompareWish extends SubmittedModal {
  text: string;
  planId: string | undefined;
}

/**
 * Validates a submitted comparison modal in time for Slack: the problem to show in it, or what to
 * run once it is closed. What takes longer to read is answered in the thread.
 */
export async function submitCompare(
  conversation: Conversation,
  wish: CompareWish,
): Promise<{ problem: string } | { run: () => Promise<void> }> {
  try {
    const request = await knownRequest(conversation, wish.requestId);
    const reading = plansToCompare(conversation, { request, wish });
    const tooSlow = new Promise<void>((resolve) => {
      setTimeout(resolve, READING_TIMEOUT_MS).unref();
    });
    await Promise.race([reading, tooSlow]);
    return { run: () => runComparison(conversation, { request, wish, reading }) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { problem: describeError(error) };
  }
}

interface Submitted {
  request: ForecastRequest;
  wish: CompareWish;
}

/** Starts a submitted comparison, once, in the thread of the answer; errors are told there. */
async function runComparison(
  conversation: Conversation,
  { request, wish, reading }: Submitted & { reading: Promise<PlansToCompare> },
): Promise<void> {
  if (!conversation.seen.add(wish.key)) return;
  const { user, teamId, key, text } = wish;
  const place = threadOf(request, wish);
  const tellAsker: Asked['tellAsker'] = (message) =>
    conversation.messenger.whisper({ ...place, user }, message);
  try {
    const asked = { text, requestedBy: user, teamId, place, key, previous: request, tellAsker };
    await takeComparison(conversation, asked, await reading);
  } catch (error) {
    await tellFailure(conversation, { tellAsker }, error);
  }
}

/**
 * The two plans that a submitted modal compares.
 * @throws AppError where they are the same, or one cannot be read.
 */
async function plansToCompare(
  conversation: Conversation,
  submitted: Submitted,
): Promise<PlansToCompare> {
  const plans = await readOther(conversation, submitted);
  const [first, second] = plans.plans.map(planHash);
  if (first === second) throw badInput('That is the same plan. Say what should be different.');
  return plans;
}

/**
 * Parses the plan to compare with from the submitted text, or loads the saved one that was chosen.
 */
async function readOther(
  conversation: Conversation,
  { request: { plan }, wish: { text, planId, teamId, channel } }: Submitted,
): Promise<PlansToCompare> {
  if (text.trim() !== '') {
    const reading = await readText(conversation, text, { previous: plan });
    if (reading.kind === 'compare') return reading;
    const other = planOf(reading);
    return { plans: [plan, other.plan], assumptions: other.assumptions };
  }
  if (planId === undefined) throw badInput('Say what to compare with, or choose a saved plan.');
  const saved = await requirePlan(conversation, { planId, teamId, channel });
  return { plans: [plan, saved.plan], assumptions: [] };
}
