import { LogLevel, WebClient } from '@slack/web-api';

import { reasonOf } from '../examine.ts';
import { type Examination, problem, troublesOf } from '../finding.ts';

const TIMEOUT_MS = 4_000;
/** For answers and charts, /forecast, mentions and direct messages. */
const NEEDED_SCOPES = ['chat:write', 'files:write', 'commands', 'app_mentions:read', 'im:history'];

export interface SlackState {
  botToken: string | undefined;
  /** Another Slack than the real one. */
  slackApiUrl?: string;
}

/** Slack: whether our token is good and allows what we do. */
export async function lookAtSlack({ botToken, slackApiUrl }: SlackState): Promise<Examination> {
  if (!botToken) return { facts: { workspace: 'local' }, troubles: [] };
  const slack = new WebClient(botToken, {
    retryConfig: { retries: 0 },
    timeout: TIMEOUT_MS,
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    ...(slackApiUrl && { slackApiUrl }),
  });
  const answer = await slack.auth.test().catch((error: unknown) => reasonOf(error));
  if (typeof answer === 'string') {
    const mend = 'reinstall the Slack app and set SLACK_BOT_TOKEN anew';
    return { facts: {}, troubles: [problem(`Slack refuses us: ${answer}`, mend)] };
  }
  const scopes = answer.response_metadata?.scopes;
  const missing = scopes ? NEEDED_SCOPES.filter((scope) => !scopes.includes(scope)) : [];
  return {
    facts: { workspace: answer.team ?? null, bot: answer.user ?? null },
    troubles: troublesOf(
      missing.length > 0 &&
        problem(
          `the token lacks ${missing.join(', ')}`,
          'add them to the Slack app under OAuth & Permissions, and reinstall it',
        ),
    ),
  };
}
