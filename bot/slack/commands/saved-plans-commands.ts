import { showDigest } from '../../conversation/digest/digest-subscription.ts';
import { showPlans } from '../../conversation/digest/plans.ts';
import type { Subcommand, SubcommandCall } from './subcommand.ts';

const whereOf = ({ teamId, place, requestedBy }: SubcommandCall) => ({
  teamId,
  channel: place.channel,
  user: requestedBy,
});

/** `/forecast digest` shows the channel's weekly digest, or offers one. */
export const digestCommand: Subcommand = async (conversation, call) => {
  await call.tellAsker(await showDigest(conversation, whereOf(call)));
};

/** `/forecast plans` lists the channel's saved plans. */
export const plansCommand: Subcommand = async (conversation, call) => {
  await call.tellAsker(await showPlans(conversation, whereOf(call)));
};
