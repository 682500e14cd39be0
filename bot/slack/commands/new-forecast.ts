import { draftOfText } from '../../conversation/asking/plan-draft.ts';
import { openPlanModal } from '../open-plan-modal.ts';
import type { Subcommand } from './subcommand.ts';

/** `/forecast new` opens the form; what follows the word is filled in. */
export const newForecast: Subcommand = (conversation, { rest, place, triggerId, client }) =>
  openPlanModal(conversation, { client, triggerId }, () =>
    draftOfText(conversation, rest, { channel: place.channel }),
  );
