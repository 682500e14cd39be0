import type { App } from '@slack/bolt';

import { LIST_DIMENSIONS } from '../../../data/dimensions.ts';
import { searchOptions } from '../../blocks/asking/plan-modal/choices.ts';
import { ACTIONS } from '../../blocks/buttons.ts';
import { knownValues } from '../../conversation/asking/known-values.ts';
import type { Conversation } from '../../conversation/conversation.ts';

/**
 * Autocompletes a menu of the plan form: offers the values that match what somebody types into it.
 */
export function listenToValueSearch(app: App, conversation: Conversation): void {
  const actionId = new RegExp(`^${ACTIONS.pick}`);
  app.options<'block_suggestion'>(
    { type: 'block_suggestion', action_id: actionId },
    async ({ ack, options }) => {
      const named = options.action_id.slice(ACTIONS.pick.length);
      const dimension = LIST_DIMENSIONS.find((known) => known === named);
      if (!dimension) return ack({ options: [] });
      await ack({
        options: searchOptions({
          dimension,
          text: options.value,
          known: await knownValues(conversation),
        }),
      });
    },
  );
}
