import { hmacSha256 } from './hmac.ts';

/** Ids that devices send in place of one, such as iOS without permission to track. */
const NO_ID = /^(?:[0-]+|null|none|unknown|undefined|n\/a)?$/i;

/** Of a number of 64 bits. */
const HEX_DIGITS = 16;

/**
 * Pseudonymises a user id, as the number the history knows the user by: the first 64 bits of its
 * HMAC-SHA256 under `key`, in decimal and never 0; `0` where the id names nobody.
 */
export function userHasher(key: string): (id: string) => string {
  const hmac = hmacSha256(key);
  return (id) => {
    if (NO_ID.test(id)) return '0';
    const bits = BigInt(`0x${hmac(id).slice(0, HEX_DIGITS)}`);
    return (bits === 0n ? 1n : bits).toString();
  };
}
