import assert from 'node:assert/strict';
import { test } from 'node:test';

import { help } from '../../blocks/asking/help.ts';
import { SUBCOMMANDS } from './command.ts';

test('the help names every subcommand, and no other', () => {
  const { text } = help();
  const named = Array.from(text.matchAll(/`\/forecast (\w+)`/g), ([, word]) => word);
  assert.deepEqual(named.sort(), [...SUBCOMMANDS.keys(), 'help'].sort());
});
