import { PgError } from '../pg-error.ts';
import { BodyReader } from '../protocol/body-reader.ts';
import type { Connection } from '../protocol/connection.ts';
import {
  authenticationOk,
  authenticationSasl,
  negotiateProtocolVersion,
  saslContinue,
  saslFinal,
} from '../protocol/messages.ts';
import { SCRAM_MECHANISM, type ScramVerifier, scramChallenge } from '../protocol/scram.ts';

const CANCEL = 80877102;
const SSL = 80877103;
const GSS_ENCRYPTION = 80877104;
const MAJOR_VERSION = 3;

/** Letter of what a client sends to log in. */
const PASSWORD = 'p';

/** What names a session to whoever wants its query cancelled. */
export interface CancelKey {
  processId: number;
  secret: number;
}

/** What a connection is for: a session, or to cancel another one's query. */
export type Greeting = { kind: 'session' } | { kind: 'cancel'; key: CancelKey };

/**
 * Reads how a client begins: it opens a session, or cancels a query; undefined where it goes.
 * Encryption (TLS) is answered with no.
 */
export async function readGreeting(connection: Connection): Promise<Greeting | undefined> {
  for (const _ of [SSL, GSS_ENCRYPTION, MAJOR_VERSION]) {
    const frame = await connection.next({ beforeLogin: true, hasType: false });
    if (!frame) return undefined;
    const body = new BodyReader(frame.body);
    const code = body.int32();
    if (code === CANCEL) {
      return { kind: 'cancel', key: { processId: body.int32(), secret: body.int32() } };
    }
    if (code !== SSL && code !== GSS_ENCRYPTION) {
      await readStartup(connection, code, body);
      return { kind: 'session' };
    }
    await connection.send(Buffer.from('N'));
    await connection.flush();
  }
  throw new PgError('08P01', 'a startup message is needed');
}

/** Authenticates a client by its password (SCRAM-SHA-256); throws 28P01 where that is wrong. */
export async function authenticate(connection: Connection, verifier: ScramVerifier): Promise<void> {
  await connection.send(authenticationSasl(SCRAM_MECHANISM));
  const first = await answer(connection);
  const mechanism = first.text();
  const challenge = scramChallenge(verifier, first.value() ?? '');
  if (mechanism !== SCRAM_MECHANISM || !challenge) throw wrongPassword();
  await connection.send(saslContinue(challenge.text));
  const proof = challenge.judge((await answer(connection)).rest());
  if (proof === undefined) throw wrongPassword();
  await connection.send(saslFinal(proof));
  await connection.send(authenticationOk());
}

/** Reads the startup message; refuses other protocol versions, other encodings and replication. */
async function readStartup(connection: Connection, code: number, body: BodyReader): Promise<void> {
  const [major, minor] = [code >> 16, code & 0xffff];
  if (major !== MAJOR_VERSION) {
    throw new PgError(
      '0A000',
      `unsupported frontend protocol ${major}.${minor}: server supports 3.0`,
    );
  }
  const options: string[] = [];
  for (let name = body.text(); name !== ''; name = body.text()) {
    const value = body.text();
    if (name.startsWith('_pq_.')) options.push(name);
    if (name === 'client_encoding' && !/^"?utf-?8"?$/i.test(value)) {
      throw new PgError('0A000', `the encoding "${value}" is not supported, only UTF8`);
    }
    if (name === 'replication' && !/^(?:false|off|no|0)$/i.test(value)) {
      throw new PgError('0A000', 'replication is not supported');
    }
  }
  if (minor > 0 || options.length > 0) await connection.send(negotiateProtocolVersion(options));
}

async function answer(connection: Connection): Promise<BodyReader> {
  await connection.flush();
  const frame = await connection.next({ beforeLogin: true });
  if (frame?.type !== PASSWORD) throw new PgError('08P01', 'expected an answer of the login');
  return new BodyReader(frame.body);
}

function wrongPassword(): PgError {
  return new PgError('28P01', 'password authentication failed');
}
