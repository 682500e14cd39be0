import type { Plan } from '../../../data/plan.ts';
import { ONE_PLAN_ONLY, type Reading, takeOption } from '../../../prompts/reading.ts';
import type { Conversation } from '../conversation.ts';
import { readText } from './ask.ts';

/** Words that are left out, one question after the other, to read the rest. */
const MAX_LEFT_OUT = 3;

/** What could be read of a text. */
export interface PartialReading {
  /** The plan without what is in question; undefined where nothing could be read. */
  plan?: Plan | undefined;
  /** The question that is open, or why there is no plan; undefined where all was read. */
  remark?: string | undefined;
}

/**
 * Parses a text as far as it can be understood: where words of it are in question, the rest without
 * them.
 * @param previous the plan that the text may change.
 */
export async function readInParts(
  conversation: Conversation,
  text: string,
  previous: Plan | undefined,
): Promise<PartialReading> {
  const readOne = (part: string) => readText(conversation, part, previous && { previous });
  const reading = await readOne(text);
  if (reading.kind === 'plan') return { plan: reading.plan };
  return { plan: await planOfRest(text, reading, readOne), remark: remarkOn(reading) };
}

/** Leaves out the words in question, one after the other, until the rest parses as a plan. */
async function planOfRest(
  text: string,
  reading: Reading,
  readOne: (part: string) => Promise<Reading>,
): Promise<Plan | undefined> {
  let rest = text;
  let read = reading;
  for (let left = MAX_LEFT_OUT; left > 0 && read.kind === 'question' && read.words; left -= 1) {
    rest = takeOption(rest, read, ' ');
    if (rest.trim() === '') return undefined;
    read = await readOne(rest);
  }
  return read.kind === 'plan' ? read.plan : undefined;
}

function remarkOn(reading: Exclude<Reading, { kind: 'plan' }>): string {
  switch (reading.kind) {
    case 'question': {
      const { question, options } = reading;
      return options.length > 0 ? `${question} (${options.join(', ')})` : question;
    }
    case 'compare':
      return ONE_PLAN_ONLY;
    case 'outOfScope':
      return reading.message;
  }
}
