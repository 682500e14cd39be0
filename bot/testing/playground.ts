/** A message as the playground's interface tells it. */
export interface SeenMessage {
  ts: string;
  user: string;
  text: string;
  thread_ts?: string;
  ephemeral_to?: string;
  blocks?: Record<string, unknown>[];
  files?: { id: string; name: string }[];
}

/** Where something is used: in a message, or in a view. */
type Spot = { channel: string; ts: string } | { view_id: string };

/** Acts as people in a local Slack, over its JSON interface: they write, click and submit. */
export function playground(url: string) {
  const act = async (name: string, body: Record<string, unknown>) => {
    const response = await fetch(`${url}/playground/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  return {
    /** In a thread where `threadTs` is given. */
    say: (user: string, channel: string, text: string, threadTs?: string) =>
      act('say', { user, channel, text, ...(threadTs && { thread_ts: threadTs }) }),
    command: (user: string, text: string, channel = 'C1') =>
      act('command', { user, channel, command: '/forecast', text }),
    ducky: (user: string, text: string, channel = 'C1') =>
      act('command', { user, channel, command: '/ducky', text }),
    /** Stops a message that grows. */
    stop: (user: string, channel: string, ts: string) => act('stop', { user, channel, ts }),
    /** Something used in a message, or in a modal; `value` is what was chosen. */
    click: (user: string, on: Spot, action_id: string, value?: string | string[]) =>
      act('click', { user, action_id, ...on, ...(value !== undefined && { value }) }),
    /** What a menu offers to what was typed: `{options}` or `{option_groups}`. */
    suggest: (user: string, on: Spot, action_id: string, value: string) =>
      act('suggest', { user, action_id, ...on, value }),
    /** A global shortcut; with a message, a shortcut of that message. */
    shortcut: (user: string, callback_id: string, message?: { channel: string; ts: string }) =>
      act('shortcut', { user, callback_id, ...message }),
    /** Sends a modal: what was filled in by block id, or the text of the only field. */
    submit: (user: string, view_id: string, values: string | Record<string, unknown>) =>
      act('submit', {
        user,
        view_id,
        values: typeof values === 'string' ? { ask: values } : values,
      }),
  };
}
