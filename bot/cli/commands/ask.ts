import { fileURLToPath } from 'node:url';

import type { Command } from 'commander';

import { badInput } from '../../../data/errors.ts';
import { answerQuestion } from '../../ducky/answer/answer-question.ts';
import type { Said } from '../../ducky/answer/said.ts';
import { tellsOfBug } from '../../ducky/duck/duck-questions.ts';
import { reviewChange } from '../../ducky/review/review-change.ts';
import { converse } from '../ask/conversation.ts';
import { duckAtOnce } from '../ask/duck.ts';
import { openHistory } from '../ask/history.ts';
import { type Code, openFile, openFolder } from '../ask/open-code.ts';
import { runRepl } from '../ask/repl.ts';
import { show, showJson } from '../ask/show.ts';
import { untilStopped } from '../ask/until-stopped.ts';
import { chooseWriter } from '../ask/writer.ts';
import { readEnvironment } from '../environment.ts';
import { type CommonOptions, withCommonOptions } from '../options.ts';

const CHECKOUT = fileURLToPath(new URL('../../..', import.meta.url));

interface AskOptions extends CommonOptions {
  file?: string;
  diff?: boolean;
  /** True where it was given without a folder. */
  here?: string | true;
  duck?: boolean;
  sendCode?: boolean;
}

/** `ducky ask`: the rubber duck that answers questions about code, reviews changes, finds bugs. */
export function addAskCommand(program: Command): void {
  withCommonOptions(program.command('ask'))
    .description('ask about code, here on this machine; without a question, a conversation')
    .argument('[question...]', 'what you want to know, or what goes wrong')
    .option('--file <path>', 'ask about this file alone')
    .option('--diff', 'review what is not committed yet in the folder you are in, or in --here')
    .option('--here [dir]', 'ask about this folder, or another one, instead of Ducky itself')
    .option('--duck', 'be asked the questions that find the bug, before any answer')
    .option('--send-code', 'let a language model on another machine see passages of the code')
    .action(async (words: string[], options: AskOptions) => {
      const question = words.join(' ').trim();
      if (question === '' && !options.diff && options.json) {
        throw badInput('--json needs a question, or --diff.');
      }
      if (options.diff && options.file !== undefined) {
        throw badInput('Give --diff or --file, not both.');
      }
      if (question === '' && !options.diff) await haveConversation(options);
      else await answerOnce(question, options);
    });
}

async function haveConversation(options: AskOptions): Promise<void> {
  const chosen = chosenWriter(options);
  const code = await untilStopped((signal) => openCode(options, signal));
  const conversation = converse({ code, chosen, duck: options.duck === true });
  await runRepl(conversation, await openHistory());
}

async function answerOnce(question: string, options: AskOptions): Promise<void> {
  const chosen = chosenWriter(options);
  await untilStopped(async (signal) => {
    const code = await openCode(options, signal);
    const said = sayTo(question, { options, code, chosen, signal });
    if (options.json) await showJson(question || undefined, said);
    else await show(said);
  });
}

interface Asked {
  readonly options: AskOptions;
  readonly code: Code;
  readonly chosen: ReturnType<typeof chooseWriter>;
  readonly signal: AbortSignal;
}

/** Answers once: reviews the diff, asks the questions that find a bug, or answers from the code. */
async function* sayTo(question: string, asked: Asked): AsyncGenerator<Said> {
  const { options, code, chosen, signal } = asked;
  const common = { writer: chosen.writer, withoutWriter: chosen.without, signal };
  if (options.diff) {
    const { root: dir, index } = code;
    yield* reviewChange({
      dir,
      passages: index.passages,
      ...(question && { question }),
      ...common,
    });
  } else if (options.duck || tellsOfBug(question)) yield* duckAtOnce(code.index, question);
  else yield* answerQuestion({ index: code.index, question, ...common });
}

function chosenWriter({ sendCode }: AskOptions) {
  const config = readEnvironment();
  return chooseWriter(config, sendCode === true || config.DUCKY_SEND_CODE === true);
}

/** Opens the code that is asked about: a file, a folder, or Ducky itself unless named. */
function openCode({ file, here, diff }: AskOptions, signal: AbortSignal): Promise<Code> {
  if (file !== undefined) return openFile(file);
  if (typeof here === 'string') return openFolder(here, signal);
  // A change is somebody's own: where they stand.
  return openFolder(here === true || diff ? '.' : CHECKOUT, signal);
}
