import { AppError } from '../../../data/errors.ts';
import { planHash } from '../../../data/plan.ts';
import { startsOver } from '../../../prompts/reader/follow-up/start-over.ts';
import {
  MAX_TEXT_LENGTH,
  ONE_PLAN_ONLY,
  type Question,
  type Reading,
  type ReadingContext,
  takeOption,
} from '../../../prompts/reading.ts';
import { help } from '../../blocks/asking/help.ts';
import { question } from '../../blocks/asking/question.ts';
import type { SlackMessage } from '../../blocks/message.ts';
import { notice } from '../../blocks/notice.ts';
import type { Asked } from '../asked.ts';
import type { Conversation } from '../conversation.ts';
import { tellFailure } from '../failure.ts';
import { publishFirst } from '../messenger.ts';
import { takeComparison } from '../thread/compare.ts';
import { previousRequest } from '../thread/previous.ts';
import { takeRequest } from './request.ts';

/**
 * Handles a text that asks for a forecast, once: parses it, and answers with a forecast on its way,
 * a question back, or help.
 */
export async function ask(conversation: Conversation, asked: Asked): Promise<void> {
  if (!conversation.seen.add(asked.key)) return;
  try {
    if (isHelp(asked.text)) return await asked.tellAsker(help());
    if (asked.text.length > MAX_TEXT_LENGTH) return await asked.tellAsker(tooLong(asked.text));
    const previous = asked.previous ?? (await previousRequest(conversation, asked));
    const context = previous && { previous: previous.plan };
    const reading = await readText(conversation, asked.text, context);
    await answerReading(conversation, { ...asked, previous }, reading);
  } catch (error) {
    await tellFailure(conversation, asked, error);
  }
}

/**
 * Parses a text into a plan, a comparison or a question back, against what is known today and
 * against the plan that it may change.
 */
export async function readText(
  { reader, readingContext }: Conversation,
  text: string,
  context: Pick<ReadingContext, 'previous' | 'signal'> = {},
): Promise<Reading> {
  return reader.read(text, { ...(await readingContext()), ...context });
}

/** Does what a parsed text calls for: starts forecasts, asks back, or says what Ducky is for. */
export async function answerReading(
  conversation: Conversation,
  asked: Asked,
  reading: Reading,
): Promise<void> {
  switch (reading.kind) {
    case 'plan':
      return takePlan(conversation, asked, reading);
    case 'compare':
      return takeComparison(conversation, asked, reading);
    case 'question':
      return askBack(conversation, asked, reading);
    case 'outOfScope':
      await say(conversation, asked, notice(reading.message));
  }
}

/** Starts the forecast of a plan, as a follow-up where it changes the previous one. */
async function takePlan(
  conversation: Conversation,
  asked: Asked,
  { plan, assumptions }: Extract<Reading, { kind: 'plan' }>,
): Promise<void> {
  const previous = startsOver(asked.text) ? undefined : asked.previous;
  const isChange = previous !== undefined && previous.planHash !== planHash(plan);
  const follows = isChange && { parentId: previous.id, relation: 'follow-up' as const };
  await takeRequest(conversation, asked, { plan, assumptions, ...follows });
}

/** Posts a clarifying question, with a button for each of its options. */
function askBack(conversation: Conversation, asked: Asked, reading: Question): Promise<void> {
  const options = reading.options.map((label) => ({
    label,
    continues: takeOption(asked.text, reading, label),
  }));
  const parts = { question: reading.question, options, asked: asked.text };
  return say(conversation, asked, question(parts));
}

async function say(
  { messenger }: Conversation,
  { place }: Asked,
  message: ReturnType<typeof notice>,
): Promise<void> {
  await publishFirst(messenger, place, { forms: [message], pauseMs: 0 });
}

/** Whether a text is empty, `help` or `?`, so that it asks for help. */
export function isHelp(text: string): boolean {
  return ['', 'help', '?'].includes(text.trim().toLowerCase());
}

/** Refuses a text that is longer than the maximum length Ducky reads. */
export function tooLong(text: string): SlackMessage {
  return notice(
    `That is ${text.length.toLocaleString('en')} characters; I read up to ${MAX_TEXT_LENGTH.toLocaleString('en')}. Say it in fewer words and ask again.`,
  );
}

/**
 * The one plan of a parsed text.
 * @throws AppError where a reading is not a plan, saying what to write instead.
 */
export function planOf(reading: Reading): Extract<Reading, { kind: 'plan' }> {
  if (reading.kind === 'plan') return reading;
  if (reading.kind === 'compare') throw new AppError('bad_input', ONE_PLAN_ONLY);
  if (reading.kind === 'outOfScope') throw new AppError('bad_input', reading.message);
  const options = reading.options.length > 0 ? ` Options: ${reading.options.join(', ')}.` : '';
  throw new AppError('bad_input', `${reading.question}${options}`);
}
