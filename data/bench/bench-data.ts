import { benchHistory } from './bench-history.ts';
import { benchImport } from './bench-import.ts';
import { benchSync } from './bench-sync.ts';
import type { Figure } from './figure.ts';
import { growthFigures } from './growth.ts';
import type { BenchOptions } from './servers.ts';

export interface BenchDataOptions extends BenchOptions {
  /** Rows of each history asked. */
  sizes: readonly number[];
  /** Bid requests imported. */
  importLines: number;
}

/** Measures the data plane: questions at each size, import, sync and memory. */
export async function benchData(options: BenchDataOptions): Promise<Figure[]> {
  const moved = [
    ...(await benchImport(options.importLines, options)),
    ...(await benchSync(options)),
  ];
  const asked: Figure[] = [];
  for (const rows of options.sizes) asked.push(...(await benchHistory(rows, options)));
  return [...asked, ...growthFigures(asked), ...moved];
}
