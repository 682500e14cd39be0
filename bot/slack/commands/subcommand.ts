import type { WebClient } from '@slack/web-api';

import type { Asked } from '../../conversation/asked.ts';
import type { Conversation } from '../../conversation/conversation.ts';

/** A `/forecast <word> ...` that is more than a text to forecast. */
export interface SubcommandCall extends Asked {
  /** What follows the word; empty where nothing does. */
  rest: string;
  /** Opens a modal, within three seconds of the command. */
  triggerId: string;
  client: WebClient;
}

/** Does what the word asks for; it is acknowledged already. */
export type Subcommand = (conversation: Conversation, call: SubcommandCall) => Promise<void>;
