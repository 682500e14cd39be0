import type { TestContext } from 'node:test';

import type { Explain, ForecastQuestion } from '../ducky/forecasts/question.ts';
import type { Told } from '../ducky/forecasts/told.ts';
import type { SeenMessage } from './playground.ts';
import { type RunningBotOptions, runningBot } from './running-bot.ts';
import { eventually } from './started-ducky.ts';

/** What the sample forecast is told as. */
export const FORECAST = /About 1.2k impressions a day/;

const SOURCES: Told = {
  kind: 'sources',
  facts: [
    {
      tool: 'accuracy',
      source: 'comparisons, 1 Nov to 21 Nov',
      data: {
        first: '2026-11-01',
        last: '2026-11-21',
        comparedDays: 40,
        errorPercent: 12,
        biasPercent: 1,
        withinRangePercent: 80,
      },
    },
  ],
};

/** An answer with all that one can hold. */
export const WHOLE: readonly Told[] = [
  { kind: 'text', text: 'It is low because of Sundays. ' },
  { kind: 'text', text: 'Nothing else moved it.' },
  SOURCES,
  { kind: 'note', text: 'No model wrote this.' },
  { kind: 'action', label: 'Ask without the gender', followUp: 'in Pune instead' },
];

/** A fake `explain` that says all of it, and records what was asked. */
export function saying(pieces: readonly Told[] = WHOLE) {
  const asked: ForecastQuestion[] = [];
  const explain: Explain = async function* (question) {
    asked.push(question);
    yield* pieces;
  };
  return { explain, asked };
}

/** A fake `explain` that says the first piece, and the rest once it is let go or stopped. */
export function pausing(pieces: readonly Told[] = WHOLE) {
  const released = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<void>();
  const explain: Explain = async function* ({ signal }) {
    yield* pieces.slice(0, 1);
    if (signal.aborted) stopped.resolve();
    signal.addEventListener('abort', () => stopped.resolve(), { once: true });
    await Promise.race([released.promise, stopped.promise]);
    yield* pieces.slice(1);
  };
  return { explain, release: released.resolve, stopped: stopped.promise };
}

type Bot = Awaited<ReturnType<typeof runningBot>>;

/** Starts a bot with a forecast in a channel, for tests that ask in its thread. */
export async function inThread(t: TestContext, options: RunningBotOptions = {}) {
  const bot = await runningBot(t, options);
  await bot.people.command('UALICE', 'women on iOS in Mumbai');
  const { ts } = await bot.reply('C1', FORECAST);
  return { bot, thread: ts };
}

const isOwn = ({ user }: SeenMessage) => !['UALICE', 'UBOB'].includes(user);

/** What the bot says of questions, wherever in that channel. */
export const answersIn = ({ inChannel }: Bot, channel = 'C1') =>
  inChannel(channel).filter((each) => isOwn(each) && /asked: “/.test(JSON.stringify(each.blocks)));

/** The first answer that shows these words, now or soon. */
export function answer(bot: Bot, words: RegExp, channel = 'C1'): Promise<SeenMessage> {
  return bot.slack.waitFor(
    () => answersIn(bot, channel).find(({ blocks }) => words.test(JSON.stringify(blocks))),
    10_000,
  );
}

/** Whether a message still grows. */
export const isStreaming = (bot: Bot, { ts }: SeenMessage, channel = 'C1') =>
  bot.slack.workspace.messages.find(channel, ts)?.streaming === true;

/** How the questions ended, once all are told and nothing is under way any more. */
export async function outcomes({ db, queues }: Bot) {
  const isAllTold = async () => {
    const { rows } = await db.query('select from question where reported_at is null limit 1');
    return rows.length === 0;
  };
  await eventually('telling every answer', isAllTold, 10_000);
  const { rows: ids } = await db.query<{ id: string }>('select id from question');
  for (const { id } of ids) await queues.waitFor({ name: 'answer', questionId: id }, 10_000);
  const { rows } = await db.query(
    'select status, reported_at is not null told from question order by created_at',
  );
  return rows;
}
