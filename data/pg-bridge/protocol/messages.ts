import type { PgError } from '../pg-error.ts';
import { oidOf, type ResultColumn } from '../pg-types.ts';

/** `I`: outside of a transaction, `T`: in one, `E`: in one that failed. */
export type TransactionStatus = 'I' | 'T' | 'E';

/** Length of NULL, and 'unknown' where a length is asked for. */
const NONE = -1;

/** Kinds of authentication message. */
const OK = 0;
const SASL = 10;
const SASL_CONTINUE = 11;
const SASL_FINAL = 12;

/** The password was right. */
export const authenticationOk = () => message('R', int32(OK));

/** Offers one way to prove the password. */
export const authenticationSasl = (mechanism: string) =>
  message('R', int32(SASL), text(mechanism), Buffer.from([0]));

/** The server's challenge. */
export const saslContinue = (data: string) => message('R', int32(SASL_CONTINUE), Buffer.from(data));

/** The server's own proof. */
export const saslFinal = (data: string) => message('R', int32(SASL_FINAL), Buffer.from(data));

/** Version 3.0 is the newest known, and none of these options of later ones. */
export const negotiateProtocolVersion = (options: readonly string[]) =>
  message('v', int32(0), int32(options.length), ...options.map(text));

export const parameterStatus = (name: string, value: string) =>
  message('S', text(name), text(value));

/** What a request to cancel must name. */
export const backendKeyData = ({ processId, secret }: { processId: number; secret: number }) =>
  message('K', int32(processId), int32(secret));

export const readyForQuery = (status: TransactionStatus) => message('Z', Buffer.from(status));
export const parseComplete = () => message('1');
export const bindComplete = () => message('2');
export const closeComplete = () => message('3');
export const noData = () => message('n');
export const emptyQuery = () => message('I');
export const portalSuspended = () => message('s');

/** What was done, such as `SELECT 3`. */
export const commandComplete = (tag: string) => message('C', text(tag));

export const parameterDescription = (oids: readonly number[]) =>
  message('t', int16(oids.length), ...oids.map(int32));

/** Names and types of the columns to come, all in text format. */
export function rowDescription(columns: readonly ResultColumn[]): Buffer {
  const fields = columns.flatMap(({ name, type }) => [
    text(name),
    int32(0),
    int16(0),
    int32(oidOf(type)),
    int16(NONE),
    int32(NONE),
    int16(0),
  ]);
  return message('T', int16(columns.length), ...fields);
}

/** One row, each value in text format; null is SQL's NULL. */
export function dataRow(values: readonly (string | null)[]): Buffer {
  const fields = values.flatMap((value) => {
    if (value === null) return [int32(NONE)];
    const bytes = Buffer.from(value);
    return [int32(bytes.length), bytes];
  });
  return message('D', int16(values.length), ...fields);
}

/** An error; after a `FATAL` one the connection ends. */
export function errorResponse(error: PgError, severity: 'ERROR' | 'FATAL'): Buffer {
  const fields = [`S${severity}`, `V${severity}`, `C${error.sqlState}`, `M${error.message}`];
  if (error.hint !== undefined) fields.push(`H${error.hint}`);
  return message('E', ...fields.map(text), Buffer.from([0]));
}

function message(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type, 'latin1'), int32(body.length + 4), body]);
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** Text with a NUL behind it, and so without one in it. */
function text(value: string): Buffer {
  return Buffer.from(`${value.replaceAll('\0', '\uFFFD')}\0`);
}
