import { readFileSync } from 'node:fs';

import type { Logger } from 'pino';

import { plainWords } from '../reader/clean.ts';
import { joinPlans } from '../reader/comparison/compare-sides.ts';
import { completePlan } from '../reader/complete-plan.ts';
import { readAfresh } from '../reader/follow-up/start-over.ts';
import { OFF_TOPIC_ANSWER } from '../reader/off-topic.ts';
import {
  MAX_TEXT_LENGTH,
  type PlanReading,
  type Reader,
  type Reading,
  type ReadingContext,
} from '../reading.ts';
import { checkValues } from './check-values.ts';
import { ModelFailure, type StructuredModel } from './structured-model.ts';
import { fromWirePlan, type WirePlan, type WireReading, wireReadingSchema } from './wire-plan.ts';

export interface ModelReaderOptions {
  model: StructuredModel;
  /** Reads what the model cannot, or may not. */
  fallback: Reader;
  logger: Logger;
}

/**
 * Creates a reader that has a language model parse the request, and believes only what the plan
 * schema and the gazetteer accept; where the model fails, it falls back to another reader.
 */
export function createModelReader({ model, fallback, logger }: ModelReaderOptions): Reader {
  const system = readFileSync(new URL('../forecast-plan.md', import.meta.url), 'utf8');
  return {
    read: async (written, before) => {
      const { text, context } = readAfresh(written, before);
      if (text.trim() === '' || text.length > MAX_TEXT_LENGTH)
        return fallback.read(written, before);
      try {
        const wire = await model.parse({
          name: 'reading',
          system,
          user: asData(text, context),
          schema: wireReadingSchema,
          ...(context.signal && { signal: context.signal }),
        });
        return toReading(wire, context);
      } catch (error) {
        if (!(error instanceof ModelFailure)) throw error;
        const { reason, status } = error;
        logger.warn({ reason, status }, 'the model gave no usable reading; read without it');
        return fallback.read(written, before);
      }
    },
  };
}

/** The prompt's data as JSON, against injection: no text in it can pose as an instruction. */
function asData(text: string, { today, previous, vocabulary }: ReadingContext): string {
  return JSON.stringify({
    today,
    previousPlan: previous ?? null,
    knownValues: vocabulary ?? {},
    text,
  });
}

/** Validates a model's answer and turns it into a reading; fails where it is invalid. */
function toReading(wire: WireReading, context: ReadingContext): Reading {
  switch (wire.kind) {
    case 'outOfScope':
      return { kind: 'outOfScope', message: OFF_TOPIC_ANSWER };
    case 'question':
      return toQuestion(wire.question);
    case 'plan':
      return toPlan(wire.plan, context);
    case 'compare':
      return toComparison(wire, context);
  }
}

function toPlan(wire: WirePlan | null, context: ReadingContext): PlanReading {
  if (!wire) throw new ModelFailure('invalid');
  const parts = fromWirePlan(wire);
  const targeting = checkValues(parts.targeting, context);
  const reading = completePlan({ parts: { ...parts, targeting }, assumptions: [] }, context);
  if (reading.kind !== 'plan') throw new ModelFailure('invalid');
  return reading;
}

function toComparison({ plan, otherPlan }: WireReading, context: ReadingContext): Reading {
  const reading = joinPlans([toPlan(plan, context), toPlan(otherPlan, context)]);
  if (reading.kind !== 'compare') throw new ModelFailure('invalid');
  return reading;
}

const LONGEST = { question: 300, option: 60, options: 5 };

/** Sanitizes a model's question, which is shown to people: plain words, cut to length. */
function toQuestion(wire: WireReading['question']): Reading {
  const question = plainWords(wire?.question ?? '', LONGEST.question);
  if (!wire || question === '') throw new ModelFailure('invalid');
  return {
    kind: 'question',
    question,
    about: plainWords(wire.about, LONGEST.option) || 'text',
    words: '',
    options: wire.options
      .map((option) => plainWords(option, LONGEST.option))
      .filter(Boolean)
      .slice(0, LONGEST.options),
  };
}
