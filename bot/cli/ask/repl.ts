import { createInterface } from 'node:readline';

import { describeError } from '../../../data/errors.ts';
import { ModelFailure } from '../../../prompts/llm/structured-model.ts';
import { say } from '../output.ts';
import type { Conversation } from './conversation.ts';
import type { History } from './history.ts';
import { show } from './show.ts';

const LONGEST_LINE = 4_000;
/** A terminal and the launcher each pass on the same Ctrl-C: what comes within this is one. */
const SAME_CTRL_C_MS = 500;

/**
 * Runs the interactive prompt of `ducky ask` until standard input ends. Ctrl-C stops the answer
 * that is being given and brings the prompt back; what is typed meanwhile is taken afterwards.
 */
export async function runRepl(conversation: Conversation, history: History): Promise<void> {
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
  let isOpen = true;
  terminal.once('close', () => {
    isOpen = false;
  });
  const ask = () => {
    if (isOpen) terminal.prompt();
  };
  let answering: AbortController | undefined;
  let stoppedAtMs = Number.NEGATIVE_INFINITY;
  /** On Ctrl-C: aborts the answer under way; at the prompt, clears the line. */
  const stop = () => {
    const nowMs = performance.now();
    if (nowMs - stoppedAtMs < SAME_CTRL_C_MS) return;
    stoppedAtMs = nowMs;
    if (answering) answering.abort();
    else if (isTerminal) {
      // As a shell does: to the line's end, then all of it away.
      terminal.write(null, { ctrl: true, name: 'e' });
      terminal.write(null, { ctrl: true, name: 'u' });
      say('\nCtrl-D ends; /help shows what there is.');
      ask();
    } else terminal.close();
  };
  terminal.on('SIGINT', stop);
  process.on('SIGINT', stop);
  terminal.on('history', (lines) => void history.save(lines).catch(() => {}));
  say("What's on your mind? (/help)");
  ask();
  for await (const line of terminal) {
    if (line.trim() !== '') {
      answering = new AbortController();
      await answerLine(conversation, line.trim().slice(0, LONGEST_LINE), answering.signal);
      answering = undefined;
    }
    ask();
  }
  process.off('SIGINT', stop);
}

/** Answers a line; whatever fails, fails in words, and the conversation goes on. */
async function answerLine(conversation: Conversation, line: string, signal: AbortSignal) {
  try {
    await show(conversation.take(line, signal));
  } catch (error) {
    if (signal.aborted || (error instanceof ModelFailure && error.reason === 'cancelled')) {
      say('\nStopped.');
    } else say(describeError(error));
  }
}
