interface PgErrorOptions extends ErrorOptions {
  /** What may mend it. */
  hint?: string;
}

const LEAVE_IT_TO_POSTGRES =
  'The bridge only answers simple queries. Let Postgres do the rest: WITH part AS MATERIALIZED (SELECT columns FROM olap.table) SELECT ... FROM part';

/** An error as Postgres reports it: a message for the client and its SQLSTATE. */
export class PgError extends Error {
  readonly sqlState: string;
  readonly hint: string | undefined;

  constructor(sqlState: string, message: string, options: PgErrorOptions = {}) {
    super(message, options);
    this.name = 'PgError';
    this.sqlState = sqlState;
    this.hint = options.hint;
  }
}

/** The error for SQL that the bridge does not support; `what` begins its sentence. */
export function unsupported(what: string, hint = LEAVE_IT_TO_POSTGRES): PgError {
  return new PgError('0A000', `${what} is not supported by the ClickHouse bridge`, { hint });
}
