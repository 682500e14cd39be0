/** A `compose.env` with which the Compose file runs; its secrets look as `openssl rand -hex 32` makes them. */
export const SETTINGS = {
  POSTGRES_PASSWORD: 'a1'.repeat(32),
  CLICKHOUSE_PASSWORD: 'b2'.repeat(32),
  REDIS_PASSWORD: 'c3'.repeat(32),
  JWT_SECRET: 'd4'.repeat(32),
  USER_HASH_KEY: 'e5'.repeat(32),
  SLACK_BOT_TOKEN: 'xoxb-test',
  SLACK_APP_TOKEN: 'xapp-test',
} as const;
