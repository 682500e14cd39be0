import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { forecastSchema } from '../../data/forecast.ts';
import { playground } from '../testing/playground.ts';
import {
  eventually,
  processesBelow,
  runDucky,
  type StartedDucky,
  startDucky,
} from '../testing/started-ducky.ts';

const SMALL_HISTORY = ['--rows', '150000', '--days', '60'];
const QUESTION = 'men on Android in India next 7 days';

interface Message {
  ts: string;
  text: string;
  user: string;
  thread_ts?: string;
  blocks?: { type: string }[];
}

describe('ducky start', () => {
  let home: string;
  let ducky: StartedDucky;
  const env = () => ({ DUCKY_HOME: home });
  const pid = () => ducky.process.pid as number;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'ducky-start-'));
    ducky = await startDucky(SMALL_HISTORY, env());
  });

  after(async () => {
    await endOf('SIGKILL');
    await rm(home, { recursive: true, force: true });
  });

  /** Ends the main process and waits until all it had started is gone too. */
  async function endOf(signal: NodeJS.Signals): Promise<void> {
    const family = [pid(), ...processesBelow(pid(), /./)];
    ducky.process.kill(signal);
    await eventually('the end of everything', () => !family.some(isAlive));
  }

  async function ask(channel: string, text: string, user = 'UALICE'): Promise<void> {
    const answer = await playground(ducky.url).command(user, text, channel);
    assert.ok(answer.ok, JSON.stringify(answer));
  }

  /** What stands in the channel itself; the pictures come in the threads, in their own time. */
  async function messages(channel: string): Promise<Message[]> {
    const response = await fetch(`${ducky.url}/playground/messages?channel=${channel}`);
    const { messages } = (await response.json()) as { messages: Message[] };
    return messages.filter(({ thread_ts }) => thread_ts === undefined);
  }

  const isAnswer = ({ blocks = [] }: Message) => blocks.some(({ type }) => type === 'data_table');

  /** Asks `count` times, does `harm`, and expects every question answered once. */
  async function survives(harm: () => void, count = 6): Promise<void> {
    const before = (await messages('C2')).length;
    // Nobody may have more than three at once.
    const people = Array.from({ length: count }, (_, index) => (index % 2 ? 'UBOB' : 'UALICE'));
    await Promise.all(people.map((user) => ask('C2', QUESTION, user)));
    harm();
    const all = await eventually('every answer', async () => {
      const list = await messages('C2');
      return list.length >= before + count && list.every(isAnswer) && list;
    });
    assert.equal(all.length, before + count);
  }

  function kill(command: RegExp): void {
    const pids = processesBelow(pid(), command);
    assert.ok(pids.length > 0, `nothing runs that matches ${command}`);
    for (const victim of pids) process.kill(victim, 'SIGKILL');
  }

  test('a command in the local Slack is answered in place', async () => {
    await ask('C1', QUESTION);
    const [answer] = await eventually('the answer', async () => {
      const list = await messages('C1');
      return list.some(isAnswer) && list;
    });
    assert.match(answer?.text ?? '', /impressions a day/);
    assert.equal((await messages('C1')).length, 1);
  });

  test('the command line uses the running servers', async () => {
    const { code, stdout, stderr } = await runDucky(['forecast', QUESTION, '--json'], env());
    assert.equal(code, 0, stderr);
    assert.equal(forecastSchema.parse(JSON.parse(stdout)).daily.length, 7);
  });

  test('a live request comes in on the same port, and doctor finds no problem', async () => {
    const { stdout: token } = await runDucky(['token', '--subject', 'test'], env());
    const response = await fetch(`${ducky.url}/api/v1/requests`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token.trim()}`,
        'content-type': 'application/x-ndjson',
      },
      body: JSON.stringify({ id: 'live-1', imp: [{ id: '1', banner: { w: 300, h: 250 } }] }),
    });
    assert.equal(JSON.parse(await response.text()).accepted, 1);
    assert.equal((await fetch(`${ducky.url}/readyz`)).status, 200);
    const { code, stdout } = await runDucky(['doctor'], env());
    assert.equal(code, 0, stdout);
    assert.match(stdout, /ok +olap/);
  });

  test('a second start on the same home is refused in one sentence', async () => {
    const { code, stderr } = await runDucky(['start'], { ...env(), PORT: '0' });
    assert.equal(code, 1);
    assert.match(stderr, /in use by process \d+/);
  });

  test('kill -9 of the worker in the middle ends in every answer, once', () =>
    survives(() => kill(/jobs\/main\.ts/)));

  test('kill -9 of ClickHouse in the middle ends in every answer, once', () =>
    survives(() => kill(/chdb-server\.ts/)));

  test('kill -9 of Postgres in the middle ends in every answer, once', () =>
    survives(() => kill(/bin\/postgres -D/)));

  test('a stop leaves nothing behind, and the next start knows what was said', async () => {
    const said = async () => (await messages('C2')).map(({ ts, text }) => ({ ts, text }));
    const before = await said();
    await endOf('SIGTERM');
    assert.equal(ducky.process.exitCode, 0);
    ducky = await startDucky(SMALL_HISTORY, env());
    assert.deepEqual(await said(), before);
  });

  test('kill -9 of the main process leaves nothing behind', async () => {
    await endOf('SIGKILL');
    ducky = await startDucky(SMALL_HISTORY, env());
    await survives(() => {}, 1);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
