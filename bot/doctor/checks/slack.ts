import { LogLevel, WebClient } from '@slack/web-api';

import { MANIFEST } from '../../slack/installing/manifest.ts';
import { reasonOf } from '../examine.ts';
import { type Examination, problem, type Trouble, troublesOf } from '../finding.ts';

const TIMEOUT_MS = 4_000;
const MANUAL = 'see bot/README.md';

export interface SlackState {
  botToken: string | undefined;
  /** Undefined where Slack reaches us over HTTP. */
  appToken?: string | undefined;
  /** Another Slack than the real one. */
  slackApiUrl?: string | undefined;
}

/** Checks Slack: whether our tokens are valid and have the scopes for what we do. */
export async function lookAtSlack(state: SlackState): Promise<Examination> {
  const { botToken, appToken } = state;
  if (!botToken) return { facts: { workspace: 'local' }, troubles: [] };
  const [bot, socket] = await Promise.all([lookAtBot(botToken, state), lookAtSocket(state)]);
  return {
    facts: { ...bot.facts, transport: appToken ? 'Socket Mode' : 'HTTP' },
    troubles: [...bot.troubles, ...socket],
  };
}

/** Checks the bot token, and that it has all scopes of the app's manifest. */
async function lookAtBot(botToken: string, state: SlackState): Promise<Examination> {
  const answer = await ask(clientFor(botToken, state).auth.test());
  if (typeof answer === 'string') {
    const mend = `copy SLACK_BOT_TOKEN anew from OAuth & Permissions, or reinstall the app (${MANUAL})`;
    return { facts: {}, troubles: [problem(`Slack refuses SLACK_BOT_TOKEN: ${answer}`, mend)] };
  }
  const scopes = answer.response_metadata?.scopes;
  const missing = scopes
    ? MANIFEST.oauth_config.scopes.bot.filter((scope) => !scopes.includes(scope))
    : [];
  const mend = `paste bot/slack/manifest.json under App Manifest, save, and reinstall the app (${MANUAL})`;
  return {
    facts: { workspace: answer.team ?? null, bot: answer.user ?? null },
    troubles: troublesOf(
      missing.length > 0 && problem(`the token lacks the scopes ${missing.join(', ')}`, mend),
    ),
  };
}

/**
 * Checks the app-level token of Socket Mode: asks for the address of a connection, which is Slack's
 * own test of it.
 */
async function lookAtSocket(state: SlackState): Promise<Trouble[]> {
  const { appToken } = state;
  if (!appToken) return [];
  const answer = await ask(clientFor(appToken, state).apps.connections.open());
  if (typeof answer !== 'string') return [];
  const mend = `turn Socket Mode on, and set SLACK_APP_TOKEN to an app-level token with connections:write (${MANUAL})`;
  return [problem(`Slack refuses SLACK_APP_TOKEN: ${answer}`, mend)];
}

/** The answer, or why there is none. */
function ask<Answer>(call: Promise<Answer>): Promise<Answer | string> {
  return call.catch((error: unknown) => reasonOf(error));
}

/** A Slack client that fails fast: it does not retry, nor wait out a rate limit. */
function clientFor(token: string, { slackApiUrl }: SlackState): WebClient {
  return new WebClient(token, {
    retryConfig: { retries: 0 },
    timeout: TIMEOUT_MS,
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    ...(slackApiUrl && { slackApiUrl }),
  });
}
