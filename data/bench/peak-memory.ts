import { readFile } from 'node:fs/promises';

import type { Figure } from './figure.ts';

const CLICKHOUSE_MB = 2048;
const NODE_MB = 500;

/** The most memory that a ClickHouse process has held so far; nothing outside Linux. */
export async function clickHousePeak(
  pid: number,
  { during, ...rows }: { during: string; rows?: number },
): Promise<Figure[]> {
  const value = await processMemoryMb(pid, 'VmHWM');
  if (value === undefined) return [];
  const name = `ClickHouse at its largest, ${during}`;
  return [{ name, ...rows, value, unit: 'MB', goal: { atMost: CLICKHOUSE_MB } }];
}

/**
 * Memory that a process holds now (`VmRSS`), or has held at most (`VmHWM`), in MB; undefined outside
 * Linux.
 */
export async function processMemoryMb(
  pid: number,
  field: 'VmRSS' | 'VmHWM',
): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

/**
 * The most memory that a Node process has held while importing: the importing process (`peakMb`), or
 * this one, which watches it.
 */
export function nodePeak(peakMb: number): Figure {
  return {
    name: 'Node at its largest, importing',
    value: Math.max(peakMb, process.resourceUsage().maxRSS / 1024),
    unit: 'MB',
    goal: { atMost: NODE_MB },
  };
}
