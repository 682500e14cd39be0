import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';

import fc from 'fast-check';

import { hmacSha256 } from './hmac.ts';

test('the HMAC is the one that Node makes, under short keys and long ones', () => {
  const key = fc.string({ unit: 'binary', maxLength: 100 });
  const texts = fc.array(fc.string({ unit: 'binary', maxLength: 90 }), { maxLength: 3 });
  fc.assert(
    fc.property(key, texts, (secret, given) => {
      const hmac = hmacSha256(secret);
      for (const text of given) {
        assert.equal(hmac(text), createHmac('sha256', secret).update(text).digest('hex'));
      }
    }),
  );
});
