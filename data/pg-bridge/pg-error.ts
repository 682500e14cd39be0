/** An error as Postgres reports it: a message for the client and its SQLSTATE. */
export class PgError extends Error {
  readonly sqlState: string;

  constructor(sqlState: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PgError';
    this.sqlState = sqlState;
  }
}

/** Refusal of what Postgres knows and the bridge does not; `what` begins the sentence. */
export function unsupported(what: string): PgError {
  return new PgError('0A000', `${what} is not supported by the ClickHouse bridge`);
}
