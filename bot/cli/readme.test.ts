import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { runDucky } from '../testing/started-ducky.ts';

const README = new URL('../../README.md', import.meta.url);
const CONSOLE_BLOCK = /```console\n([\s\S]*?)```/g;
const PROMPT = '$ npm run ducky -- ';

/** One example: a command and what it prints on standard output. */
interface Example {
  command: string;
  output: string;
}

function examplesIn(text: string): Example[] {
  return [...text.matchAll(CONSOLE_BLOCK)].flatMap(([, block = '']) =>
    block
      .split(/^(?=\$ )/m)
      .filter((part) => part.startsWith(PROMPT))
      .map((part) => {
        const [first = '', ...rest] = part.split('\n');
        return { command: first.slice(PROMPT.length), output: rest.join('\n') };
      }),
  );
}

/** Splits a command as a shell does, as far as the README's examples go. */
function argumentsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
}

/** A model's version tells when it was trained, so it differs each time. */
function comparable(output: string): string {
  return output.trimEnd().replace(/\b(\d{4}-\d\d-\d\d)-[0-9a-f]{8}\b/g, '$1-version');
}

/** With README_UPDATE set, the examples' outputs are written anew instead of compared. */
test('every example of the README prints what the README says', async (t) => {
  const home = await mkdtemp(join(tmpdir(), 'ducky-readme-'));
  t.after(() => rm(home, { recursive: true, force: true }));
  let text = await readFile(README, 'utf8');
  const examples = examplesIn(text);
  assert.ok(examples.length >= 5);
  for (const { command, output } of examples) {
    const { code, stdout, stderr } = await runDucky(argumentsOf(command), { DUCKY_HOME: home });
    assert.equal(code, 0, `${command}\n${stderr}`);
    if (!process.env.README_UPDATE) assert.equal(comparable(stdout), comparable(output), command);
    const gap = output.endsWith('\n\n') ? '\n\n' : '\n';
    text = text.replace(`${command}\n${output}`, `${command}\n${stdout.trimEnd()}${gap}`);
  }
  if (process.env.README_UPDATE) await writeFile(README, text);
});
