import { derivedKey, type Secrets } from '../../../data/embedded/home-secrets.ts';

/**
 * Keys of access tokens, made for rotation: tokens are signed with the first and read with any, so
 * that while a secret is replaced those of the one before stay valid. They name no key (`kid`):
 * trying two costs next to nothing.
 */
export type TokenKeys = readonly [Uint8Array, ...Uint8Array[]];

/** The keys of the configured secrets, the one that signs first. */
export function keysOfSecrets(secret: string, previous?: string | undefined): TokenKeys {
  const encoder = new TextEncoder();
  const older = previous === undefined ? [] : [encoder.encode(previous)];
  return [encoder.encode(secret), ...older];
}

/** The key of an installation without a configured secret. */
export function keyOfHome(secrets: Secrets): Uint8Array {
  return derivedKey(secrets, 'ducky access token');
}
