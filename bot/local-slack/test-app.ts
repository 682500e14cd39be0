import type { AppOptions, Logger } from '@slack/bolt';
import { App, LogLevel } from '@slack/bolt';
import pino from 'pino';
import type { LocalSlack, LocalSlackOptions } from './server.ts';
import { startLocalSlack } from './server.ts';

/** Bolt's own logger, quiet: refusals and goodbyes are part of the tests. */
export const SILENT: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** A local Slack for a test: any free port, nothing logged. */
export function startTestSlack(options: Partial<LocalSlackOptions> = {}): Promise<LocalSlack> {
  return startLocalSlack({
    host: '127.0.0.1',
    port: 0,
    log: pino({ level: 'silent' }),
    ...options,
  });
}

/** A Bolt app that talks to it over Socket Mode; start it once its listeners stand. */
export function createTestApp(slack: LocalSlack, options: Partial<AppOptions> = {}): App {
  return new App({
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    logger: SILENT,
    clientOptions: { slackApiUrl: slack.slackApiUrl },
    ...options,
  });
}

/** A call of the JSON interface; returns the status and the body. */
export async function callPlayground(slack: LocalSlack, name: string, body?: object) {
  const response = await fetch(`${slack.url}/playground/${name}`, {
    method: body ? 'POST' : 'GET',
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
