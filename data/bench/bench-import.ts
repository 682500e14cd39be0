import { fork } from 'node:child_process';
import { on, once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';

import { addDays } from '../calendar.ts';
import { runStatement } from '../clickhouse/run.ts';
import { openRtbReader } from '../openrtb/read-request.ts';
import { sampleLines } from '../openrtb/sample-lines.ts';
import { REQUEST_COLUMNS } from '../request-row.ts';
import type { Figure } from './figure.ts';
import type { ImportAnswer, ImportCost, ImportOrder } from './import-process.ts';
import { elapsedMs } from './median-ms.ts';
import { clickHousePeak, nodePeak } from './peak-memory.ts';
import { type BenchOptions, type BenchServers, withServers } from './servers.ts';

const TODAY = '2026-06-30';
/** So many lines tell how fast a bare insert is. */
const BARE_LINES = 100_000;
const LINES_PER_S = 50_000;

/** Benchmarks the import of `lines` bid requests of 1 KB, beside bare inserts of the same lines. */
export function benchImport(lines: number, options: BenchOptions): Promise<Figure[]> {
  return withServers('import', options, async (servers) => {
    const file = join(servers.home.dir, 'requests.jsonl');
    await writeLines(file, { ...options, lines });
    const startMs = performance.now();
    const { cpuMs, peakMb } = await importLines(file, { ...options, ...servers });
    const importMs = performance.now() - startMs;
    const nodeAtPeak = nodePeak(peakMb);
    const peak = await clickHousePeak(servers.clickhousePid, { during: 'importing' });
    options.onProgress('Inserting the same lines bare', null);
    const bare = await measureBare(file, servers);
    const rate = (lines / importMs) * 1000;
    return [
      { name: 'bytes of a line', value: (await stat(file)).size / lines, unit: 'bytes' },
      {
        name: 'importing bid requests',
        ...{ value: rate, unit: 'lines/s', goal: { atLeast: LINES_PER_S } },
      },
      { name: 'bare insert of the same lines, as text', value: bare.text, unit: 'lines/s' },
      { name: 'bare insert of their rows, as JSONEachRow', value: bare.rows, unit: 'lines/s' },
      { name: 'time of an import, in bare inserts of rows', value: bare.rows / rate, unit: 'x' },
      { name: "CPU of a line, the importing process's", value: (cpuMs * 1000) / lines, unit: 'µs' },
      nodeAtPeak,
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

/** Imports in a process of its own, so that its memory and its CPU time are the import's alone. */
async function importLines(
  file: string,
  { home, clickhouseUrl: url, onProgress, signal }: BenchOptions & BenchServers,
): Promise<ImportCost> {
  const child = fork(new URL('./import-process.ts', import.meta.url), { signal });
  const order: ImportOrder = {
    ...{ url, file, timeZone: 'UTC', today: TODAY },
    userHashKey: home.secrets.userHashKey,
    quarantineDir: home.folders.quarantine,
  };
  child.send(order);
  for await (const [answer] of on(child, 'message', { close: ['exit'] })) {
    const told = answer as ImportAnswer;
    if ('peakMb' in told) return told;
    onProgress('Importing', told.fraction);
  }
  throw new Error('the process that imports has ended before its time');
}

/** Lines a second that ClickHouse takes through the same door, without views: as text, and as rows. */
async function measureBare(file: string, { home, clickhouse }: BenchServers) {
  const lines = join(home.dir, 'bare-lines.txt');
  const rows = join(home.dir, 'bare-rows.jsonl');
  const written = await writeBare(file, { lines, rows });
  await runStatement(clickhouse, {
    query: 'CREATE OR REPLACE TABLE bare_line (line String) ENGINE = MergeTree ORDER BY tuple()',
  });
  await runStatement(clickhouse, { query: 'CREATE OR REPLACE TABLE bare_row AS request' });
  const insert = (query: string, from: string) =>
    elapsedMs(async () => {
      const { stream } = await clickhouse.exec({ query, values: createReadStream(from) });
      await text(stream);
    });
  const columns = REQUEST_COLUMNS.join(', ');
  const textMs = await insert('INSERT INTO bare_line FORMAT LineAsString', lines);
  const rowsMs = await insert(`INSERT INTO bare_row (${columns}) FORMAT JSONEachRow`, rows);
  return { text: (written / textMs) * 1000, rows: (written / rowsMs) * 1000 };
}

/** Writes the first lines of `file`, and the rows they become; gives their number. */
async function writeBare(file: string, to: { lines: string; rows: string }): Promise<number> {
  const read = openRtbReader({ userHashKey: 'bare', timeZone: 'UTC', today: () => TODAY });
  const lines = createWriteStream(to.lines);
  const rows = createWriteStream(to.rows);
  let written = 0;
  await using source = await open(file);
  for await (const line of source.readLines()) {
    if (written === BARE_LINES) break;
    written += 1;
    const made = read(line).map(({ row }) => `${JSON.stringify(row)}\n`);
    if (!lines.write(`${line}\n`)) await once(lines, 'drain');
    if (!rows.write(made.join(''))) await once(rows, 'drain');
  }
  await Promise.all([finished(lines.end()), finished(rows.end())]);
  return written;
}
