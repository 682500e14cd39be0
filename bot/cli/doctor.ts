import { existsSync } from 'node:fs';

import { pino } from 'pino';

import { dayIn } from '../../data/calendar.ts';
import { openClickHouse } from '../../data/clickhouse/client.ts';
import type { Config } from '../../data/config.ts';
import { AppError } from '../../data/errors.ts';
import { type Home, openHome, type Running, readRunning } from '../../data/home.ts';
import { openPostgres } from '../../data/postgres/client.ts';
import { openQueues } from '../../jobs/queue.ts';
import { lookAtDucky } from '../doctor/checks/ducky.ts';
import { type HomeState, lookAtHome } from '../doctor/checks/home.ts';
import { lookAtNode } from '../doctor/checks/node.ts';
import { lookAtPackages } from '../doctor/checks/packages.ts';
import { serviceChecks, storeChecks } from '../doctor/checks.ts';
import { type Check, examine } from '../doctor/examine.ts';
import { type Finding, problem } from '../doctor/finding.ts';
import { readEnvironment } from './environment.ts';
import { type CommonOptions, clockOf } from './options.ts';
import { CHECKOUT, configuredHomeDir } from './runtime.ts';

const CHECK_TIMEOUT_MS = 8_000;

/** Runs the health checks of all parts, in parallel; never throws, and starts nothing. */
export async function examineEverything(options: CommonOptions): Promise<Finding[]> {
  const { config, problems } = tryEnvironment();
  const { home, state } = await tryHome();
  const running = home && (await readRunning(home));
  const checks: Check[] = [
    { part: 'Node.js', look: lookAtNode },
    { part: 'packages', look: () => lookAtPackages(CHECKOUT) },
    { part: 'environment', look: async () => environmentExamination(problems) },
    { part: 'home', look: () => lookAtHome(state) },
  ];
  if (config) {
    const hasServers = Boolean(config.DATABASE_URL && config.CLICKHOUSE_URL);
    checks.push({ part: 'ducky', look: () => lookAtDucky({ running, hasServers }) });
    checks.push(...storesOf({ config, running, options }), ...serviceChecks(config));
  }
  return examine(checks, CHECK_TIMEOUT_MS);
}

/**
 * Reads the configuration, or lists what is wrong with it. Nothing starts with a wrong environment,
 * so the servers it names are not looked at either.
 */
function tryEnvironment(): { config?: Config; problems: readonly string[] } {
  try {
    return { config: readEnvironment(), problems: [] };
  } catch (error) {
    if (error instanceof AppError) return { problems: error.problems };
    return { problems: [error instanceof Error ? error.message : String(error)] };
  }
}

function environmentExamination(problems: readonly string[]) {
  const troubles = problems.map((what) =>
    problem(what, 'correct it in the environment or in .env'),
  );
  return Promise.resolve({ facts: { wrong: problems.length }, troubles });
}

/** Opens the home where there is one, or tells why it cannot be used. */
async function tryHome(): Promise<{ home?: Home; state: HomeState }> {
  const dir = configuredHomeDir();
  if (!existsSync(dir)) return { state: { dir, isMissing: true } };
  try {
    return { home: await openHome(dir), state: { dir } };
  } catch (error) {
    const unusable = error instanceof AppError ? error.userMessage : String(error);
    return { state: { dir, unusable } };
  }
}

interface StoresToCheck {
  config: Config;
  running: Running | undefined;
  options: CommonOptions;
}

/** Checks of the stores where there are any: configured, or run by a `ducky start`. */
function storesOf({ config, running, options }: StoresToCheck): Check[] {
  const databaseUrl = config.DATABASE_URL ?? running?.databaseUrl;
  const clickhouseUrl = config.CLICKHOUSE_URL ?? running?.clickhouseUrl;
  if (!databaseUrl || !clickhouseUrl) return [];
  // What is wrong shows in the findings; a log beside them would only repeat it.
  const log = pino({ level: 'silent' });
  return storeChecks({
    config,
    pool: openPostgres({ url: databaseUrl, log }),
    clickhouse: openClickHouse(clickhouseUrl, { requestTimeoutMs: CHECK_TIMEOUT_MS }),
    today: dayIn(config.REPORTING_TIME_ZONE, clockOf(options, config)()),
    openQueues: () => openQueues({ databaseUrl, redisUrl: config.REDIS_URL, log }),
  });
}
