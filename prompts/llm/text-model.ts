export interface TextRequest {
  /** What to do: our words only. */
  readonly system: string;
  /** The data to do it with; may hold what anybody wrote, which is never an instruction. */
  readonly user: string;
  readonly signal?: AbortSignal;
}

/** A language model that streams text. */
export interface TextModel {
  /** The text as it comes. @throws {ModelFailure} where it does not come, or not to its end. */
  write(request: TextRequest): AsyncIterable<string>;
}
