import assert from 'node:assert/strict';
import { test } from 'node:test';

import { GLOSSARY } from '../../../../prompts/ducky/glossary.ts';
import { SCENARIO } from '../testing/scenario.ts';
import { textOf } from '../testing/text-of.ts';
import { composeMeaning } from './meaning.ts';
import { termHere } from './term-here.ts';

const { forecast } = SCENARIO;
const said = (text: string) => textOf(composeMeaning({ forecast }, { text }).told);

test('words are explained, and told as they are in the forecast', () => {
  assert.match(
    said('what is the difference between reach and impressions?'),
    /^Reach is how many .* In this forecast, reach is about 269 people and there are about 91 impressions a day, 1\.28k in total\.$/,
  );
  assert.match(said('what does flight mean?'), /the flight is 14 days, 24 Nov to 7 Dec 2026\.$/);
  const capped = said('what is delivery under a frequency cap?');
  assert.equal(capped.match(/would get about 67 of 91 impressions a day/g)?.length, 1);
});

test('what is unknown in the forecast is not told, or told as unknown', () => {
  const unknown = { ...forecast, reach: null, averageFrequency: null, delivery: null };
  assert.equal(termHere('delivery', unknown), undefined);
  assert.equal(termHere('average frequency', unknown), undefined);
  const idle = { ...forecast, limitedBy: 'available impressions' };
  assert.match(termHere('delivery', idle) ?? '', /would get all of the impressions/);
  assert.match(termHere('reach', unknown) ?? '', /unknown/);
});

test('every word that is told of a forecast is one of the glossary', () => {
  const told = GLOSSARY.filter(({ name }) => termHere(name, forecast) !== undefined);
  assert.equal(told.length, 13);
});

test('a part of the forecast that no document explains is told', () => {
  const docs = { passages: [{ place: 'help', title: 'the worst case', text: 'It is P10.' }] };
  const { uses } = composeMeaning({ forecast, docs }, { text: 'what is the worst case?' });
  assert.deepEqual(uses, ['docs']);
  assert.match(said('what is the worst case?'), /^A cautious number to promise is the low end/);
  assert.match(said('what is a quokka?'), /^I cannot answer that\./);
});
