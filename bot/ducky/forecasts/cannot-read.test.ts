import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError, badInput } from '../../../data/errors.ts';
import { cannotRead, mayPass } from './cannot-read.ts';

const away = new Error('connect ECONNREFUSED');
const late = new AppError('unavailable', 'No answer within 8 s.', { retryable: true });
const conflict = new AppError('conflict', 'Another version stored this request. Ask anew.');

test('what may pass is named together, and what will not says what to do, once', () => {
  const unread = [
    { tool: 'forecast', error: conflict },
    { tool: 'history', error: conflict },
    { tool: 'model', error: away },
    { tool: 'data', error: late },
  ] as const;
  assert.equal(
    cannotRead(unread),
    'I cannot read the model and what the data hold just now. Another version stored this request. Ask anew.',
  );
});

test('to ask again helps unless something has to change first', () => {
  const errors = [away, late, conflict, badInput('At most 12 dimensions; this has 13.')];
  assert.deepEqual(
    errors.map((error) => mayPass({ tool: 'data', error })),
    [true, true, false, false],
  );
});
