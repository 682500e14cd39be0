import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ClickHouseError } from '@clickhouse/client';

import { contentRefusal } from './refusal.ts';

const errorOf = (type: string) => new ClickHouseError({ message: 'x', code: '1', type });

test('only what rows hold is a reason to put them aside, and never a disk or a network', () => {
  for (const type of ['CANNOT_PARSE_DATE', 'CANNOT_READ_ARRAY_FROM_TEXT', 'TYPE_MISMATCH']) {
    assert.equal(contentRefusal(errorOf(type)), type);
  }
  for (const type of [
    'CANNOT_READ_FROM_SOCKET',
    'CANNOT_READ_FROM_FILE_DESCRIPTOR',
    'CANNOT_READ_ALL_DATA',
    'MEMORY_LIMIT_EXCEEDED',
    'NETWORK_ERROR',
  ]) {
    assert.equal(contentRefusal(errorOf(type)), undefined, type);
  }
  assert.equal(contentRefusal(new Error('CANNOT_PARSE_DATE')), undefined);
});
