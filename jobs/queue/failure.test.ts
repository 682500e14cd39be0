import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError, ERROR_CODES } from '../../data/errors.ts';
import { failureOf } from './failure.ts';

for (const code of ERROR_CODES) {
  test(`a failure with the code ${code} is read as what it was`, () => {
    const failure = failureOf(new AppError(code, 'No: not now.').message);
    assert.ok(failure instanceof AppError);
    assert.deepEqual([failure.code, failure.userMessage], [code, 'No: not now.']);
  });
}

test('any other failure is a defect', () => {
  for (const reason of ['broken', 'Error: bad_input: no', 'bad_input', '']) {
    const failure = failureOf(reason);
    assert.ok(!(failure instanceof AppError));
    assert.equal(failure.message, reason);
  }
});
