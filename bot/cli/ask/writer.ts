import type { Config } from '../../../data/config.ts';
import { OPENAI_URL } from '../../../prompts/llm/openai-text.ts';
import type { Writer } from '../../ducky/answer/write.ts';
import { createTextModel } from '../language-model.ts';

/** The language model that writes answers; where none does, why. */
export interface ChosenWriter {
  readonly writer: Writer | undefined;
  /** Why nobody writes. */
  readonly without: string;
}

const NO_MODEL = 'No language model is set (OPENAI_BASE_URL), so none was asked.';

/**
 * Chooses the language model that the configuration names; one on another machine only with leave
 * (`--send-code`), for it is sent source code.
 */
export function chooseWriter(config: Config, maySendCode: boolean): ChosenWriter {
  const model = createTextModel(config);
  if (!model) return { writer: undefined, without: NO_MODEL };
  const { host, hostname } = new URL(config.OPENAI_BASE_URL ?? OPENAI_URL);
  const isLocal = isLoopback(hostname);
  if (!isLocal && !maySendCode) {
    const without = `The language model runs at ${host}, not on this machine, so no source code was sent to it; --send-code, or DUCKY_SEND_CODE=1, allows that.`;
    return { writer: undefined, without };
  }
  return { writer: { model, host, isLocal }, without: NO_MODEL };
}

/** Whether a URL's host is this machine, whatever DNS says. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
