import { Counter, type Registry } from 'prom-client';
import { z } from 'zod';

const answerSchema = z.object({ ok: z.boolean() });

/** A call of Slack's Web API by how it ended. */
type Outcome = 'ok' | 'refused' | 'rate_limited' | 'failed';

/** A `fetch` for Slack's clients that counts calls by method and outcome, repeats included. */
export function countingFetch(registry: Registry): typeof fetch {
  const calls = new Counter({
    name: 'ducky_slack_calls_total',
    help: "Calls of Slack's Web API by method and outcome; refused ones got an error of Slack",
    labelNames: ['method', 'outcome'],
    registers: [registry],
  });
  return async (input, init) => {
    const method = methodOf(input);
    try {
      const response = await fetch(input, init);
      calls.inc({ method, outcome: await outcomeOf(response) });
      return response;
    } catch (error) {
      calls.inc({ method, outcome: 'failed' satisfies Outcome });
      throw error;
    }
  };
}

/** The name of the method; files go to addresses that are all different. */
function methodOf(input: Parameters<typeof fetch>[0]): string {
  const address = input instanceof Request ? input.url : String(input);
  return /\/api\/([a-zA-Z]+(?:\.[a-zA-Z]+)+)$/.exec(address.replace(/\?.*$/, ''))?.[1] ?? 'other';
}

/** Classifies a response: status 429 is a rate limit, and `ok: false` in its JSON a refusal. */
async function outcomeOf(response: Response): Promise<Outcome> {
  if (response.status === 429) return 'rate_limited';
  if (!response.ok) return 'failed';
  const isJson = response.headers.get('content-type')?.includes('application/json');
  if (!isJson) return 'ok';
  const answer = answerSchema.safeParse(
    await response
      .clone()
      .json()
      .catch(() => undefined),
  );
  return answer.data?.ok === false ? 'refused' : 'ok';
}
