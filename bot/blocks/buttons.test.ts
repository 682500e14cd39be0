import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  cancelButton,
  compareButton,
  csvButton,
  digestButton,
  editButton,
  feedbackButtons,
  savePlanButton,
  shareButton,
  whyButton,
} from './buttons.ts';
import { digestControls } from './digest/digest-buttons.ts';

interface Labelled {
  text: { text: string };
  accessibility_label: string;
}

/** Whatever has a label to read out, however deep in the blocks. */
function labelledIn(block: unknown): Labelled[] {
  if (typeof block !== 'object' || block === null) return [];
  const inside = Object.values(block).flatMap(labelledIn);
  return 'accessibility_label' in block ? [block as Labelled, ...inside] : inside;
}

test('what is read out of a button begins with what stands on it, for people who speak to click', () => {
  const forecast = [
    ...[cancelButton, editButton, compareButton, csvButton, savePlanButton],
    ...[digestButton, shareButton, whyButton, feedbackButtons],
  ].map((button) => button('r'));
  const digest = (['on', 'paused', 'none'] as const).map(digestControls);
  const labelled = labelledIn([forecast, digest]);
  assert.ok(labelled.length > 15);
  for (const { text, accessibility_label } of labelled) {
    assert.ok(accessibility_label.startsWith(text.text), `${accessibility_label}: ${text.text}`);
  }
});
