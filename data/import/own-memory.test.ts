import assert from 'node:assert/strict';
import { test } from 'node:test';

import { asBuffer, ownMemory } from './own-memory.ts';

test('bytes change threads with their memory, but for those that share it with others', () => {
  const block = Buffer.alloc(100_000, 'a');
  const received = structuredClone<Uint8Array>(block, { transfer: ownMemory(block) });
  assert.equal(block.length, 0);
  assert.equal(asBuffer(received).toString(), 'a'.repeat(100_000));

  const whole = Buffer.from('a small text from the pool');
  for (const shared of [whole, Buffer.alloc(100_000, 'b').subarray(3)]) {
    const content = shared.toString();
    const copy = structuredClone<Uint8Array>(shared, { transfer: ownMemory(shared) });
    assert.equal(asBuffer(copy).toString(), content);
    assert.equal(shared.toString(), content);
  }
});
