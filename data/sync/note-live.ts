import type { ClickHouseClient } from '@clickhouse/client';

import { hasImports } from '../clickhouse/queries/has-imports.ts';
import { clickHouseLedger } from '../import/ledger.ts';

/** Live requests in the record of imports; no file's content has this for its hash. */
const LIVE = {
  content: 'live requests',
  run: 1,
  map: '',
  batches: 0,
  finished: true,
  read: 1,
  imported: 1,
  quarantined: 0,
};

/**
 * Notes in the history's own record that it holds requests which nobody generated, unless that is
 * known. Whatever empties the history empties the record as well.
 */
export async function noteLive(client: ClickHouseClient, signal?: AbortSignal): Promise<void> {
  if (!(await hasImports(client, signal))) await clickHouseLedger(client).record(LIVE);
}
