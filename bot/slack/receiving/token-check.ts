import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';

import { badTokenCode } from '../sending/refusals.ts';

/** Whether Slack accepts our bot token, as a health check. */
export interface SignIn {
  /** @throws where Slack refused our token when it was last asked. */
  check(): Promise<void>;
  stop(): void;
}

/**
 * Checks every `intervalMs` whether Slack still accepts our bot token, and logs when that changes.
 * It is no reason to end: an administrator may mend it, and what is owed is told then.
 */
export function watchBotToken(
  client: WebClient,
  { intervalMs, log }: { intervalMs: number; log: Logger },
): SignIn {
  let refusal: string | undefined;
  const ask = async () => {
    const code = await refusalCode(client);
    if (code !== undefined && refusal === undefined) {
      log.error({ code }, 'Slack refuses our token: install the app again, or set SLACK_BOT_TOKEN');
    }
    if (code === undefined && refusal !== undefined) log.info('Slack takes our token again');
    refusal = code;
  };
  const timer = setInterval(() => void ask(), intervalMs);
  timer.unref();
  return {
    async check() {
      if (refusal !== undefined) throw new Error(`Slack refuses our token: ${refusal}`);
    },
    stop: () => clearInterval(timer),
  };
}

/** Where Slack cannot be asked, nothing is known against our token. */
async function refusalCode(client: WebClient): Promise<string | undefined> {
  try {
    await client.auth.test();
    return undefined;
  } catch (error) {
    return badTokenCode(error);
  }
}
