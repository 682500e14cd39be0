import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import fc from 'fast-check';
import { rowBlocks } from './row-blocks.ts';

const cell = fc.string().map((text) => `"${text.replaceAll('"', '""')}"`);
const rows = fc.array(cell.map((quoted) => `${quoted}\n`));

async function cut(text: string, options: { pieceBytes: number; quoted: boolean }) {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += options.pieceBytes) {
    pieces.push(bytes.subarray(at, at + options.pieceBytes));
  }
  const blocks: string[] = [];
  for await (const block of rowBlocks(Readable.from(pieces), { blockBytes: 16, ...options })) {
    blocks.push(block.toString());
  }
  return blocks;
}

test('blocks hold whole quoted rows, in order, whatever the chunks', async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 40 }), async (lines, pieceBytes) => {
      const blocks = await cut(lines.join(''), { pieceBytes, quoted: true });
      assert.equal(blocks.join(''), lines.join(''));
      for (const block of blocks) {
        assert.ok(block.endsWith('\n'));
        assert.equal((block.match(/"/g) ?? []).length % 2, 0);
      }
    }),
  );
});

test('blocks of unquoted formats end at any newline, the last wherever it ends', async () => {
  const blocks = await cut('aaaaaaaaaa\nbbbbbbbbbb\ncccc', { pieceBytes: 5, quoted: false });
  assert.deepEqual(blocks, ['aaaaaaaaaa\n', 'bbbbbbbbbb\ncccc']);
});
