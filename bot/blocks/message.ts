import type { Block, KnownBlock } from '@slack/types';

import { LIMITS } from './limits.ts';
import { truncateMrkdwn } from './text.ts';

/** A message as Slack takes it. `text` says it all to notifications and screen readers. */
export interface SlackMessage {
  text: string;
  blocks: (KnownBlock | Block)[];
}

/** Puts a message together. `text` is mrkdwn whose foreign parts are escaped already. */
export function message(text: string, blocks: SlackMessage['blocks']): SlackMessage {
  return { text: truncateMrkdwn(text, LIMITS.messageText), blocks };
}
