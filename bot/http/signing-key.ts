import { derivedKey, type Secrets } from '../../data/embedded/home-secrets.ts';

/** The key that tokens are signed with, from the configured secret. */
export function keyOfSecret(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}

/** The key of an installation without a configured secret. */
export function keyOfHome(secrets: Secrets): Uint8Array {
  return derivedKey(secrets, 'ducky access token');
}
