import type { Config } from '../../../data/config.ts';
import { createOpenAiTextModel } from '../../../prompts/llm/openai-text.ts';
import type { Writer } from '../../ducky/answer/write.ts';

const OPENAI_URL = 'https://api.openai.com';
/** Local servers want some key, whatever it is. */
const NO_KEY = 'none';

/** Who writes answers; where nobody does, why. */
export interface ChosenWriter {
  readonly writer: Writer | undefined;
  /** Why nobody writes. */
  readonly without: string;
}

const NO_MODEL = 'No language model is set (OPENAI_BASE_URL), so none was asked.';

/** The model that the configuration names; one elsewhere only with leave, for it is sent source code. */
export function chooseWriter(config: Config, maySendCode: boolean): ChosenWriter {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL } = config;
  if (!OPENAI_API_KEY && !OPENAI_BASE_URL) return { writer: undefined, without: NO_MODEL };
  const { host, hostname } = new URL(OPENAI_BASE_URL ?? OPENAI_URL);
  const isLocal = isLoopback(hostname);
  if (!isLocal && !maySendCode) {
    const without = `The language model runs at ${host}, not on this machine, so no source code was sent to it; --send-code, or DUCKY_SEND_CODE=1, allows that.`;
    return { writer: undefined, without };
  }
  const model = createOpenAiTextModel({
    apiKey: OPENAI_API_KEY ?? NO_KEY,
    baseUrl: OPENAI_BASE_URL ?? `${OPENAI_URL}/v1`,
    ...(OPENAI_MODEL && { model: OPENAI_MODEL }),
  });
  return { writer: { model, host, isLocal }, without: NO_MODEL };
}

/** Whether a URL's host is this machine, whatever DNS says. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
