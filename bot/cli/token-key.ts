import type { Config } from '../../data/config.ts';
import type { Home } from '../../data/home.ts';
import { keyOfHome, keyOfSecret } from '../http/signing-key.ts';

/** The key of access tokens: JWT_SECRET, else the home's own; servers and `ducky token` agree on it. */
export function tokenKey({ JWT_SECRET }: Config, home: Home): Uint8Array {
  return JWT_SECRET ? keyOfSecret(JWT_SECRET) : keyOfHome(home.secrets);
}
