import { createInterface } from 'node:readline';

import { describeError } from '../../../data/errors.ts';
import { ModelFailure } from '../../../prompts/llm/structured-model.ts';
import { say } from '../output.ts';
import type { Conversation } from './conversation.ts';
import type { History } from './history.ts';
import { show } from './show.ts';

const LONGEST_LINE = 4_000;

/**
 * Talks until standard input ends. Ctrl-C stops the answer that is being given and brings the
 * prompt back; what is typed meanwhile is taken afterwards.
 */
export async function talk(conversation: Conversation, history: History): Promise<void> {
  const { stdin: input, stdout: output } = process;
  const isTerminal = Boolean(input.isTTY && output.isTTY);
  const terminal = createInterface({
    input,
    output,
    terminal: isTerminal,
    prompt: isTerminal ? '> ' : '',
    history: [...history.lines],
    removeHistoryDuplicates: true,
  });
  let answering: AbortController | undefined;
  const stop = () => {
    if (answering) answering.abort();
    else if (isTerminal) {
      // As a shell does: to the line's end, then all of it away.
      terminal.write(null, { ctrl: true, name: 'e' });
      terminal.write(null, { ctrl: true, name: 'u' });
      say('\nCtrl-D ends; /help shows what there is.');
    } else terminal.close();
    if (!answering) terminal.prompt();
  };
  terminal.on('SIGINT', stop);
  process.on('SIGINT', stop);
  terminal.on('history', (lines) => void history.save(lines).catch(() => {}));
  say("What's on your mind? (/help)");
  terminal.prompt();
  for await (const line of terminal) {
    if (line.trim() !== '') {
      answering = new AbortController();
      await answerLine(conversation, line.trim().slice(0, LONGEST_LINE), answering.signal);
      answering = undefined;
    }
    terminal.prompt();
  }
  process.off('SIGINT', stop);
}

/** Whatever fails, fails in words, and the conversation goes on. */
async function answerLine(conversation: Conversation, line: string, signal: AbortSignal) {
  try {
    await show(conversation.take(line, signal));
  } catch (error) {
    if (signal.aborted || (error instanceof ModelFailure && error.reason === 'cancelled')) {
      say('\nStopped.');
    } else say(describeError(error));
  }
}
