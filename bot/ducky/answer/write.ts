import { ModelFailure } from '../../../prompts/llm/structured-model.ts';
import type { TextModel } from '../../../prompts/llm/text-model.ts';
import { checkCitations, newCheck } from './citations.ts';
import { plainText } from './plain-text.ts';
import type { Said } from './said.ts';
import type { Source } from './source.ts';

/** An answer that does not come to an end is cut off after so many characters. */
const LONGEST_ANSWER = 12_000;

/** A language model that may be sent source code, and what to call it. */
export interface Writer {
  readonly model: TextModel;
  /** Where the model runs, such as `127.0.0.1:11434`. */
  readonly host: string;
  readonly isLocal: boolean;
}

export interface WriteOptions {
  readonly writer: Writer;
  /** What to do: our words only. */
  readonly system: string;
  readonly question: string;
  /** What was said before, the oldest first. */
  readonly earlier?: readonly string[];
  readonly sources: readonly Source[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Streams an answer that a language model writes from sources, which it gets as JSON, apart from
 * the instructions. Citations it made up are taken out, and an endless answer is cut. Returns
 * false, having said why, where no whole answer came.
 */
export async function* writeFrom(options: WriteOptions): AsyncGenerator<Said, boolean> {
  const { writer, system, question, earlier = [], sources, signal } = options;
  if (!writer.isLocal) yield { kind: 'note', text: sendingNote(writer, sources) };
  const passages = sources.map(({ place, text }) => ({ place, text }));
  const user = JSON.stringify({ question, earlier, passages });
  const check = newCheck();
  let length = 0;
  try {
    const written = writer.model.write({ system, user, ...(signal && { signal }) });
    for await (const text of checkCitations(clean(written), sources, check)) {
      yield { kind: 'text', text };
      length += text.length;
      if (length > LONGEST_ANSWER) break;
    }
    if (length === 0) throw new ModelFailure('invalid');
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    if (error.reason === 'cancelled') throw error;
    yield { kind: 'text', text: '\n' };
    yield { kind: 'note', text: whyNot(error) };
    return false;
  }
  yield { kind: 'text', text: '\n' };
  if (length > LONGEST_ANSWER) {
    yield { kind: 'note', text: 'The answer went on and on; it is cut here.' };
  }
  yield* notesOn(check);
  if (check.cited.size > 0) yield { kind: 'places', sources: [...check.cited] };
  return true;
}

/** Warns of citations that were made up, and of lines without one. */
function* notesOn({ removed, uncited }: ReturnType<typeof newCheck>): Generator<Said> {
  if (removed > 0) {
    const what = removed === 1 ? 'a place it was' : `${removed} places it was`;
    yield {
      kind: 'note',
      text: `The model cited ${what} never shown; taken out. Do not rely on it.`,
    };
  }
  if (uncited > 0) {
    const what = uncited === 1 ? '1 line says' : `${uncited} lines say`;
    yield { kind: 'note', text: `${what} not where it stands: check before you rely on it.` };
  }
}

/** Strips what would steer a terminal. */
async function* clean(text: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const piece of text) yield plainText(piece);
}

function sendingNote({ host }: Writer, sources: readonly Source[]): string {
  return `Sending to ${host}: ${sources.map(({ place }) => place).join(', ')}.`;
}

/** Why the model failed, in words: it timed out, broke off, refused, or cannot be reached. */
function whyNot({ reason, status }: ModelFailure): string {
  switch (reason) {
    case 'timeout':
      return 'The model fell silent.';
    case 'truncated':
      return 'The model stopped in the middle.';
    case 'refused':
      return 'The model refused to answer.';
    case 'http':
      return status
        ? `The model server answered with an error (HTTP ${status}).`
        : 'The model server cannot be reached: does it run, and is OPENAI_BASE_URL right?';
    default:
      return 'The model sent nothing that can be read.';
  }
}
