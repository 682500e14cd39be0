import type { ClickHouseClient } from '@clickhouse/client';

import { pingClickHouse } from '../../../data/clickhouse/client.ts';
import { readClickHouseFacts } from '../../../data/clickhouse/server-facts.ts';
import { withTimeout } from '../../../data/with-timeout.ts';
import { bytesText, timeText } from '../amounts.ts';
import { clockTrouble } from '../clock.ts';
import { reasonOf } from '../examine.ts';
import { type Examination, problem, type Trouble, troublesOf, warning } from '../finding.ts';
import type { ServerState } from './postgres.ts';

const SLOW_MS = 500;

/** Checks the ClickHouse server: whether it answers and lets us in, its memory and latency. */
export async function lookAtClickHouse(
  client: ClickHouseClient,
  { isEmbedded, timeoutMs, clock }: ServerState,
): Promise<Examination> {
  const source = isEmbedded ? 'embedded' : 'CLICKHOUSE_URL';
  const beganMs = performance.now();
  const reason = await whyAway(client, timeoutMs);
  const latencyMs = performance.now() - beganMs;
  if (reason !== undefined) return { facts: { source }, troubles: [away(reason, isEmbedded)] };
  const { version, uptimeS, memoryLimitBytes, clockMs } = await readClickHouseFacts(client);
  return {
    facts: {
      source,
      version,
      latency: timeText(latencyMs),
      up: timeText(uptimeS * 1_000),
      memoryLimit: memoryLimitBytes === null ? null : bytesText(memoryLimitBytes),
    },
    troubles: troublesOf(
      clockTrouble(clockMs, clock),
      latencyMs > SLOW_MS && warning('it answers slowly', 'see what runs: SHOW PROCESSLIST'),
    ),
  };
}

/** Pings ClickHouse: why it does not answer; undefined where it does. */
export async function whyAway(
  client: ClickHouseClient,
  timeoutMs: number,
): Promise<string | undefined> {
  return withTimeout(timeoutMs, () => pingClickHouse(client)).then(() => undefined, reasonOf);
}

function away(reason: string, isEmbedded: boolean): Trouble {
  const mend = isEmbedded
    ? 'stop Ducky and run npm start; see logs/ducky.log in the home'
    : 'check that the server runs, and CLICKHOUSE_URL with its user and password';
  return problem(`it does not answer: ${reason}`, mend);
}
