import type { App } from '@slack/bolt';

/** What the listeners are doing now. */
export interface InFlight {
  /** Resolves when every listener that had begun has ended. */
  settled(): Promise<void>;
}

/**
 * Tracks every running listener of an app, so that a shutdown can wait for them; call it before
 * listeners are added.
 */
export function trackInFlight(app: App): InFlight {
  const running = new Set<Promise<void>>();
  app.use(async ({ next }) => {
    const work = next();
    running.add(work);
    try {
      await work;
    } finally {
      running.delete(work);
    }
  });
  return {
    async settled() {
      await Promise.allSettled(running);
    },
  };
}
