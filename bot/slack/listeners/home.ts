import type { App } from '@slack/bolt';

import type { Conversation } from '../../conversation/conversation.ts';
import { reasonOf } from '../../conversation/failure.ts';
import { MANIFEST } from '../installing/manifest.ts';

const TITLE = 'Hello! Ask in your own words, or begin with one of these:';

/** Suggests prompts to whoever opens a conversation with Ducky, so that they see what to say. */
export function listenToHome(app: App, { log }: Conversation): void {
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab !== 'messages') return;
    try {
      await client.assistant.threads.setSuggestedPrompts({
        channel_id: event.channel,
        title: TITLE,
        prompts: [...MANIFEST.features.agent_view.suggested_prompts],
      });
    } catch (error) {
      // Workspaces without agents have no prompts, and nobody misses them.
      log.debug({ reason: reasonOf(error) }, 'prompts not suggested');
    }
  });
}
