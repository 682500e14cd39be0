import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { escapeMrkdwn } from '../../blocks/text.ts';
import { incomingText } from './incoming-text.ts';

test('the bot’s own mention is left out, wherever it stands', () => {
  assert.equal(incomingText('<@UBOT> women in Delhi', 'UBOT'), 'women in Delhi');
  assert.equal(incomingText('hey <@UBOT|ducky>, women', 'UBOT'), 'hey  , women');
});

test('links and channels become their words', () => {
  const text = '<https://example.com|example.com> in <#C1|media> for <@U2>';
  assert.equal(incomingText(text, 'UBOT'), 'example.com in media for @U2');
});

test('escaped text comes back as it was typed', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.equal(incomingText(escapeMrkdwn(text)), text.trim());
    }),
  );
});
