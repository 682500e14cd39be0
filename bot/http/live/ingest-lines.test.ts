import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { LiveRequest } from '../../../data/live-request.ts';
import { liveRequest } from '../../../data/testing/live.ts';
import { ingestLines } from './ingest-lines.ts';

async function* bytesOf(lines: readonly string[]) {
  yield Buffer.from(lines.join('\n'));
}

test('a batch holds about a thousand requests, however many a line has', async () => {
  const sizes: number[] = [];
  const receipt = await ingestLines(bytesOf(Array.from({ length: 25 }, (_, n) => `${n}`)), {
    read: (line) =>
      Array.from({ length: 100 }, (_, imp) => ({ ...liveRequest(line), impId: `${imp}` })),
    accept: async (requests: readonly LiveRequest[]) => {
      sizes.push(requests.length);
      return { accepted: requests.length, updated: 0, duplicates: 0 };
    },
  });
  assert.deepEqual(sizes, [1_000, 1_000, 500]);
  assert.deepEqual([receipt.read, receipt.accepted], [25, 2_500]);
});
