import type { BlockAction, ButtonAction } from '@slack/bolt';

/** A click on a button, or a choice in a menu, of a message, in the parts the listeners use. */
export interface Click {
  value: string;
  user: string;
  channel: string;
  messageTs: string;
  threadTs: string | undefined;
  /** Identity of this very click. */
  key: string;
}

/**
 * Decodes a click on a message: who clicked, on what and where.
 * @returns undefined for a click elsewhere than on a message.
 */
export function messageClick(
  body: BlockAction,
  { value = '', action_ts }: Pick<ButtonAction, 'action_ts'> & { value?: string },
): Click | undefined {
  const { channel, message, user } = body;
  if (!channel || !message) return undefined;
  const threadTs: unknown = message.thread_ts;
  return {
    value,
    user: user.id,
    channel: channel.id,
    messageTs: message.ts,
    threadTs: typeof threadTs === 'string' ? threadTs : undefined,
    key: `click:${channel.id}:${message.ts}:${action_ts}`,
  };
}
