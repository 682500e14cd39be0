import assert from 'node:assert/strict';
import { test } from 'node:test';

import { maskTokens } from './secret-shapes.ts';

const random = 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6';

const TOKENS = [
  `AKIA${random.slice(0, 16).toUpperCase()}`,
  `ghp_${random}`,
  `github_pat_${random}`,
  `glpat-${random}`,
  `npm_${random}`,
  `xoxb-12-${random}`,
  `xoxe.xoxp-1-${random}`,
  `xapp-1-${random}`,
  `sk-proj-${random}`,
  `sk_live_${random}`,
  `AIza${random}`,
  `eyJ${random}.${random}.${random}`,
];
for (const token of TOKENS) {
  test(`a token is masked wherever it stands: ${token.slice(0, 8)}…`, () => {
    assert.equal(maskTokens(`{"x":"${token}"}`, '[x]'), '{"x":"[x]"}');
  });
}

test('of a webhook, its path is masked', () => {
  const url = 'https://hooks.slack.com/services/';
  assert.equal(maskTokens(`see ${url}T0/B0/${random}!`, '[x]'), `see ${url}[x]!`);
});

test('a private key is masked line by line, to the end where it has none', () => {
  const [begin, end] = ['BEGIN', 'END'].map((word) => `-----${word} RSA PRIVATE KEY-----`);
  assert.equal(maskTokens(`a\n${begin}\n${random}\n${end}\nb`, '[x]'), 'a\n[x]\n[x]\n[x]\nb');
  assert.equal(maskTokens(`a\n${begin}\n${random}\nb`, '[x]'), 'a\n[x]\n[x]\n[x]');
});

test('ordinary words stay', () => {
  const words =
    'A task-oriented sk-spinner, xoxb-test and eyJ are none; -----BEGIN PUBLIC KEY-----.';
  assert.equal(maskTokens(words, '[x]'), words);
});
