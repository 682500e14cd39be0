import { AppError } from '../../data/errors.ts';
import { withTimeout } from '../../data/with-timeout.ts';
import { type Examination, type Finding, problem, type Trouble, worstOf } from './finding.ts';

/** A health check of one part. It only looks: nothing is changed or mended. */
export interface Check {
  part: string;
  /** The servers it asks, each false where it is away, which is told once and not by every check. */
  needs?: readonly Promise<boolean>[];
  look: () => Promise<Examination>;
}

/** Runs every health check at once; one that fails or takes too long is a problem of its part. */
export function examine(checks: readonly Check[], timeoutMs: number): Promise<Finding[]> {
  return Promise.all(
    checks.map(async ({ part, needs = [], look }) => {
      const run = async () => ((await allOf(needs)) ? look() : unexamined());
      const { facts, troubles } = await withTimeout(timeoutMs, run).catch(failed);
      return { part, status: worstOf(troubles), facts, troubles };
    }),
  );
}

async function allOf(needs: readonly Promise<boolean>[]): Promise<boolean> {
  return (await Promise.all(needs)).every(Boolean);
}

function unexamined(): Examination {
  const trouble: Trouble = {
    status: 'warning',
    what: 'not examined: a server it needs does not answer',
    mend: 'mend that server first',
  };
  return { facts: {}, troubles: [trouble] };
}

function failed(error: unknown): Examination {
  const mend = 'look at the log, and run `ducky doctor` again';
  return { facts: {}, troubles: [problem(reasonOf(error), mend)] };
}

/**
 * The message of an error, in a server's own words; they name roles and hosts, but no passwords.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof AppError) return error.userMessage;
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
