import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { type TestContext, test } from 'node:test';

import { pino } from 'pino';

import { ACTIONS } from '../../blocks/buttons.ts';
import { runningApi } from '../../http/testing/running-api.ts';
import { runningBot } from '../../testing/running-bot.ts';
import { SLACK_EVENTS_PATH } from '../installing/manifest.ts';
import { createHttpReceiver, type HttpReceiver } from '../receiving/http-receiver.ts';

const log = pino({ level: 'silent' });
const SECRET = 'a-signing-secret-of-the-test';

/** The bot's one port, with the route of Slack. @returns the request URL. */
async function listen(t: TestContext, { handle: handleSlack }: HttpReceiver): Promise<string> {
  const { url } = await runningApi(t, { handleSlack });
  return `${url}${SLACK_EVENTS_PATH}`;
}

interface Sent {
  body: string;
  /** Seconds from now. */
  skewSeconds?: number;
  secret?: string;
  type?: string;
}

async function send(url: string, { body, skewSeconds = 0, secret = SECRET, type }: Sent) {
  const timestamp = String(Math.floor(Date.now() / 1000) + skewSeconds);
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': type ?? 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    },
    body,
  });
  return { status: response.status, text: await response.text() };
}

const challenge = JSON.stringify({ type: 'url_verification', challenge: 'are you there' });

test('only what Slack has signed, now, is taken', async (t) => {
  const receiver = createHttpReceiver({ signingSecret: SECRET, clock: () => new Date(), log });
  const url = await listen(t, receiver);
  assert.equal((await send(url, { body: challenge })).status, 503);
  await receiver.start();

  const answer = await send(url, { body: challenge });
  assert.equal(answer.status, 200);
  assert.match(answer.text, /are you there/);
  const status = async (sent: Sent) => (await send(url, sent)).status;
  assert.equal(await status({ body: challenge, secret: 'another' }), 401);
  assert.equal(await status({ body: challenge, skewSeconds: -400 }), 401);
  assert.equal(await status({ body: challenge, skewSeconds: 400 }), 401);
  assert.equal(await status({ body: challenge, skewSeconds: 200 }), 200);
  assert.equal(await status({ body: 'x'.repeat(1_100_000) }), 413);
  assert.equal(await status({ body: 'no JSON' }), 400);
  assert.equal((await fetch(url, { method: 'POST', body: challenge })).status, 401);
  assert.equal((await fetch(url)).status, 404);
});

test('a whole journey over HTTP: command, answer, click, modal', async (t) => {
  const { people, reply, slack } = await runningBot(t, {
    listen: (receiver) => listen(t, receiver),
  });
  await people.command('UALICE', 'iOS in Mumbai');
  const answer = await reply('C1', /About 1.2k impressions a day/);
  const { ok } = await people.click('UALICE', { channel: 'C1', ts: answer.ts }, ACTIONS.edit);
  assert.equal(ok, true);
  const view = await slack.waitFor(() => slack.workspace.views.openFor('UALICE')[0]);
  assert.equal(view.content.type, 'modal');
  assert.equal(slack.connectionCount(), 0);
});

test('an event that Slack sends again is answered once', async (t) => {
  let url = '';
  const { reply, slack, db } = await runningBot(t, {
    listen: async (receiver) => {
      url = await listen(t, receiver);
      return url;
    },
  });
  const text = 'iOS in Pune';
  const told = { channel: 'DALICE', user: 'UALICE', text, ts: '1795400000.000100' };
  const event = { type: 'message', channel_type: 'im', ...told };
  const { teamId: team_id, appId: api_app_id } = slack.workspace.identity;
  const callback = { type: 'event_callback', team_id, api_app_id, event_id: 'Ev1', event };
  const sent = { body: JSON.stringify(callback), secret: slack.signingSecret };
  const answers = await Promise.all([send(url, sent), send(url, sent), send(url, sent)]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
  await reply('DALICE', /About 1.2k/);
  assert.equal((await send(url, sent)).status, 200);
  const { rows } = await db.query('select id from forecast_request');
  assert.equal(rows.length, 1);
});
