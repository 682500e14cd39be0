import type { ModalView } from '@slack/types';

import { AppError, describeError } from '../../../data/errors.ts';
import { type PlanStatus, savePlan } from '../../../data/postgres/plans/plans.ts';
import { describePlan } from '../../../prompts/describe.ts';
import { savePlanModal } from '../../blocks/digest/save-plan-modal.ts';
import { notice } from '../../blocks/notice.ts';
import type { Conversation } from '../conversation.ts';
import { type AnswerOrigin, printOrigin, type SubmittedModal } from './answer-modal.ts';
import { knownRequest } from './answered.ts';

/**
 * The modal that asks for the name of a request's plan.
 * @throws AppError where there is no such request.
 */
export async function savePlanView(
  conversation: Conversation,
  origin: AnswerOrigin,
): Promise<ModalView> {
  const { plan } = await knownRequest(conversation, origin.requestId);
  return savePlanModal({ understood: describePlan(plan).line, metadata: printOrigin(origin) });
}

/** What was submitted: problems are shown under the name. */
export interface SavePlanWish extends SubmittedModal {
  name: string;
  status: PlanStatus;
}

/**
 * Saves the plan of a forecast in its channel when somebody submits the Save plan modal; a plan
 * that had the name is replaced.
 * @returns the problem to show under the name, or what to run once the modal is closed.
 */
export async function saveNamedPlan(
  conversation: Conversation,
  wish: SavePlanWish,
): Promise<{ problem: string } | { run: () => Promise<void> }> {
  const { db, now, messenger, seen } = conversation;
  const { requestId, user: savedBy, teamId, channel, threadTs, name, status, key } = wish;
  try {
    const { plan } = await knownRequest(conversation, requestId);
    const wanted = { teamId, channel, savedBy, name, status, plan };
    const saved = await savePlan(db, wanted, now());
    const words = savedInWords({ name: saved.plan.name, status, outcome: saved.outcome });
    const to = { channel, threadTs, user: savedBy };
    return {
      run: async () => {
        if (seen.add(key)) await messenger.whisper(to, notice(words));
      },
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { problem: describeError(error) };
  }
}

interface Saved {
  name: string;
  status: PlanStatus;
  outcome: 'created' | 'updated';
}

function savedInWords({ name, status, outcome }: Saved): string {
  const what = `“${name}” as ${status === 'draft' ? 'a draft' : 'booked'}`;
  const next = 'See this channel’s plans with /forecast plans.';
  if (outcome === 'created') return `Saved ${what}. ${next}`;
  return `Saved ${what}; it replaces the plan that had this name. ${next}`;
}
