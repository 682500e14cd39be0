import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { decodeJwt } from 'jose';

import { freePort } from '../../data/embedded/free-port.ts';
import { runDucky } from '../testing/started-ducky.ts';

describe('commands that look after an installation', () => {
  let home: string;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'ducky-doctor-'));
  });
  after(() => rm(home, { recursive: true, force: true }));

  async function doctor(env: Record<string, string> = {}) {
    const { code, stdout } = await runDucky(['doctor', '--json'], { DUCKY_HOME: home, ...env });
    const { status, parts } = JSON.parse(stdout) as { status: string; parts: { part: string }[] };
    const part = (name: string) => JSON.stringify(parts.find((found) => found.part === name));
    return { code, status, part, stdout };
  }

  test('where nothing runs, doctor says so and how to start', async () => {
    const { code, status, part } = await doctor();
    assert.deepEqual({ code, status }, { code: 1, status: 'problem' });
    assert.match(part('ducky'), /nothing runs on this home.*npm start/);
    assert.match(part('packages'), /"status":"ok"/);
  });

  test('a wrong environment is told variable by variable, without its values', async () => {
    const { code, part, stdout } = await doctor({ PORT: 'x', DATABASE_URL: 'mysql://a:hunter2@b' });
    assert.equal(code, 1);
    assert.match(part('environment'), /PORT.*DATABASE_URL/);
    assert.doesNotMatch(stdout, /hunter2/);
  });

  test('servers that are away are told, without their passwords', async () => {
    const at = `u:hunter2@127.0.0.1:${await freePort()}`;
    const env = { DATABASE_URL: `postgres://${at}/d`, CLICKHOUSE_URL: `http://${at}/d` };
    const { code, part, stdout } = await doctor(env);
    assert.equal(code, 1);
    assert.match(part('Postgres'), /"problem".*does not answer/);
    assert.match(part('ClickHouse'), /"problem".*does not answer/);
    assert.doesNotMatch(stdout, /hunter2/);
  });

  test('a home that is a file is told', async () => {
    const { part } = await doctor({ DUCKY_HOME: '/dev/null' });
    assert.match(part('home'), /"problem".*DUCKY_HOME/);
  });

  test('token prints a token for the named caller, with the time and scope asked for', async () => {
    const { code, stdout, stderr } = await runDucky(
      ['token', '--subject', 'bidder-1', '--expires', '12h'],
      { DUCKY_HOME: home },
    );
    assert.equal(code, 0, stderr);
    const { sub, scope, exp = 0, iat = 0 } = decodeJwt(stdout.trim());
    assert.deepEqual({ sub, scope }, { sub: 'bidder-1', scope: 'forecasts:write requests:write' });
    assert.equal(exp - iat, 12 * 3_600);
    assert.match(stderr, /Valid until .* the key in/);
  });

  test('a token that never ends, or for nobody, is refused', async () => {
    for (const args of [
      ['--subject', 'x', '--expires', 'never'],
      ['--subject', 'x', '--expires', '99999d'],
      ['--subject', 'a b'],
      [],
    ]) {
      const { code, stdout } = await runDucky(['token', ...args], { DUCKY_HOME: home });
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    }
  });
});
