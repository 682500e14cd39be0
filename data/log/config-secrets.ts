import type { Config } from '../config.ts';

const SECRETS = [
  'OLAP_BRIDGE_PASSWORD',
  'USER_HASH_KEY',
  'JWT_SECRET',
  'JWT_SECRET_PREVIOUS',
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'OPENAI_API_KEY',
] as const satisfies readonly (keyof Config)[];

/** Addresses that may carry a password. */
const ADDRESSES = [
  'DATABASE_URL',
  'CLICKHOUSE_URL',
  'CLICKHOUSE_NATIVE_URL',
  'REDIS_URL',
  'OPENAI_BASE_URL',
] as const satisfies readonly (keyof Config)[];

/** The secrets of the configuration, to be kept out of logs: keys, tokens, passwords in URLs. */
export function secretsToRedact(config: Config): string[] {
  const values = SECRETS.map((name) => config[name]);
  return [...values, ...ADDRESSES.flatMap((name) => passwordsOf(config[name]))].filter(
    (value) => value !== undefined,
  );
}

/** The password in a URL, as it is percent-encoded there and as servers know it. */
function passwordsOf(address: string | undefined): string[] {
  if (!address) return [];
  const { password } = new URL(address);
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    // A percent sign that encodes nothing.
    return [password];
  }
}
