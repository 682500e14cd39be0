import type { Place } from '../messenger.ts';

type Where = Pick<Place, 'channel' | 'threadTs'>;

/**
 * Slack's agent features beside a conversation: the thinking status and suggested prompts. Nobody
 * misses them where they fail.
 */
export interface AgentSession {
  /** Shows in a thread whether Ducky thinks, with Slack's own stop button. */
  setThinking(where: Where, isThinking: boolean): Promise<void>;
  /** Suggests prompts, things to ask next. */
  suggest(where: Where, prompts: readonly string[]): Promise<void>;
}
