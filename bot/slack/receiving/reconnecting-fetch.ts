import type { Logger } from 'pino';
import { z } from 'zod';

const answerSchema = z.object({ ok: z.boolean(), error: z.string().optional() });

/**
 * `fetch` that keeps Socket Mode reconnecting. Where Slack refuses a token that it took before, the
 * client would give up and Bolt end the process; it hears of a Slack that is away instead, and
 * retries until the token is mended.
 */
export function reconnectingFetch(log: Logger): typeof fetch {
  let wasAccepted = false;
  return async (input, init) => {
    const response = await fetch(input, init);
    const answer = answerSchema.safeParse(await readJson(response)).data;
    if (answer?.ok) wasAccepted = true;
    if (!answer || answer.ok || !wasAccepted) return response;
    log.error({ code: answer.error }, 'Slack refuses our app token; trying again');
    return new Response(null, { status: 503 });
  };
}

async function readJson(response: Response): Promise<unknown> {
  return response
    .clone()
    .json()
    .catch(() => undefined);
}
