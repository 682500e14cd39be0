import type { Place } from '../messenger.ts';

type Where = Pick<Place, 'channel' | 'threadTs'>;

/** What Slack shows beside a conversation with an agent. Nobody misses it where it fails. */
export interface AgentSession {
  /** Shows in a thread whether Ducky thinks, with Slack's own stop button. */
  setThinking(where: Where, isThinking: boolean): Promise<void>;
  /** Offers things to ask next. */
  suggest(where: Where, prompts: readonly string[]): Promise<void>;
}
