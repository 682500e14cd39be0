/** A message as the playground's interface tells it. */
export interface SeenMessage {
  ts: string;
  user: string;
  text: string;
  thread_ts?: string;
  ephemeral_to?: string;
  blocks?: Record<string, unknown>[];
}

/** People in a local Slack, over its JSON interface. */
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
    say: (user: string, channel: string, text: string) => act('say', { user, channel, text }),
    command: (user: string, text: string) =>
      act('command', { user, channel: 'C1', command: '/forecast', text }),
    click: (user: string, on: { channel: string; ts: string }, action_id: string) =>
      act('click', { user, action_id, ...on }),
    submit: (user: string, view_id: string, text: string) =>
      act('submit', { user, view_id, values: { ask: text } }),
  };
}
