import { hkdfSync } from 'node:crypto';

import type { Secrets } from '../../data/embedded/home-secrets.ts';

const KEY_BYTES = 32;

/** The key that tokens are signed with, from the configured secret. */
export function keyOfSecret(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}

/**
 * The key of an installation without a configured secret: derived from its home's secrets by
 * HKDF (RFC 5869), so that it is the same in every process and tells nothing of what it comes from.
 */
export function keyOfHome({ userHashKey }: Secrets): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', userHashKey, '', 'ducky access token', KEY_BYTES));
}
