import { readFile } from 'node:fs/promises';

import type { Figure } from './figure.ts';

const CLICKHOUSE_MB = 2048;
const NODE_MB = 500;

/** The most memory that a ClickHouse process has held so far; nothing outside Linux. */
export async function clickHousePeak(
  pid: number,
  { during, ...rows }: { during: string; rows?: number },
): Promise<Figure[]> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kilobytes === undefined) return [];
  const value = Number(kilobytes) / 1024;
  const name = `ClickHouse at its largest, ${during}`;
  return [{ name, ...rows, value, unit: 'MB', goal: { atMost: CLICKHOUSE_MB } }];
}

/** The most memory that this process has held so far. */
export function nodePeak(): Figure {
  const value = process.resourceUsage().maxRSS / 1024;
  return { name: 'Node at its largest', value, unit: 'MB', goal: { atMost: NODE_MB } };
}
