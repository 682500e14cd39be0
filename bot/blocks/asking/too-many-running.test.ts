import assert from 'node:assert/strict';
import { test } from 'node:test';

import { tooManyRunning } from './too-many-running.ts';

test('what runs is named with a way to cancel it, and pings nobody', () => {
  const running = [
    { id: 'r1', text: 'iOS in Mumbai' },
    { id: 'r2', text: `<!channel> ${'x'.repeat(3_000)}` },
    { id: 'r3', text: '' },
  ];
  const { text, blocks } = tooManyRunning(running);
  assert.match(
    text,
    /^I am working on three of yours already: iOS in Mumbai; &lt;!channel&gt; x+…; a forecast/,
  );
  const buttons = JSON.stringify(blocks).match(/"value":"r\d"/g);
  assert.deepEqual(buttons, ['"value":"r1"', '"value":"r2"', '"value":"r3"']);
  assert.doesNotMatch(JSON.stringify(blocks), /<!/);
});
