import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { LocalSlack } from './server.ts';
import { callPlayground, startTestSlack } from './test-app.ts';

describe('the JSON interface', () => {
  let slack: LocalSlack;
  before(async () => {
    slack = await startTestSlack();
  });
  after(() => slack.close());

  /** The status of a request with headers that `fetch` would not send. */
  const statusWith = (headers: Record<string, string>, path = '/playground/state') =>
    new Promise<number | undefined>((resolve, reject) => {
      request(`${slack.url}${path}`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });

  test('keeps what is said, although nobody listens', async () => {
    const said = { user: 'UALICE', channel: 'C1', text: 'hello' };
    const { body } = await callPlayground(slack, 'say', said);
    assert.equal(body.ok, false);
    assert.equal(body.error, 'no_connection');
    const { body: read } = await callPlayground(slack, 'messages?channel=C1');
    assert.deepEqual(read, { messages: [{ type: 'message', ts: body.ts, ...said }] });
  });

  test('lists every problem of a bad body', async () => {
    const bad = { user: 'UEVE', channel: 'C1', command: 'forecast', extra: 1 };
    const { status, body } = await callPlayground(slack, 'command', bad);
    assert.equal(status, 400);
    const problems = (body.problems as string[]).join('\n');
    assert.match(problems, /user: /);
    assert.match(problems, /command: must begin with \//);
    assert.match(problems, /extra/);
  });

  test('refuses the direct message of somebody else', async () => {
    const said = { user: 'UALICE', channel: 'DBOB', text: 'hello' };
    const inMessage = { user: 'UALICE', channel: 'DBOB', ts: '1.000000' };
    const acts: [string, object][] = [
      ['say', said],
      ['command', { user: 'UALICE', channel: 'DBOB', command: '/forecast' }],
      ['click', { ...inMessage, action_id: 'go' }],
      ['suggest', { ...inMessage, action_id: 'go', value: 'Mu' }],
      ['shortcut', { ...inMessage, callback_id: 'this' }],
      ['delete', inMessage],
      ['stop', inMessage],
    ];
    for (const [name, given] of acts) {
      const { status, body } = await callPlayground(slack, name, given);
      assert.equal(status, 400, name);
      assert.match(String(body.problems), /somebody else/, name);
    }
  });

  test('refuses what is no JSON, too large or unknown', async () => {
    const post = async (name: string, body: string) =>
      (await fetch(`${slack.url}/playground/${name}`, { method: 'POST', body })).status;
    assert.equal(await post('say', 'hello'), 400);
    assert.equal(await post('say', 'x'.repeat(300_000)), 413);
    assert.equal(await post('shout', '{}'), 404);
    assert.equal((await callPlayground(slack, 'messages?channel=C9')).status, 400);
  });

  test('knows no message, button or view that is not there', async () => {
    const click = { user: 'UALICE', channel: 'C1', ts: '1.000000', action_id: 'go' };
    const submit = { user: 'UALICE', view_id: 'V1', values: {} };
    assert.equal((await callPlayground(slack, 'click', click)).body.error, 'message_not_found');
    assert.equal((await callPlayground(slack, 'submit', submit)).body.error, 'view_not_found');
  });

  test('answers this machine and its own page only', async () => {
    const { host } = new URL(slack.url);
    assert.equal(await statusWith({ host }), 200);
    assert.equal(await statusWith({ host: `localhost:${slack.port}` }), 200);
    assert.equal(await statusWith({ host, origin: slack.url }), 200);
    assert.equal(await statusWith({ host: 'evil.example' }), 403);
    assert.equal(await statusWith({ host, origin: 'https://evil.example' }), 403);
    assert.equal(await statusWith({ host, origin: 'null' }), 403);
    assert.equal(await statusWith({ host: 'evil.example' }, '/'), 403);
  });

  test('serves the page, and nothing that is not of it', async () => {
    const page = await fetch(slack.url);
    assert.match(await page.text(), /<div id="root">/);
    assert.match(page.headers.get('content-security-policy') ?? '', /script-src 'self' 'sha256-/);
    const module = await fetch(`${slack.url}/page/main.ts`);
    assert.match(module.headers.get('content-type') ?? '', /javascript/);
    for (const path of ['/page/..%2Fserver.ts', '/page/none.ts', '/server.ts', '/page/zod.js']) {
      assert.equal((await fetch(slack.url + path)).status, 404, path);
    }
  });

  test('is healthy', async () => {
    assert.deepEqual(await (await fetch(`${slack.url}/healthz`)).json(), { ok: true });
  });
});

test('a port that is taken means the next free one', async () => {
  const first = await startTestSlack();
  const second = await startTestSlack({ port: first.port });
  assert.notEqual(second.port, first.port);
  assert.equal((await fetch(`${second.url}/healthz`)).status, 200);
  await second.close();
  await first.close();
});

test('paths of others on the same port are theirs', async () => {
  const slack = await startTestSlack({ otherwise: (_request, response) => response.end('theirs') });
  assert.equal(await (await fetch(`${slack.url}/api/v1/forecast`)).text(), 'theirs');
  await slack.close();
});
