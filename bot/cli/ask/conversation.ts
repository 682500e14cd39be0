import { answerQuestion } from '../../ducky/answer/answer-question.ts';
import type { Said } from '../../ducky/answer/said.ts';
import { tellsOfBug } from '../../ducky/duck/duck-questions.ts';
import { reviewChange } from '../../ducky/review/review-change.ts';
import { questionsAbout } from './duck.ts';
import type { Code } from './open-code.ts';
import type { ChosenWriter } from './writer.ts';

/** Earlier questions that an answer still takes into account. */
const KEPT = 6;

const HELP = `Ask about the code, or tell me what goes wrong and I ask back. Also:
  /diff     review what is not committed yet
  /answer   skip the rest of my questions
  /new      forget what was said
Ctrl-C stops an answer, Ctrl-D ends.
`;

/** A bug that the duck asks about, question by question. */
interface Bug {
  readonly story: string;
  readonly questions: string[];
  readonly told: string[];
}

export interface ConversationOptions {
  readonly code: Code;
  readonly chosen: ChosenWriter;
  /** Asks back about everything, not only about what sounds like a bug. */
  readonly duck: boolean;
}

/** What somebody and Ducky say to each other at the prompt of `ducky ask`. */
export interface Conversation {
  /** Takes a line; gives what Ducky says to it. */
  take(line: string, signal: AbortSignal): AsyncIterable<Said>;
}

/**
 * Begins a conversation about some code: questions are answered, bugs asked back about, and
 * commands such as /diff obeyed.
 */
export function converse({ code: opened, chosen, duck }: ConversationOptions): Conversation {
  let code = opened;
  let earlier: string[] = [];
  let bug: Bug | undefined;
  const common = (signal: AbortSignal) => {
    return { writer: chosen.writer, withoutWriter: chosen.without, signal };
  };
  const remember = (said: string) => {
    earlier = [...earlier, said].slice(-KEPT);
  };

  async function* answer(question: string, signal: AbortSignal) {
    const before = earlier;
    // At once, for an answer that fails or is stopped was asked for all the same.
    remember(question);
    yield* answerQuestion({ index: code.index, question, earlier: before, ...common(signal) });
  }

  /** Asks the next question about a bug or, after the last, answers with all that was told. */
  async function* askBack(at: Bug, signal: AbortSignal): AsyncGenerator<Said> {
    const next = at.questions.shift();
    if (next !== undefined) {
      yield { kind: 'text', text: `${next}\n` };
      return;
    }
    const known = [at.story, ...at.told].join('\n');
    yield { kind: 'note', text: 'With what you told me, this is what the code says.' };
    const told = { question: known, isStory: true, earlier: at.told };
    yield* answerQuestion({ index: code.index, ...told, ...common(signal) });
    remember(at.story);
    bug = undefined;
  }

  async function* review(signal: AbortSignal) {
    // What has changed is not what was read when the conversation began.
    code = await code.readAnew(signal);
    const { index, root } = code;
    yield* reviewChange({ dir: root, passages: index.passages, ...common(signal) });
  }

  /** Tells what a line is: a slash command, a reply about the bug, a new bug, or a question. */
  async function* take(line: string, signal: AbortSignal): AsyncGenerator<Said> {
    if (line === '/help') yield { kind: 'text', text: HELP };
    else if (line === '/new') {
      earlier = [];
      bug = undefined;
      yield { kind: 'note', text: 'Forgotten.' };
    } else if (line === '/diff') yield* review(signal);
    else if (bug) {
      if (line === '/answer') bug.questions.length = 0;
      else bug.told.push(line);
      yield* askBack(bug, signal);
    } else if (line.startsWith('/')) {
      yield { kind: 'note', text: `I do not know ${line}. /help shows what there is.` };
    } else if (duck || tellsOfBug(line)) {
      bug = { story: line, questions: questionsAbout(code.index, line), told: [] };
      yield { kind: 'note', text: 'Let us find it together. /answer skips my questions.' };
      yield* askBack(bug, signal);
    } else yield* answer(line, signal);
  }
  return { take };
}
