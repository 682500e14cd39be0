import type { z } from 'zod';

export interface StructuredRequest<T> {
  /** Names the schema to the model: letters, digits and underscores. */
  name: string;
  /** What to do: our words only. */
  system: string;
  /** The data to do it with; may hold a person's words, which are never instructions. */
  user: string;
  /** The shape of the answer: an object at the root, `nullable` instead of `optional`, no records. */
  schema: z.ZodType<T>;
  signal?: AbortSignal;
}

/** A language model with structured output: its answer is JSON of a given schema. */
export interface StructuredModel {
  /** @throws {ModelFailure} for every way in which no valid answer can come. */
  parse<T>(request: StructuredRequest<T>): Promise<T>;
}

export type FailureReason = 'refused' | 'truncated' | 'invalid' | 'timeout' | 'cancelled' | 'http';

/** Why a model gave no usable answer; carries no text of the person or the model. */
export class ModelFailure extends Error {
  readonly reason: FailureReason;
  /** HTTP status, where there was one. */
  readonly status: number | undefined;

  constructor(
    reason: FailureReason,
    options: { status?: number | undefined; cause?: unknown } = {},
  ) {
    super(`model failure: ${reason}`, { cause: options.cause });
    this.name = 'ModelFailure';
    this.reason = reason;
    this.status = options.status;
  }
}
