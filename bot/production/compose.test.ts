import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { DCLinter } from 'dclint';

import { configSchema, readConfig } from '../../data/config.ts';
import { POSTGRES_USER } from '../../data/embedded/postgres-cluster.ts';
import { HTTP_LIMITS } from '../http/limits.ts';
import {
  interpolate,
  readCompose,
  readComposeText,
  requiredVariables,
  type Service,
  serviceOf,
} from './testing/compose.ts';
import { SETTINGS } from './testing/settings.ts';

/** Services that run our own image. */
const OURS = ['bot', 'worker', 'ducky'];
const STORES = ['clickhouse', 'postgres', 'redis'];

/** Settings that make no sense in a container, or that the file itself decides. */
const NOT_ASKED_FOR = ['TODAY', 'OLAP_BRIDGE_PORT', 'OLAP_BRIDGE_PASSWORD'];

/** In seconds. */
const graceOf = ({ stop_grace_period: grace }: Service) =>
  Number.parseInt(grace, 10) * (grace.endsWith('m') ? 60 : 1);

describe('docker-compose.yml', async () => {
  const text = await readComposeText();
  const compose = await readCompose(SETTINGS);
  const service = (name: string) => serviceOf(compose, name);
  const environmentOf = (name: string) => service(name).environment;

  test('a linter that knows the Compose specification finds nothing', async (t) => {
    const dir = await mkdtemp(join(tmpdir(), 'ducky-compose-'));
    t.after(() => rm(dir, { recursive: true }));
    await writeFile(join(dir, 'docker-compose.yml'), interpolate(text, SETTINGS));
    // Its own order of keys is alphabetical where it says nothing; ours puts like with like.
    const rules = {
      'service-keys-order': 0,
      'top-level-properties-order': 0,
      'require-quotes-in-ports': [1, { quoteType: 'double' }],
    } as const;
    const linter = new DCLinter({ rules, quiet: false, debug: false, exclude: [] });
    const [result] = linter.lintFiles([dir], false);
    assert.deepEqual(result?.messages, []);
  });

  test('every secret is asked for by name, and none has a default', () => {
    for (const name of requiredVariables(text)) {
      const without = { ...SETTINGS, [name]: '' };
      assert.throws(() => interpolate(text, without), new RegExp(`variable ${name}: see `));
    }
    const required = new Set(requiredVariables(text));
    const secrets = Object.keys(SETTINGS).filter((name) => /PASSWORD|SECRET|KEY/.test(name));
    assert.deepEqual(
      secrets.filter((name) => !required.has(name)),
      [],
    );
  });

  test('the operating chapter makes everything that is required', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const made = [...readme.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    assert.deepEqual(
      requiredVariables(text).filter((name) => !made.includes(name)),
      [],
    );
  });

  test('the operating chapter names every setting that the file does not ask for', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const chapter = readme.slice(readme.indexOf('\n## Operating'));
    const unasked = Object.keys(configSchema.shape).filter((name) => !text.includes(`\${${name}:`));
    assert.ok(unasked.includes('HOST'));
    assert.deepEqual(
      unasked.filter((name) => !chapter.includes(`\`${name}\``)),
      [],
    );
  });

  test('what our services set are settings of ours, and right', () => {
    for (const name of OURS) {
      const environment = environmentOf(name);
      const unknown = Object.keys(environment).filter((key) => !(key in configSchema.shape));
      assert.deepEqual(unknown, [], name);
      assert.doesNotThrow(() => readConfig(environment), name);
    }
  });

  test('every setting can be set', () => {
    const set = new Set(OURS.flatMap((name) => Object.keys(environmentOf(name))));
    const missing = Object.keys(configSchema.shape).filter((name) => !set.has(name));
    assert.deepEqual(missing, NOT_ASKED_FOR);
  });

  test('our services find each store where it is, as whom it knows', () => {
    for (const name of OURS) {
      const { DATABASE_URL, CLICKHOUSE_URL, REDIS_URL } = readConfig(environmentOf(name));
      const postgres = new URL(DATABASE_URL ?? '');
      assert.equal(postgres.host, 'postgres:5432');
      assert.equal(postgres.username, POSTGRES_USER);
      assert.equal(postgres.password, environmentOf('postgres').POSTGRES_PASSWORD);

      const clickhouse = new URL(CLICKHOUSE_URL ?? '');
      const server = environmentOf('clickhouse');
      assert.equal(clickhouse.host, 'clickhouse:8123');
      assert.equal(clickhouse.username, server.CLICKHOUSE_USER);
      assert.equal(clickhouse.password, server.CLICKHOUSE_PASSWORD);
      assert.equal(clickhouse.pathname, `/${server.CLICKHOUSE_DB}`);

      const redis = new URL(REDIS_URL ?? '');
      const { command, environment } = service('redis');
      assert.equal(redis.host, 'redis:6379');
      assert.equal(redis.password, command[command.indexOf('--requirepass') + 1]);
      assert.equal(redis.password, environment.REDISCLI_AUTH);
    }
    const native = new URL(readConfig(environmentOf('ducky')).CLICKHOUSE_NATIVE_URL ?? '');
    assert.equal(native.host, 'clickhouse:9000');
    assert.equal(native.password, environmentOf('clickhouse').CLICKHOUSE_PASSWORD);
  });

  test('stores outside take the place of those inside', async () => {
    const elsewhere = {
      DATABASE_URL: 'postgres://me:secret@db.example.com:5432/postgres',
      CLICKHOUSE_URL: 'https://me:secret@clickhouse.example.com:8443/ducky',
      REDIS_URL: 'rediss://:secret@redis.example.com:6379',
    };
    const other = await readCompose({ ...SETTINGS, ...elsewhere });
    for (const name of OURS) {
      const { environment } = serviceOf(other, name);
      assert.deepEqual({ ...environment, ...elsewhere }, environment);
    }
  });

  test('the queue keeps its jobs: written to disk, never evicted', () => {
    const { command, volumes } = service('redis');
    const setTo = (option: string) => command[command.indexOf(option) + 1];
    assert.equal(setTo('--appendonly'), 'yes');
    assert.equal(setTo('--maxmemory-policy'), 'noeviction');
    assert.deepEqual(volumes, ['redis-data:/data']);
  });

  test('only the bot is reached from outside, and from this machine alone', () => {
    const open = Object.entries(compose.services).filter(([, { ports }]) => ports.length > 0);
    assert.deepEqual(
      open.map(([name, { ports }]) => [name, ports]),
      [['bot', ['127.0.0.1:3000:3000']]],
    );
    assert.equal(environmentOf('bot').PORT, '3000');
    assert.equal(compose.networks.stores?.internal, true);
    for (const name of STORES) assert.deepEqual(service(name).networks, ['stores'], name);
  });

  test('no container may do or keep more than it must', () => {
    for (const [name, { security_opt }] of Object.entries(compose.services)) {
      assert.deepEqual(security_opt, ['no-new-privileges:true'], name);
    }
    for (const name of [...OURS, 'redis']) {
      assert.ok(service(name).read_only, name);
      assert.deepEqual(service(name).cap_drop, ['ALL'], name);
    }
  });

  test('what stays up is looked after, and started again', () => {
    const lasting = Object.entries(compose.services).filter(([, it]) => it.profiles.length === 0);
    assert.deepEqual(
      lasting.map(([name]) => name),
      ['bot', 'clickhouse', 'postgres', 'redis', 'worker'],
    );
    for (const [name, { restart, healthcheck }] of lasting) {
      assert.equal(restart, 'unless-stopped', name);
      assert.equal(healthcheck !== undefined, STORES.includes(name), name);
    }
    for (const name of OURS) {
      assert.deepEqual(Object.keys(service(name).depends_on), STORES, name);
      assert.ok(graceOf(service(name)) * 1_000 > 2 * HTTP_LIMITS.drainTimeoutMs, name);
    }
  });

  test('commands name the file of settings that `npm start` does not read', async () => {
    const manuals = ['../../README.md', './README.md', '../../docker-compose.yml'];
    for (const name of manuals) {
      const manual = await readFile(new URL(name, import.meta.url), 'utf8');
      const commands = manual.match(/docker compose .*/g) ?? [];
      const bare = commands.filter(
        (it) => !it.startsWith('docker compose --env-file compose.env '),
      );
      assert.ok(commands.length > 0, name);
      assert.deepEqual(bare, [], name);
    }
    const ignored = await readFile(new URL('../../.gitignore', import.meta.url), 'utf8');
    assert.match(ignored, /^compose\.env$/m);
  });

  test('every volume is used, and whatever a store keeps is in one', () => {
    const mounted = Object.values(compose.services).flatMap(({ volumes }) => volumes);
    const used = mounted.map((volume) => volume.split(':')[0]);
    assert.deepEqual(used.sort(), Object.keys(compose.volumes).sort());
    for (const name of STORES) assert.ok(service(name).volumes.length > 0, name);
  });

  test('ClickHouse is no older than the engine that the tests run on', async () => {
    const lock = await readFile(new URL('../../package-lock.json', import.meta.url), 'utf8');
    const engine = JSON.parse(lock).packages['node_modules/@chdb/lib-linux-x64-gnu'].version;
    const release = (version: string) => version.split('.').slice(0, 2).map(Number);
    const [year = 0, month = 0] = release(service('clickhouse').image.split(':')[1] ?? '');
    const [engineYear = 0, engineMonth = 0] = release(engine);
    assert.ok(year * 12 + month >= engineYear * 12 + engineMonth);
  });
});
