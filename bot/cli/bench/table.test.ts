import assert from 'node:assert/strict';
import { test } from 'node:test';

import { figureTable } from './table.ts';

test('figures stand in columns, with their goals and verdicts', () => {
  const table = figureTable([
    { name: 'counts', rows: 1e6, value: 12.34, unit: 'ms', goal: { atMost: 25 } },
    { name: 'sync', value: 12_345.6, unit: 'rows/s', goal: { atLeast: 20_000 } },
    { name: 'line', value: 1024, unit: 'bytes' },
  ]);
  assert.deepEqual(table.split('\n'), [
    'counts  1,000,000 rows        12.3 ms          goal <= 25 ms  met',
    'sync                    12,346 rows/s  goal >= 20,000 rows/s  missed',
    'line                      1,024 bytes',
  ]);
});
