/** Causes of causes: deeper ones tell nothing more. */
const DEEPEST = 5;

/** What of an error is logged. */
export interface ErrorFields {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: ErrorFields;
  errors?: ErrorFields[];
}

/**
 * Serializes an error for the log, its causes included. Nothing but these fields: the others hold,
 * of a database, values of rows; of Slack or a language model, people's words and request headers.
 */
function errorFields(error: Error, depth = 0): ErrorFields {
  const { name: type, message, stack, cause } = error;
  const nested = error instanceof AggregateError ? error.errors : [];
  const parts = depth < DEEPEST ? nested.filter(isError) : [];
  return {
    type,
    message,
    ...('code' in error && { code: String(error.code) }),
    ...(stack && { stack }),
    ...(isError(cause) && depth < DEEPEST && { cause: errorFields(cause, depth + 1) }),
    ...(parts.length > 0 && { errors: parts.map((part) => errorFields(part, depth + 1)) }),
  };
}

/** Serializes a log field that mostly holds an error; anything else in it is logged as text. */
export function serializeError(value: unknown): ErrorFields | string {
  return isError(value) ? errorFields(value) : String(value);
}

function isError(value: unknown): value is Error {
  return value instanceof Error;
}
