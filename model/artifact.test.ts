import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../data/errors.ts';
import { type ArtifactFiles, parseArtifact, printArtifact } from './artifact.ts';
import { plainArtifact } from './fixtures/models.ts';

const files = printArtifact(plainArtifact());

const refuses = (hostile: Partial<ArtifactFiles>, pattern: RegExp) =>
  assert.throws(
    () => parseArtifact({ ...files, ...hostile }),
    (error) =>
      error instanceof AppError &&
      error.code === 'bad_input' &&
      pattern.test([error.userMessage, ...error.problems].join('\n')),
  );

/** The metadata with one field replaced. */
const metadataWith = (change: object) => ({
  'metadata.json': JSON.stringify({ ...JSON.parse(files['metadata.json']), ...change }),
});

test('what is printed is read back', () => {
  assert.deepEqual(parseArtifact(files), plainArtifact());
});

test('the version names the last day of data and the content', () => {
  assert.match(plainArtifact().metadata.version, /^2026-05-31-[0-9a-f]{8}$/);
});

test('a model that is not the one described is refused', () => {
  refuses({ 'xgboost_model.json': files['xgboost_model.json'].replace('0E0', '1E0') }, /checksum/);
});

test('damaged or foreign metadata are refused with every problem', () => {
  refuses({ 'metadata.json': 'nonsense' }, /not JSON/);
  refuses(metadataWith({ blendWeight: 2, seed: 'x' }), /seed: [\s\S]*blendWeight: /);
  refuses(metadataWith({ format: 99 }), /format/);
  refuses(metadataWith({ features: ['other'] }), /other features/);
});
