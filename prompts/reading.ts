import { z } from 'zod';

import type { Day } from '../data/calendar.ts';
import type { Dimension } from '../data/dimensions.ts';
import { type Plan, planSchema } from '../data/plan.ts';
import { cleanText } from './reader/clean.ts';

/** The longest text that is read, in characters. */
export const MAX_TEXT_LENGTH = 2_000;

/** What a text was read as: a plan, two to compare, a question back, or no matter of forecasts. */
const readingSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('plan'),
    plan: planSchema,
    /** What the text left open and how it was filled, one sentence each. */
    assumptions: z.array(z.string()),
  }),
  z.strictObject({
    kind: z.literal('compare'),
    /** Two plans that differ, in the order named. */
    plans: z.tuple([planSchema, planSchema]),
    /** What the text left open in either, one sentence each. */
    assumptions: z.array(z.string()),
  }),
  z.strictObject({
    kind: z.literal('question'),
    question: z.string(),
    /** The part of the plan in question (a plan key or a dimension), or `text`. */
    about: z.string(),
    /** The words of the text that an option replaces; empty where an option is added to it. */
    words: z.string(),
    options: z.array(z.string()),
  }),
  z.strictObject({ kind: z.literal('outOfScope'), message: z.string() }),
]);
export type Reading = z.infer<typeof readingSchema>;
export type PlanReading = Extract<Reading, { kind: 'plan' }>;
export type Question = Extract<Reading, { kind: 'question' }>;

/** What to say to a comparison where only one plan can be taken. */
export const ONE_PLAN_ONLY = 'That compares two plans, and only one fits here. Write one of them.';

/** Values that the data hold, by dimension; they help to read names no dictionary has. */
export type Vocabulary = Partial<Record<Dimension, readonly string[]>>;

export interface ReadingContext {
  /** The day that 'tomorrow' follows. */
  today: Day;
  /** The plan that a follow-up such as 'and on Android?' changes. */
  previous?: Plan;
  vocabulary?: Vocabulary;
  signal?: AbortSignal;
}

/** Parses what a person wrote into a plan, a comparison or a question; never throws on a text. */
export interface Reader {
  read(text: string, context: ReadingContext): Promise<Reading>;
}

/** A reading as `ducky parse` prints it. */
export type WireReading =
  | { plan: Plan }
  | { compare: [Plan, Plan] }
  | { question: string; about: string; options: string[] }
  | { outOfScope: string };

export function toWireReading(reading: Reading): WireReading {
  switch (reading.kind) {
    case 'plan':
      return { plan: reading.plan };
    case 'compare':
      return { compare: reading.plans };
    case 'question':
      return { question: reading.question, about: reading.about, options: reading.options };
    case 'outOfScope':
      return { outOfScope: reading.message };
  }
}

/** Puts the option that somebody chose in place of the unclear words, to read the text again. */
export function takeOption(text: string, question: Question, option: string): string {
  const { words } = question;
  if (words === '') return `${text} ${option}`;
  // Words are those of the cleaned text, which may have another dash or no markup.
  for (const written of [text, cleanText(text)]) {
    const at = written.toLowerCase().indexOf(words.toLowerCase());
    if (at >= 0) return written.slice(0, at) + option + written.slice(at + words.length);
  }
  return `${text} ${option}`;
}
