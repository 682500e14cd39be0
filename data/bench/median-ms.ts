const WARM_RUNS = 5;

/** Milliseconds that `work` takes: the median of five runs, after one that warms up. */
export async function medianMs(work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < WARM_RUNS; run += 1) times.push(await elapsedMs(work));
  return times.sort((one, other) => one - other)[Math.floor(WARM_RUNS / 2)] as number;
}

/** Milliseconds that one run of `work` takes. */
export async function elapsedMs(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
