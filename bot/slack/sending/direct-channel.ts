import { WebAPIPlatformError, type WebClient } from '@slack/web-api';

import { AppError } from '../../../data/errors.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { readableError } from './refusals.ts';

const NOT_REACHED = 'Slack does not let me write to this person.';

/**
 * Opens the direct message channel that Ducky and a user share alone.
 * @throws AppError `not_found` where they cannot be written to, such as who has left.
 */
export function directChannels(client: WebClient): Conversation['openDirect'] {
  return async (user) => {
    const { channel } = await client.conversations.open({ users: user }).catch((error: unknown) => {
      throw unreachable(readableError(error));
    });
    if (!channel?.id) throw new Error('Slack opened a direct message without an id');
    return channel.id;
  };
}

function unreachable(cause: unknown): unknown {
  return cause instanceof WebAPIPlatformError
    ? new AppError('not_found', NOT_REACHED, { cause })
    : cause;
}
