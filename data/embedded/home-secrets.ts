import { hkdfSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { createPrivateJson, readJson } from './home-file.ts';

/** Name of the secrets' file in a home. */
export const SECRETS_FILE = 'secrets.json';

const secret = z.string().min(20);
const schema = z.strictObject({
  postgresPassword: secret,
  clickhousePassword: secret,
  /** Key with which user ids are hashed before they are stored. */
  userHashKey: secret,
});

export type Secrets = z.infer<typeof schema>;

/** Reads the home's passwords and keys, generated at the first call and the same ever after. */
export async function openSecrets(dir: string): Promise<Secrets> {
  const path = join(dir, SECRETS_FILE);
  await createPrivateJson(path, {
    postgresPassword: newSecret(),
    clickhousePassword: newSecret(),
    userHashKey: newSecret(),
  });
  try {
    return schema.parse(await readJson(path));
  } catch (cause) {
    throw new AppError(
      'internal',
      `The file ${path} is damaged. Restore it from a backup: without its passwords and keys the data beside it cannot be used.`,
      { cause },
    );
  }
}

const KEY_BYTES = 32;

/**
 * A key for one purpose, derived by HKDF (RFC 5869), so that it is the same in every process and
 * tells nothing of the secret it comes from.
 */
export function derivedKey({ userHashKey }: Secrets, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', userHashKey, '', purpose, KEY_BYTES));
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
