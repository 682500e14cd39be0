import { z } from 'zod';

import { isDay } from './calendar.ts';
import { badInput } from './errors.ts';

const text = z.string().trim().optional();

const longSecret = text.refine((value) => value === undefined || value.length >= 32, {
  error: 'must be at least 32 characters',
});

/** HMAC-SHA-256 wants a key as long as its digest (RFC 7518, section 3.2). */
const signingSecret = text.refine(
  (value) => value === undefined || Buffer.byteLength(value) >= 32,
  { error: 'must be at least 32 bytes' },
);

const url = (...protocols: string[]) =>
  text.refine((value) => value === undefined || protocols.includes(protocolOf(value)), {
    error: `must be a URL that starts with ${protocols.map((name) => `${name}//`).join(' or ')}`,
  });

/** A token of Slack, whose kind shows in how it begins. */
const token = (prefix: string) =>
  text.refine((value) => value === undefined || value.startsWith(prefix), {
    error: `must begin with ${prefix}`,
  });

/** Ids of Slack, apart by commas or spaces; each kind begins with a letter of its own. */
const slackIds = (...letters: string[]) =>
  text
    .transform((list) => (list ?? '').split(/[\s,]+/).filter(Boolean))
    .refine((ids) => ids.every((id) => letters.includes(id.charAt(0)) && /^[A-Z0-9]+$/.test(id)), {
      error: `must be ids of Slack that begin with ${letters.join(' or ')}, apart by commas`,
    });

const endsInApi = (value: string | undefined) => value === undefined || value.endsWith('/api/');

function protocolOf(value: string): string {
  return URL.canParse(value) ? new URL(value).protocol : '';
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** Every environment variable Ducky reads. `.env.example` documents the same ones. */
export const configSchema = z.object({
  DUCKY_HOME: text,
  HOST: z.string().trim().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).optional(),
  REPORTING_TIME_ZONE: z
    .string()
    .default('UTC')
    .refine(isTimeZone, { error: 'must be an IANA time zone such as Asia/Kolkata' }),
  TODAY: text.refine((day) => day === undefined || isDay(day), {
    error: 'must be an existing calendar day, YYYY-MM-DD',
  }),
  DATABASE_URL: url('postgres:', 'postgresql:'),
  CLICKHOUSE_URL: url('http:', 'https:'),
  CLICKHOUSE_CLUSTER: text.refine((name) => name === undefined || /^[A-Za-z_]\w*$/.test(name), {
    error: 'must be the name of a cluster: letters, digits and underscores',
  }),
  RETENTION_DAYS: z.coerce.number().int().min(28).max(36_500).optional(),
  CLICKHOUSE_NATIVE_URL: url('tcp:'),
  OLAP_BRIDGE_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  OLAP_BRIDGE_PASSWORD: longSecret,
  REDIS_URL: url('redis:', 'rediss:'),
  USER_HASH_KEY: longSecret,
  JWT_SECRET: signingSecret,
  JWT_SECRET_PREVIOUS: signingSecret,
  SYSTEM_IDENTITY: text,
  RETRAIN_EVERY: z.coerce.number().int().min(0).max(365).default(7),
  KEEP_DAYS: z.coerce.number().int().min(28).max(36_500).default(400),
  LIVE_GRACE_MINUTES: z.coerce.number().int().min(0).default(60),
  SLACK_BOT_TOKEN: token('xoxb-'),
  SLACK_APP_TOKEN: token('xapp-'),
  SLACK_SIGNING_SECRET: text,
  SLACK_API_URL: url('http:', 'https:').refine(endsInApi, { error: 'must end in /api/' }),
  ADMIN_USERS: slackIds('U', 'W'),
  ADMIN_CHANNELS: slackIds('C', 'D', 'G'),
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: url('http:', 'https:'),
  OPENAI_MODEL: text,
  DUCKY_SEND_CODE: z.stringbool({ error: 'must be 1 or 0' }).optional(),
});
export type Config = z.infer<typeof configSchema>;

/**
 * Reads the configuration from environment variables; an empty one means the same as an unset one.
 * @throws AppError listing every variable that is wrong; values are never repeated.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = configSchema.safeParse(set);
  const problems = parsed.success
    ? [slackProblems, clusterProblems, rotationProblems].flatMap((check) => check(parsed.data))
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  if (parsed.success && problems.length === 0) return parsed.data;
  throw badInput(
    'The environment is not right. Correct these variables and start again:',
    problems,
  );
}

/**
 * Refuses Slack settings that do not go together: tokens come in pairs, one pair for each way in
 * which Slack reaches the bot, Socket Mode or HTTP.
 */
function slackProblems(config: Config): string[] {
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = config;
  const ways = [SLACK_APP_TOKEN, SLACK_SIGNING_SECRET].filter(Boolean).length;
  if (ways === 2) {
    return ['SLACK_APP_TOKEN and SLACK_SIGNING_SECRET: set one, for Socket Mode or for HTTP'];
  }
  if (SLACK_BOT_TOKEN && ways === 0) {
    return ['SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP): set one as well'];
  }
  if (!SLACK_BOT_TOKEN && ways === 1) return ['SLACK_BOT_TOKEN: set it as well'];
  return [];
}

/** Refuses the name of a ClickHouse cluster without the address of one of its servers. */
function clusterProblems({ CLICKHOUSE_CLUSTER, CLICKHOUSE_URL }: Config): string[] {
  if (!CLICKHOUSE_CLUSTER || CLICKHOUSE_URL) return [];
  return ['CLICKHOUSE_CLUSTER: set CLICKHOUSE_URL, the address of one of its servers, as well'];
}

/** Refuses a previous JWT secret, kept while keys are rotated, without a present one. */
function rotationProblems({ JWT_SECRET, JWT_SECRET_PREVIOUS }: Config): string[] {
  if (JWT_SECRET || !JWT_SECRET_PREVIOUS) return [];
  return ['JWT_SECRET: set it, the secret that follows JWT_SECRET_PREVIOUS, as well'];
}
