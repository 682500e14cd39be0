import { openClickHouse } from '../clickhouse/client.ts';
import { type ImportOptions, importFile } from '../import/import-file.ts';

/** What the bench asks of a process that imports. */
export type ImportOrder = Omit<ImportOptions, 'client' | 'onProgress' | 'signal'> & { url: string };

/** What the process answers: how far it is, and in the end what the import took. */
export type ImportAnswer = { fraction: number } | ImportCost;

/** CPU time and the most memory held, of the importing process alone. */
export interface ImportCost {
  cpuMs: number;
  peakMb: number;
}

const REQUEST_TIMEOUT_MS = 600_000;

process.once('message', async ({ url, ...options }: ImportOrder) => {
  const client = openClickHouse(url, { requestTimeoutMs: REQUEST_TIMEOUT_MS });
  const answer = (message: ImportAnswer) => process.send?.(message);
  await importFile({
    ...options,
    client,
    onProgress: ({ bytesRead, bytes }) => answer({ fraction: bytesRead / bytes }),
  });
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  answer({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 });
  await client.close();
  process.disconnect();
});
