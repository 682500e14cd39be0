import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';

import { sampleForecast } from '../testing/sample-forecast.ts';
import { comparisonChart } from './comparison-chart.ts';
import { pairSvg } from './comparison-svg.ts';
import { captionOf, forecastChart } from './forecast-chart.ts';
import { fanSvg } from './forecast-svg.ts';
import { CANVAS } from './layout.ts';
import { svgToPng } from './png.ts';
import { element, escapeXml, label } from './svg.ts';

const PNG_SIGNATURE = '89504e470d0a1a0a';

function fan({ days = 14, pastDays = 56, level = 1_000, title = 'Impressions a day' }) {
  const { daily, history } = sampleForecast({ days, pastDays, level });
  return fanSvg({
    title,
    subtitle: 'data through 22 Nov 2026',
    history: history.map(({ date, impressions }) => ({ date, value: impressions })),
    forecast: daily.map(({ date, impressions }) => ({ date, ...impressions })),
  });
}

test('the chart is a PNG of one and a half times the canvas', async () => {
  const chart = await forecastChart(sampleForecast());
  assert.ok(chart);
  assert.equal(chart.png.subarray(0, 8).toString('hex'), PNG_SIGNATURE);
  assert.equal(chart.png.readUInt32BE(16), CANVAS.width * 1.5);
  assert.equal(chart.png.readUInt32BE(20), CANVAS.height * 1.5);
});

test('the bundled font draws text, whatever the machine has', async () => {
  const svg = (text: string) =>
    element(
      'svg',
      { xmlns: 'http://www.w3.org/2000/svg', width: 200, height: 40, 'font-family': 'Inter' },
      label(text, { x: 10, y: 30 }),
    );
  assert.notDeepEqual(await svgToPng(svg('P10–P90')), await svgToPng(svg('')));
});

test('every shape of forecast draws inside the canvas, without a broken number', () => {
  const shape = fc.record({
    days: fc.integer({ min: 1, max: 366 }),
    pastDays: fc.integer({ min: 0, max: 90 }),
    level: fc.double({ min: 0, max: 1e15, noNaN: true }),
    title: fc.string({ unit: 'binary', maxLength: 200 }),
  });
  fc.assert(
    fc.property(shape, (given) => {
      const svg = fan(given);
      assert.doesNotMatch(svg.replace(/<text.*?<\/text>/gs, ''), /NaN|undefined|Infinity/);
      const box = new Resvg(svg, { font: { loadSystemFonts: false } }).getBBox();
      assert.ok(box && box.x >= 0 && box.y >= 0);
      assert.ok(box.x + box.width <= CANVAS.width && box.y + box.height <= CANVAS.height);
    }),
    { numRuns: 40 },
  );
});

test('two forecasts of any shape draw inside the canvas, by their names', async () => {
  const shape = fc.record({
    days: fc.integer({ min: 1, max: 366 }),
    level: fc.double({ min: 0, max: 1e15, noNaN: true }),
  });
  const name = fc.string({ unit: 'binary', maxLength: 100 });
  fc.assert(
    fc.property(shape, shape, name, (one, other, title) => {
      const pair = [one, other].map((given) => ({
        name: title,
        forecast: sampleForecast(given).daily.map(({ date, impressions }) => ({
          date,
          ...impressions,
        })),
      }));
      const [first, second] = pair;
      assert.ok(first && second);
      const svg = pairSvg({ title, subtitle: '', pair: [first, second] });
      assert.doesNotMatch(svg.replace(/<text.*?<\/text>/gs, ''), /NaN|undefined|Infinity/);
      const box = new Resvg(svg, { font: { loadSystemFonts: false } }).getBBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= CANVAS.width);
    }),
    { numRuns: 40 },
  );
  const compared = (level: number, called: string) => ({
    name: called,
    forecast: sampleForecast({ level }),
  });
  const chart = await comparisonChart(compared(1_240, 'iOS'), compared(620, 'Android'));
  assert.equal(
    chart?.caption,
    'Impressions a day, side by side: iOS about 1.2k (likely 997–1.4k); Android about 592 (likely 499–685).',
  );
});

test('markup in a title is text', () => {
  assert.match(fan({ title: '<script>&"' }), /&lt;script&gt;&amp;&quot;/);
  assert.equal(escapeXml('a\u0000b\ud800'), 'a\ufffdb\ufffd');
});

test('the caption tells what the picture adds', () => {
  assert.equal(
    captionOf(sampleForecast()),
    'Impressions a day, 23 Nov to 6 Dec 2026 (14 days): about 1.2k (likely 997–1.4k); the last 56 days had 1.2k. Lowest: Sun 29 Nov with 967. Highest: Wed 2 Dec with 1.3k.',
  );
  assert.equal(
    captionOf(sampleForecast({ days: 1, pastDays: 0 })),
    'Impressions a day, 23 Nov 2026: about 1.2k (likely 1.1k–1.4k).',
  );
});
