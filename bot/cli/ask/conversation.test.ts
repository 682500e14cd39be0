import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';

import type { Writer } from '../../ducky/answer/write.ts';
import { converse } from './conversation.ts';
import { openFile, openFolder } from './open-code.ts';

const PARCEL =
  '/** Weighs a parcel. */\nexport function weighParcel(grams: number) {\n  return grams;\n}\n';
const LETTER =
  '/** Stamps letters. */\nexport function stampLetter(colour: string) {\n  return colour;\n}\n';

/** A conversation about two files; what is said to a line, with the places shown. */
async function conversation(t: TestContext, { file, writer }: { file?: string; writer?: Writer }) {
  const dir = await mkdtemp(join(tmpdir(), 'ducky-talk-'));
  t.after(() => rm(dir, { recursive: true, force: true }));
  await writeFile(join(dir, 'parcel.ts'), PARCEL);
  await writeFile(join(dir, 'letter.ts'), LETTER);
  const { signal } = new AbortController();
  const code = await (file ? openFile(join(dir, file)) : openFolder(dir, signal));
  const { take } = converse({ code, chosen: { writer, without: 'No model.' }, duck: false });
  return async (line: string) => {
    const texts: string[] = [];
    for await (const said of take(line, signal)) {
      if (said.kind === 'text' || said.kind === 'note') texts.push(said.text);
      else texts.push(...said.sources.map(({ place }) => place));
    }
    return texts.join('\n');
  };
}

/** A model that fails so many times, and then answers. */
function failing(times: number): Writer {
  let left = times;
  return {
    host: 'here',
    isLocal: true,
    model: {
      async *write() {
        left -= 1;
        if (left >= 0) throw new TypeError('a defect');
        yield 'Indeed.';
      },
    },
  };
}

test('of one file alone, a question without telling words shows how it begins', async (t) => {
  const say = await conversation(t, { file: 'parcel.ts' });
  assert.match(await say('what does this do?'), /parcel\.ts:1-4/);
});

test('a short question stands for itself where some file has its word', async (t) => {
  const say = await conversation(t, {});
  assert.match(await say('How is a parcel weighed?'), /parcel\.ts/);
  const letters = await say('And letters?');
  assert.match(letters, /letter\.ts/);
  assert.doesNotMatch(letters, /parcel\.ts/);
});

test('a question that says nothing is about what was asked before', async (t) => {
  const say = await conversation(t, {});
  assert.match(await say('what is it?'), /I do not know/);
  await say('How is a parcel weighed?');
  assert.match(await say('And why?'), /parcel\.ts/);
});

test('what was asked is kept though its answer failed', async (t) => {
  const say = await conversation(t, { writer: failing(1) });
  await assert.rejects(say('How is a parcel weighed?'), /a defect/);
  assert.match(await say('And why?'), /Indeed/);
});

test('a bug that was told is kept though the answer failed', async (t) => {
  const say = await conversation(t, { writer: failing(1) });
  assert.match(await say('my parcel weighs nothing, that is wrong'), /What did you expect/);
  await assert.rejects(say('/answer'), /a defect/);
  assert.match(await say('/answer'), /With what you told me[\s\S]*Indeed/);
  assert.match(await say('/answer'), /I do not know \/answer/);
});
