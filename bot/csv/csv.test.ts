import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parse } from 'csv-parse/sync';
import fc from 'fast-check';

import { writeCsv } from './csv.ts';

test('rows end in CRLF, and only what must be is quoted', () => {
  assert.equal(
    writeCsv([
      ['a', 1.5, null],
      ['b, "c"', 0, 'd\ne'],
    ]),
    'a,1.5,\r\n"b, ""c""",0,"d\ne"\r\n',
  );
});

test('what a spreadsheet would run is text', () => {
  const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =cmd|calc', '\r=1'];
  for (const [text = ''] of parse(writeCsv(formulas.map((formula) => [formula, 1])))) {
    assert.match(text, /^'/);
  }
});

test('every row reads back as it was written', () => {
  const text = fc.string({ unit: 'binary' }).map((written) => `.${written}`);
  const row = fc.tuple(text, fc.double({ min: 0, noNaN: true }), text);
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), (rows) => {
      const read = parse(writeCsv(rows), { record_delimiter: '\r\n' });
      assert.deepEqual(
        read,
        rows.map(([a, number, b]) => [a, String(number), b]),
      );
    }),
  );
});
