import { createHmac } from 'node:crypto';

import { remember } from '../remember.ts';

/** Ids that devices send in place of one, such as iOS without permission to track. */
const NO_ID = /^(?:[0-]+|null|none|unknown|undefined|n\/a)?$/i;

/**
 * Turns a user id into the number the history knows the user by: the first 64 bits of its
 * HMAC-SHA256 under `key`, in decimal and never 0; `0` where the id names nobody.
 */
export function userHasher(key: string): (id: string) => string {
  return remember((id) => {
    if (NO_ID.test(id)) return '0';
    const bits = createHmac('sha256', key).update(id).digest().readBigUInt64BE();
    return (bits === 0n ? 1n : bits).toString();
  });
}
