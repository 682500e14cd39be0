import { createInterface } from 'node:readline';

import type { Command } from 'commander';

import { dayIn } from '../../../data/calendar.ts';
import { type Plan, planSchema } from '../../../data/plan.ts';
import { toWireReading } from '../../../prompts/reading.ts';
import { createLog, readEnvironment } from '../environment.ts';
import { parseJson, parseJsonAs } from '../json-input.ts';
import { type CommonOptions, clockOf, withCommonOptions } from '../options.ts';
import { printJson } from '../output.ts';
import { createReader } from '../reader.ts';

interface ParseOptions extends CommonOptions {
  previous?: Plan;
}

/** `ducky parse`: shows how questions in plain words are read as plans, one JSON a line. */
export function addParseCommand(program: Command): void {
  withCommonOptions(program.command('parse'))
    .description('show how a text is read; without one, every line of standard input')
    .argument('[text...]', 'what somebody might ask')
    .option('--previous <plan>', 'the plan, as JSON, that a follow-up changes', parsePlan)
    .action(async (words: string[], options: ParseOptions) => {
      const config = readEnvironment();
      const reader = createReader(config, { log: createLog(config) });
      const today = dayIn(config.REPORTING_TIME_ZONE, clockOf(options, config)());
      const context = { today, ...(options.previous && { previous: options.previous }) };
      const texts = words.length > 0 ? [words.join(' ')] : linesOf(process.stdin);
      for await (const text of texts) printJson(toWireReading(await reader.read(text, context)));
    });
}

/** Parses a plan given as JSON text; throws a message that lists every problem. */
export function parsePlan(text: string): Plan {
  const otherwise = 'That is not a plan. `ducky schema` prints what one looks like.';
  return parseJsonAs(planSchema, text, otherwise);
}

/** One text a line; a line that starts with a quote is a JSON string, for texts of several lines. */
async function* linesOf(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  for await (const line of createInterface({ input })) {
    if (line.trim() === '') continue;
    yield line.startsWith('"') ? String(parseJson(line)) : line;
  }
}
