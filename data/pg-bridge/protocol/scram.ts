import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

/** The one mechanism offered: the password itself never travels (RFC 5802, RFC 7677). */
export const SCRAM_MECHANISM = 'SCRAM-SHA-256';

const ITERATIONS = 4096;
const NONCE_BYTES = 18;
const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** The client's first message: channel binding, then name and nonce. */
const CLIENT_FIRST =
  /^(?<binding>[ny],(?:a=[^,]*)?,)(?<bare>n=[^,]*,r=(?<nonce>[\x21-\x2b\x2d-\x7e]+))/;

/** What the server keeps of the password. */
export interface ScramVerifier {
  salt: Buffer;
  storedKey: Buffer;
  serverKey: Buffer;
}

/** One login: what the client must answer, and how to judge its answer. */
export interface ScramChallenge {
  /** The server's first message. */
  text: string;
  /** The server's last message, or undefined where the proof is wrong. */
  judge(clientFinal: string): string | undefined;
}

/** Derives the salted keys by which logins with a password are verified, once for all of them. */
export function scramVerifier(password: string): ScramVerifier {
  const salt = randomBytes(SALT_BYTES);
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, ITERATIONS, KEY_BYTES, 'sha256');
  return {
    salt,
    storedKey: sha256(hmac(salted, 'Client Key')),
    serverKey: hmac(salted, 'Server Key'),
  };
}

/** Answers the first message of a SCRAM login with a challenge; undefined where it is malformed. */
export function scramChallenge(
  verifier: ScramVerifier,
  clientFirst: string,
): ScramChallenge | undefined {
  const { binding, bare, nonce } = CLIENT_FIRST.exec(clientFirst)?.groups ?? {};
  if (binding === undefined || bare === undefined || nonce === undefined) return undefined;
  const wholeNonce = nonce + randomBytes(NONCE_BYTES).toString('base64');
  const text = `r=${wholeNonce},s=${verifier.salt.toString('base64')},i=${ITERATIONS}`;
  const unproven = `c=${Buffer.from(binding).toString('base64')},r=${wholeNonce}`;
  const signed = `${bare},${text},${unproven}`;
  return {
    text,
    judge(clientFinal) {
      const [start, proof = ''] = clientFinal.split(',p=');
      const isRight =
        start === unproven && isProof(Buffer.from(proof, 'base64'), verifier.storedKey, signed);
      return isRight ? `v=${hmac(verifier.serverKey, signed).toString('base64')}` : undefined;
    },
  };
}

/** Whether the client's proof shows that it knows the password, compared in constant time. */
function isProof(proof: Buffer, storedKey: Buffer, signed: string): boolean {
  if (proof.length !== KEY_BYTES) return false;
  const signature = hmac(storedKey, signed);
  const clientKey = Buffer.from(proof.map((byte, index) => byte ^ (signature[index] ?? 0)));
  return timingSafeEqual(sha256(clientKey), storedKey);
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
