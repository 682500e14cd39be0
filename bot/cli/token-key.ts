import type { Config } from '../../data/config.ts';
import type { Home } from '../../data/home.ts';
import { keyOfHome, keysOfSecrets, type TokenKeys } from '../http/tokens/signing-key.ts';

/**
 * The signing keys of access tokens, JWT_SECRET's or else the home's own; servers and `ducky token`
 * agree on them.
 */
export function tokenKeys({ JWT_SECRET, JWT_SECRET_PREVIOUS }: Config, home: Home): TokenKeys {
  if (JWT_SECRET) return keysOfSecrets(JWT_SECRET, JWT_SECRET_PREVIOUS);
  return [keyOfHome(home.secrets)];
}
