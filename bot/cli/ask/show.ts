import { plainLine, plainText } from '../../ducky/answer/plain-text.ts';
import type { Said } from '../../ducky/answer/said.ts';
import { type Source, titleOf } from '../../ducky/answer/source.ts';
import { printJson, say } from '../output.ts';

/** Streams an answer to standard output as it comes; notes go to standard error. */
export async function show(said: AsyncIterable<Said>): Promise<void> {
  for await (const piece of said) {
    if (piece.kind === 'note') say(plainText(piece.text));
    else process.stdout.write(textOf(piece));
  }
}

/** Prints all that is said as one JSON object. */
export async function showJson(question: string | undefined, said: AsyncIterable<Said>) {
  let text = '';
  const notes: string[] = [];
  const sources: Source[] = [];
  for await (const piece of said) {
    if (piece.kind === 'text') text += plainText(piece.text);
    else if (piece.kind === 'note') notes.push(plainText(piece.text));
    else sources.push(...piece.sources.map(plainSource));
  }
  printJson({ question: question ?? null, text: text.trim() || null, notes, sources });
}

function textOf(piece: Exclude<Said, { kind: 'note' }>): string {
  if (piece.kind === 'text') return plainText(piece.text);
  if (piece.kind === 'extracts') return `${piece.sources.map(extractText).join('\n')}\n`;
  return `\nSources:\n${piece.sources.map((source) => `  ${headOf(source)}\n`).join('')}`;
}

/** Strips the characters that steer a terminal; JSON escapes some of them, and not others. */
function plainSource(source: Source): Source {
  return {
    ...source,
    place: plainLine(source.place),
    path: plainLine(source.path),
    symbols: source.symbols.map(plainLine),
    text: plainText(source.text),
  };
}

function headOf(source: Source): string {
  return plainLine(`${source.place}  ${titleOf(source)}`).trimEnd();
}

/** Prints an extract of code under its path, each line with its number. */
function extractText(source: Source): string {
  const width = String(source.endLine).length;
  const lines = plainText(source.text)
    .split('\n')
    .map((line, index) =>
      `  ${String(source.startLine + index).padStart(width)}  ${line}`.trimEnd(),
    );
  return `\n${headOf(source)}\n${lines.join('\n')}`;
}
