import type { ActionsBlock, Button, KnownBlock } from '@slack/types';

import type { SavedPlan } from '../../../data/postgres/plans/plans.ts';
import { actions } from '../buttons.ts';
import { LIMITS } from '../limits.ts';
import { message, type SlackMessage } from '../message.ts';
import { context, escapeMrkdwn, plainText, quote, section } from '../text.ts';

/** The action ids of the list's buttons; the value is the plan's id, or the page's number. */
export const PLAN_ACTIONS = {
  forecast: 'plan_forecast',
  book: 'plan_book',
  draft: 'plan_draft',
  archive: 'plan_archive',
  previousPage: 'plan_previous_page',
  nextPage: 'plan_next_page',
} as const;

export interface PlansParts {
  /** Every saved plan of the channel, and its plan in words. */
  plans: readonly { plan: SavedPlan; understood: string }[];
  /** From 0; one that is not there any more is the last. */
  page: number;
  /** What was just done. */
  news?: string | undefined;
}

/** Two blocks a plan, and room for what stands around them. */
const PLANS_A_PAGE = 20;

const NONE =
  'No plan is saved in this channel yet. Press “Save plan” under a forecast to keep it here.';

/**
 * The answer to `/forecast plans`: the saved plans of a channel, a page at a time, each with
 * buttons to forecast, book or archive it.
 */
export function savedPlans({ plans, page, news }: PlansParts): SlackMessage {
  const pages = Math.max(1, Math.ceil(plans.length / PLANS_A_PAGE));
  const current = Math.min(Math.max(0, page), pages - 1);
  const shown = plans.slice(current * PLANS_A_PAGE, (current + 1) * PLANS_A_PAGE);
  const title = plans.length === 0 ? NONE : `Saved plans of this channel: ${plans.length}.`;
  const lines = shown.map(({ plan, understood }) => `${nameOf(plan)}: ${quote(understood)}`);
  const head = [...(news ? [escapeMrkdwn(news)] : []), title].join('\n');
  return message([head, ...lines].join('\n'), [
    section(head),
    ...shown.flatMap(planBlocks),
    ...(pages > 1 ? [pageButtons(current, pages), context(`Page ${current + 1} of ${pages}`)] : []),
  ]);
}

function nameOf({ name, status }: SavedPlan): string {
  return `${quote(name)} (${status})`;
}

function planBlocks({ plan, understood }: PlansParts['plans'][number]): KnownBlock[] {
  const isDraft = plan.status === 'draft';
  return [
    section(`*${quote(plan.name)}* · ${plan.status}\n${quote(understood)}`),
    actions(
      button('forecast', 'Forecast again', plan.id),
      isDraft ? button('book', 'Book', plan.id) : button('draft', 'Make it a draft', plan.id),
      button('archive', 'Archive', plan.id),
    ),
  ];
}

function pageButtons(current: number, pages: number): ActionsBlock {
  const back = button('previousPage', 'Previous', `${current - 1}`);
  const on = button('nextPage', 'Next', `${current + 1}`);
  return actions(...(current > 0 ? [back] : []), ...(current < pages - 1 ? [on] : []));
}

function button(action: keyof typeof PLAN_ACTIONS, text: string, value: string): Button {
  return {
    type: 'button',
    action_id: PLAN_ACTIONS[action],
    text: plainText(text, LIMITS.buttonText),
    value,
  };
}
