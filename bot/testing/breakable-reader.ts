import { deterministicReader } from '../../prompts/reader/read.ts';
import type { Reader } from '../../prompts/reading.ts';

/** The deterministic reader, which throws on the text `crash`. */
export const breakableReader: Reader = {
  async read(text, context) {
    if (text === 'crash') throw new Error('the reader broke');
    return deterministicReader.read(text, context);
  },
};
