import { Counter, Histogram, type Registry } from 'prom-client';

import { ModelFailure, type StructuredModel } from './structured-model.ts';
import type { TextModel } from './text-model.ts';

const BUCKETS_S = [0.25, 0.5, 1, 2, 4, 8, 16, 32];

/** Tokens of one answer, as the server counts them. */
export interface TokenUsage {
  inputTokens: number;
  outputTokens: number;
}

/** Counts and times the calls of language models, and counts the tokens that they cost. */
export interface LlmMetrics {
  used(usage: TokenUsage): void;
  /** The same model, its calls counted and timed. */
  measuring(model: StructuredModel): StructuredModel;
  /** The same model, its texts counted and timed to their end. */
  measuringText(model: TextModel): TextModel;
}

/**
 * Prometheus metrics of language models: tokens, latency and outcome of each call; no words of
 * anybody are in them.
 */
export function llmMetrics(registry: Registry): LlmMetrics {
  const registers = [registry];
  const tokens = new Counter({
    name: 'ducky_llm_tokens_total',
    help: 'Tokens sent to the language model and received from it',
    labelNames: ['direction'],
    registers,
  });
  const seconds = new Histogram({
    name: 'ducky_llm_call_seconds',
    help: 'Time that the language model took to answer, by how that ended',
    labelNames: ['outcome'],
    buckets: BUCKETS_S,
    registers,
  });
  return {
    used({ inputTokens, outputTokens }) {
      tokens.inc({ direction: 'input' }, inputTokens);
      tokens.inc({ direction: 'output' }, outputTokens);
    },
    measuring: (model) => ({
      async parse(request) {
        const stop = seconds.startTimer();
        try {
          const answer = await model.parse(request);
          stop({ outcome: 'answered' });
          return answer;
        } catch (error) {
          stop({ outcome: outcomeOf(error) });
          throw error;
        }
      },
    }),
    measuringText: (model) => ({
      async *write(request) {
        const stop = seconds.startTimer();
        // Where nobody reads on.
        let outcome: string = 'cancelled';
        try {
          yield* model.write(request);
          outcome = 'answered';
        } catch (error) {
          outcome = outcomeOf(error);
          throw error;
        } finally {
          stop({ outcome });
        }
      },
    }),
  };
}

function outcomeOf(error: unknown): string {
  return error instanceof ModelFailure ? error.reason : 'defect';
}
