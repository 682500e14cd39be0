import { type Examination, warning } from '../finding.ts';

const TIMEOUT_MS = 4_000;
const DEFAULT_URL = 'https://api.openai.com/v1';

export interface LanguageModelState {
  apiKey: string | undefined;
  baseUrl: string | undefined;
}

/**
 * Checks that the language model's server answers and takes our API key. Without it requests are
 * read by rules, so none of it is a problem.
 */
export async function lookAtLanguageModel(state: LanguageModelState): Promise<Examination> {
  const { apiKey, baseUrl = DEFAULT_URL } = state;
  if (!apiKey && !state.baseUrl) return { facts: { reader: 'rules' }, troubles: [] };
  const host = new URL(baseUrl).host;
  const facts = { reader: 'language model', host };
  const status = await statusOf(`${baseUrl.replace(/\/$/, '')}/models`, apiKey);
  if (status === 401 || status === 403) {
    return { facts, troubles: [warning(`${host} refuses the key`, 'set OPENAI_API_KEY anew')] };
  }
  if (status !== undefined && status < 500) return { facts, troubles: [] };
  const mend = 'check the network and OPENAI_BASE_URL; until then requests are read by rules';
  return { facts, troubles: [warning(`${host} does not answer`, mend)] };
}

/** The HTTP status that the server answers with; undefined where there is no answer. */
async function statusOf(url: string, apiKey: string | undefined): Promise<number | undefined> {
  const headers: Record<string, string> = apiKey ? { authorization: `Bearer ${apiKey}` } : {};
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  return fetch(url, { headers, signal }).then(
    async ({ status, body }) => {
      await body?.cancel();
      return status;
    },
    () => undefined,
  );
}
