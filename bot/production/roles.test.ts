import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { pino } from 'pino';

import { addDays, dayIn, systemClock } from '../../data/calendar.ts';
import { freePort } from '../../data/embedded/free-port.ts';
import { HAS_POSTGRES_15 } from '../../data/testing/postgres-15.ts';
import { type LocalSlack, startLocalSlack } from '../local-slack/server.ts';
import { INSTALLED_APP } from '../slack/installing/installed-app.ts';
import { playground, type SeenMessage } from '../testing/playground.ts';
import { eventually } from '../testing/started-ducky.ts';
import { readCompose, serviceOf } from './testing/compose.ts';
import { type Container, type Program, runContainer, startContainer } from './testing/container.ts';
import { argumentsOf, instructionsOf, readDockerfileText } from './testing/dockerfile.ts';
import { SETTINGS } from './testing/settings.ts';
import { type StartedStores, startStores } from './testing/started-stores.ts';

const HAS_SERVERS = HAS_POSTGRES_15 && process.env.TEST_REDIS_URL !== undefined;
const QUESTION = 'men on Android in India next 7 days';
const PEOPLE = ['UALICE', 'UBOB'];
const isAnswer = ({ blocks = [] }: SeenMessage) => blocks.some(({ type }) => type === 'data_table');

/** The processes of docker-compose.yml with its environment, on servers of this machine. */
describe('the roles of docker-compose.yml', { skip: !HAS_SERVERS }, () => {
  const log = pino({ level: 'silent' });
  let dir: string;
  let stores: StartedStores;
  let slack: LocalSlack;
  let programOf: (name: string, more?: Record<string, string>) => Program;
  let botUrl: string;
  let ports: number[] = [];
  const containers: Container[] = [];

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'ducky-roles-'));
    slack = await startLocalSlack({ host: '127.0.0.1', port: 0, app: INSTALLED_APP, log });
    const compose = await readCompose({
      ...SETTINGS,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.slackApiUrl,
    });
    const [, ...redisOptions] = serviceOf(compose, 'redis').command;
    stores = await startStores({ dir, redisOptions, log });
    const instructions = instructionsOf(await readDockerfileText());
    const entrypoint = argumentsOf(instructions, 'ENTRYPOINT');
    const usual = argumentsOf(instructions, 'CMD');
    programOf = (name, more = {}) => {
      const { entrypoint: own = entrypoint, command, environment } = serviceOf(compose, name);
      const args = [...own, ...(command.length > 0 ? command : usual)];
      return { args, env: { ...environment, ...placesOf(environment), ...more } };
    };
  });

  after(async () => {
    for (const { process } of containers) process.kill('SIGKILL');
    await Promise.all(containers.map(({ exited }) => exited));
    await slack?.close();
    await stores?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  /** The only things that differ here: where the servers are, and what is listened on. */
  function placesOf(environment: Record<string, string>): Record<string, string> {
    const here = (variable: Parameters<StartedStores['here']>[0]) =>
      stores.here(variable, environment[variable] ?? '');
    return {
      PATH: process.env.PATH ?? '',
      HOST: '127.0.0.1',
      DATABASE_URL: here('DATABASE_URL'),
      CLICKHOUSE_URL: here('CLICKHOUSE_URL'),
      REDIS_URL: here('REDIS_URL'),
    };
  }

  /** Starts a service that listens on the port that this setting names; returns the port. */
  async function start(name: string, setting: 'PORT' | 'WORKER_PORT'): Promise<number> {
    const port = await freePort();
    const container = startContainer(programOf(name, { [setting]: String(port) }), port);
    containers.push(container);
    await container.well;
    return port;
  }

  function ducky(...args: string[]): Promise<string> {
    const { args: usual, env } = programOf('ducky', { DUCKY_HOME: join(dir, 'home') });
    return runContainer({ args: [...usual.filter((it) => it !== '--help'), ...args], env });
  }

  const inChannel = (channel: string) =>
    (slack.workspace.messages.inChannel(channel) as unknown as SeenMessage[]).filter(
      ({ files, thread_ts }) => !files && thread_ts === undefined,
    );

  async function ask(channel: string, text = QUESTION, user = 'UALICE'): Promise<void> {
    const answer = await playground(slack.url).command(user, text, channel);
    assert.ok(answer.ok, JSON.stringify(answer));
  }

  test('a bot and two workers start together on empty stores', async () => {
    ports = await Promise.all([
      start('bot', 'PORT'),
      start('worker', 'WORKER_PORT'),
      start('worker', 'WORKER_PORT'),
    ]);
    botUrl = `http://127.0.0.1:${ports[0]}`;
    assert.equal((await fetch(`${botUrl}/readyz`)).status, 200);
  });

  test('commands make a history and a model, and find nothing wrong', async () => {
    await ducky('generate', '--rows', '150000', '--days', '60');
    assert.match(await ducky('train'), /serves now/);
    assert.match(await ducky('doctor'), /ok +queue/);
  });

  test('every metric that the alarms look at is told', async () => {
    const manual = await readFile(new URL('README.md', import.meta.url), 'utf8');
    const watched = new Set([...manual.matchAll(/\bducky_[a-z_]+/g)].map(([name]) => name));
    assert.ok(watched.size >= 10);
    const pages = await Promise.all(ports.map((port) => fetch(`http://127.0.0.1:${port}/metrics`)));
    const told = (await Promise.all(pages.map((page) => page.text()))).join();
    assert.deepEqual(
      [...watched].filter((name) => !told.includes(`# TYPE ${name} `)),
      [],
    );
  });

  test('a question in Slack is answered', async () => {
    await ask('C1');
    await eventually('the answer', () => inChannel('C1').some(isAnswer));
  });

  test('a question over HTTP is answered', async () => {
    const token = (await ducky('token', '--subject', 'test', '--expires', '15m')).trim();
    const today = dayIn('UTC', systemClock());
    const response = await fetch(`${botUrl}/api/v1/forecast`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        prefer: 'wait=10',
      },
      body: JSON.stringify({
        targeting: { os: { include: ['android'] }, geo: { include: ['IN'] } },
        flight: { start: addDays(today, 1), end: addDays(today, 7) },
      }),
    });
    const text = await response.text();
    assert.equal(response.status, 200, text);
    assert.match(text, /"p50":/);
  });

  test('a killed worker and a restarted Redis lose no answer, and give none twice', async () => {
    // Nobody may have more than three at once, and what was answered before is known.
    const asked = PEOPLE.flatMap((user) => [8, 9, 10].map((days) => ({ user, days })));
    await Promise.all(
      asked.map(({ user, days }) => ask('C2', `women on iOS in India next ${days} days`, user)),
    );
    const worker = containers.find(({ process }) => process.spawnargs.includes('jobs/main.ts'));
    assert.ok(worker?.process.kill('SIGKILL'));
    await stores.restartRedis();
    await eventually('every answer', () => {
      const messages = inChannel('C2');
      return messages.length >= asked.length && messages.every(isAnswer);
    });
    assert.equal(inChannel('C2').length, asked.length);
  });

  test('asked to end, each ends cleanly', async () => {
    const ending = containers.filter(({ process }) => process.signalCode === null);
    for (const { process } of ending) process.kill('SIGTERM');
    const codes = await Promise.all(ending.map(({ exited }) => exited));
    assert.deepEqual(codes, [0, 0]);
  });
});
