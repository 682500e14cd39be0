import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SCENARIO } from '../testing/scenario.ts';
import { textOf } from '../testing/text-of.ts';
import { composeMore } from './more-impressions.ts';

const { alternatives, forecast } = SCENARIO;
const ASKED = { text: 'how do I get more?' };

test('what matched is told with its days, which may be long ago', () => {
  const { told, uses } = composeMore({ alternatives, forecast }, ASKED);
  assert.match(
    textOf(told),
    /^The frequency cap \(at most 3 a day\) leaves about 67 impressions a day of the flight; without it, 91 \(\+37%\)\. About 92 impressions a day matched, 26 Oct to 22 Nov 2026\. Without OS \(iOS\)/,
  );
  assert.deepEqual(uses, ['alternatives']);
});

test('without a cap that limits, the first button is the widest', () => {
  const uncapped = { ...alternatives, withoutCap: null };
  const { told } = composeMore({ alternatives: uncapped, forecast }, ASKED);
  const labels = told.flatMap((each) => (each.kind === 'action' ? [each.label] : []));
  assert.deepEqual(labels, ['Without iOS', 'Any age']);
  assert.doesNotMatch(textOf(told), /cap/);
});

test('a refusal comes first, and a forecast on its way is waited for', () => {
  const refused = { reason: 'Only 3 requests a day matched.', needed: 'Widen it.' };
  const { told, uses } = composeMore({ alternatives, forecast: { plan: 'iOS', refused } }, ASKED);
  assert.match(textOf(told), /^There is no forecast for iOS\. Only 3 requests a day matched\./);
  assert.deepEqual(uses, ['alternatives', 'forecast']);
  const waiting = composeMore({ forecast: { plan: 'iOS', pending: true } }, ASKED);
  assert.match(textOf(waiting.told), /still being made/);
  assert.deepEqual(composeMore({}, ASKED).uses, []);
});

test('a part made wider comes before one left out', () => {
  const band = { dimension: 'age', part: '25-44', perDay: 181, morePercent: 97, followUp: '25-44' };
  const found = { alternatives: { ...alternatives, withoutCap: null, wider: [band] }, forecast };
  const { told } = composeMore(found, ASKED);
  assert.match(
    textOf(told),
    /With age \(25-44\), it would have been 181 \(\+97%\)\. Without OS \(iOS\)/,
  );
  const labels = told.flatMap((each) => (each.kind === 'action' ? [each.label] : []));
  assert.deepEqual(labels, ['25-44', 'Without iOS']);
});

test('what is asked about comes first', () => {
  const uncapped = { ...alternatives, withoutCap: null };
  const { told } = composeMore(
    { alternatives: uncapped, forecast },
    { text: 'would all ages help?' },
  );
  assert.match(textOf(told), /22 Nov 2026\. Without age \(25-34\), .* Without OS/);
  const labels = told.flatMap((each) => (each.kind === 'action' ? [each.label] : []));
  assert.deepEqual(labels, ['Any age', 'Without iOS']);
});

test('of wider parts too, what is asked about comes first', () => {
  const wider = [
    { dimension: 'places', part: 'India', perDay: 300, morePercent: 226, followUp: 'India' },
    { dimension: 'age', part: '25-44', perDay: 181, morePercent: 97, followUp: '25-44' },
  ];
  const found = { alternatives: { ...alternatives, wider }, forecast };
  const said = (text: string) => textOf(composeMore(found, { text }).told);
  assert.match(said('would another age help?'), /With age .* With places/);
  assert.match(said('how do I get more?'), /With places .* With age/);
});

test('where nothing gives more, the cap is told all the same', () => {
  const alone = { ...alternatives, alternatives: [] };
  const { told } = composeMore({ alternatives: alone, forecast }, ASKED);
  assert.match(textOf(told), /^The frequency cap .* No part of its targeting can be left out/);
  assert.deepEqual(told.filter(({ kind }) => kind === 'action').length, 1);
});

test('a goal comes first where it is asked about', () => {
  const asked = composeMore({ alternatives, forecast }, { text: 'how do I reach my goal?' });
  assert.match(textOf(asked.told), /^The plan names no goal of impressions; /);
  assert.deepEqual(asked.uses, ['alternatives', 'forecast']);
});
