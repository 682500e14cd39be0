import type { App } from '@slack/bolt';

import { DIGEST_ACTIONS } from '../../blocks/digest/digest-buttons.ts';
import { PLAN_ACTIONS } from '../../blocks/digest/plans.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import {
  archive,
  changeStatus,
  forecastAgain,
  showPlans,
} from '../../conversation/digest/plans.ts';
import { type ChannelClick, onChannelClick } from './channel-click.ts';

/** The list of a channel's saved plans, and what can be done with each. */
export function listenToPlans(app: App, conversation: Conversation): void {
  const on = onChannelClick(app, conversation);
  const planOf = (click: ChannelClick) => ({ ...click, planId: click.value });
  const turnPage = async (click: ChannelClick) =>
    click.show(await showPlans(conversation, click, { page: Number(click.value) || 0 }));
  on(DIGEST_ACTIONS.plans, async (click) => click.tellAsker(await showPlans(conversation, click)));
  on(PLAN_ACTIONS.previousPage, turnPage);
  on(PLAN_ACTIONS.nextPage, turnPage);
  on(PLAN_ACTIONS.forecast, (click) => forecastAgain(conversation, planOf(click)));
  on(PLAN_ACTIONS.book, async (click) =>
    click.show(await changeStatus(conversation, planOf(click), 'booked')),
  );
  on(PLAN_ACTIONS.draft, async (click) =>
    click.show(await changeStatus(conversation, planOf(click), 'draft')),
  );
  on(PLAN_ACTIONS.archive, async (click) => click.show(await archive(conversation, planOf(click))));
}
