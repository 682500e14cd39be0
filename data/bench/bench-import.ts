import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import type { ClickHouseClient } from '@clickhouse/client';

import { addDays } from '../calendar.ts';
import { runStatement } from '../clickhouse/run.ts';
import { importFile } from '../import/import-file.ts';
import { sampleLines } from '../openrtb/sample-lines.ts';
import type { Figure } from './figure.ts';
import { elapsedMs } from './median-ms.ts';
import { clickHousePeak } from './peak-memory.ts';
import { type BenchOptions, type BenchServers, withServers } from './servers.ts';

const TODAY = '2026-06-30';
/** So much of the file tells how fast a bare insert is. */
const BARE_BYTES = 100e6;
const LINES_PER_S = 50_000;

/** Imports `lines` bid requests of 1 KB, beside a bare insert of the same lines. */
export function benchImport(lines: number, options: BenchOptions): Promise<Figure[]> {
  return withServers('import', options, async (servers) => {
    const file = join(servers.home.dir, 'requests.jsonl');
    await writeLines(file, { ...options, lines });
    const importMs = await elapsedMs(() => importLines(file, { ...options, ...servers }));
    const peak = await clickHousePeak(servers.clickhousePid, { during: 'importing' });
    options.onProgress('Inserting the same lines bare', null);
    const { size } = await stat(file);
    const bareLines = lines * Math.min(1, BARE_BYTES / size);
    const bareMs = await elapsedMs(() => insertBare(servers.clickhouse, file));
    const rate = (lines / importMs) * 1000;
    const bareRate = (bareLines / bareMs) * 1000;
    return [
      { name: 'bytes of a line', value: size / lines, unit: 'bytes' },
      {
        name: 'importing bid requests',
        ...{ value: rate, unit: 'lines/s', goal: { atLeast: LINES_PER_S } },
      },
      { name: 'bare insert of the same lines', value: bareRate, unit: 'lines/s' },
      { name: 'time of an import, in bare inserts', value: bareRate / rate, unit: 'x' },
      ...peak,
    ];
  });
}

async function writeLines(
  file: string,
  { lines, onProgress, signal }: BenchOptions & { lines: number },
): Promise<void> {
  const out = createWriteStream(file);
  // Other lines each time, for the same content would not be imported again.
  const seed = Date.now();
  const span = { first: addDays(TODAY, -30), last: addDays(TODAY, -1) };
  let written = 0;
  for (const line of sampleLines({ lines, seed, ...span, users: Math.ceil(lines / 5) })) {
    if (!out.write(`${line}\n`)) await once(out, 'drain');
    written += 1;
    if (written % 20_000 !== 0) continue;
    signal.throwIfAborted();
    onProgress('Writing bid requests', written / lines);
  }
  out.end();
  await once(out, 'finish');
}

function importLines(
  file: string,
  { home, clickhouse: client, onProgress, signal }: BenchOptions & BenchServers,
): Promise<unknown> {
  return importFile({
    ...{ file, client, timeZone: 'UTC', today: TODAY, signal },
    userHashKey: home.secrets.userHashKey,
    quarantineDir: home.folders.quarantine,
    onProgress: ({ bytesRead, bytes }) => onProgress('Importing', bytesRead / bytes),
  });
}

/** What ClickHouse needs to take the lines as they are. */
async function insertBare(client: ClickHouseClient, file: string): Promise<void> {
  await runStatement(client, {
    query: 'CREATE OR REPLACE TABLE bare_line (line String) ENGINE = MergeTree ORDER BY tuple()',
  });
  const { stream } = await client.exec({
    query: 'INSERT INTO bare_line FORMAT LineAsString',
    values: createReadStream(file, { end: BARE_BYTES }),
  });
  await text(stream);
}
