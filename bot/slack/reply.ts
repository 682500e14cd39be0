import type { RespondFn } from '@slack/bolt';
import { WebAPIPlatformError } from '@slack/web-api';

import type { Asked } from '../conversation/asked.ts';
import { type Messenger, type Place, publishFirst } from '../conversation/messenger.ts';

type TellAsker = Asked['tellAsker'];

/**
 * Replies to a command or click through its response URL, which works where the bot is no member
 * too.
 */
export function byResponse(respond: RespondFn): TellAsker {
  return async ({ text, blocks }) => {
    await respond({ response_type: 'ephemeral', replace_original: false, text, blocks });
  };
}

/** Replies by an ephemeral message, which only this user sees. */
export function byWhisper(messenger: Messenger, to: Place & { user: string }): TellAsker {
  return (message) => messenger.whisper(to, message);
}

/** Replies by an ephemeral message; by direct message, where Ducky may not write in the channel. */
export function byWhisperOrDirectly(
  messenger: Messenger,
  to: Place & { user: string },
  openDirect: () => Promise<string>,
): TellAsker {
  return async (message) => {
    try {
      await messenger.whisper(to, message);
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError)) throw error;
      await byMessage(messenger, { channel: await openDirect() })(message);
    }
  };
}

/** Replies by an ordinary message, in a channel that holds nobody else. */
export function byMessage(messenger: Messenger, place: Place): TellAsker {
  return async (message) => {
    await publishFirst(messenger, place, { forms: [message], pauseMs: 0 });
  };
}
