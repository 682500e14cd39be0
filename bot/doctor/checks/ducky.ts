import type { Running } from '../../../data/home.ts';
import { withTimeout } from '../../../data/with-timeout.ts';
import { type Examination, problem } from '../finding.ts';

const TIMEOUT_MS = 3_000;

export interface DuckyState {
  running: Running | undefined;
  /** Whether both stores are configured, so that nothing of Ducky's need run on this home. */
  hasServers: boolean;
}

/** Checks whether a `ducky start` runs on this home, and answers over HTTP. */
export async function lookAtDucky({ running, hasServers }: DuckyState): Promise<Examination> {
  if (!running) {
    const facts = { running: false };
    if (hasServers) return { facts, troubles: [] };
    return { facts, troubles: [problem('nothing runs on this home', 'npm start')] };
  }
  const { pid, url } = running;
  const facts = { running: true, pid, url: url ?? null };
  if (url === undefined) return { facts, troubles: [] };
  const answers = await withTimeout(TIMEOUT_MS, () => fetch(`${url}/healthz`)).then(
    ({ ok }) => ok,
    () => false,
  );
  if (answers) return { facts, troubles: [] };
  const what = `process ${pid} does not answer at ${url}`;
  return { facts, troubles: [problem(what, `kill ${pid}, then npm start; see logs/ducky.log`)] };
}
