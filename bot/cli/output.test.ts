import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const LAUNCHER = fileURLToPath(new URL('./ducky.js', import.meta.url));

test('a command whose output nobody reads to its end ends without a word', async () => {
  const env = { PATH: process.env.PATH ?? '' };
  const child = spawn(process.execPath, [LAUNCHER, 'openapi'], { env });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, 'close');
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
});
