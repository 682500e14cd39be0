import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';

import type { AgentSession } from '../../conversation/ducky/agent-session.ts';
import { reasonOf } from '../../conversation/failure.ts';

/** Slack's agent sessions; workspaces without agents have none, and nobody misses them. */
export function agentSession(client: WebClient, log: Logger): AgentSession {
  const tryTo = async (call: () => Promise<unknown>) => {
    try {
      await call();
    } catch (error) {
      log.debug({ reason: reasonOf(error) }, 'not shown beside the conversation');
    }
  };
  return {
    async setThinking({ channel, threadTs }, isThinking) {
      if (threadTs === undefined) return;
      const status = isThinking ? 'processing' : 'active';
      await tryTo(() =>
        client.agents.sessions.setStatus({ channel_id: channel, thread_ts: threadTs, status }),
      );
    },
    async suggest({ channel, threadTs }, prompts) {
      if (threadTs === undefined && !channel.startsWith('D')) return;
      await tryTo(() =>
        client.assistant.threads.setSuggestedPrompts({
          channel_id: channel,
          ...(threadTs !== undefined && { thread_ts: threadTs }),
          prompts: prompts.map((prompt) => ({ title: prompt, message: prompt })),
        }),
      );
    },
  };
}
