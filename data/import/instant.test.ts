import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { dayIn } from '../calendar.ts';
import { momentReader } from './instant.ts';

test('days, ISO instants and epochs are read in the reporting time zone', () => {
  const read = momentReader('Asia/Kolkata');
  assert.deepEqual(read('2019-06-01'), { day: '2019-06-01', hour: -1 });
  assert.deepEqual(read('20190601'), { day: '2019-06-01', hour: -1 });
  const evening = { day: '2019-06-02', hour: 0 };
  assert.deepEqual(read('2019-06-01T18:30:00Z'), evening);
  assert.deepEqual(read('2019-06-01 18:30:00.123'), evening);
  assert.deepEqual(read('2019-06-01T20:30:00+0200'), evening);
  assert.deepEqual(read('1559413800'), evening);
  assert.deepEqual(read('1559413800000'), evening);
  for (const text of ['', '2019-02-30', '2019-02-30T10:00:00Z', '01/06/2019', 'yesterday', '25']) {
    assert.equal(read(text), undefined, text);
  }
});

test('the day is the one that the calendar gives', () => {
  const zones = ['UTC', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
  const instant = fc.date({
    min: new Date('2000-01-01'),
    max: new Date('2030-01-01'),
    noInvalidDate: true,
  });
  for (const timeZone of zones) {
    const read = momentReader(timeZone);
    const agrees = (date: Date) => read(date.toISOString())?.day === dayIn(timeZone, date);
    fc.assert(fc.property(instant, agrees), { numRuns: 50 });
  }
});
