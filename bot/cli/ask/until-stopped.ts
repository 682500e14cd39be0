import { orCancelled } from '../../../data/or-cancelled.ts';

/** The last where the launcher that started this process has died. */
const STOPPING = ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'];

/**
 * Does work that Ctrl-C or a signal to end, such as SIGTERM, cancels in good order; afterwards
 * signals are as before.
 *
 * @throws AppError `cancelled` where it was stopped.
 */
export async function untilStopped<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const event of STOPPING) process.on(event, stop);
  process.channel?.unref();
  try {
    return await work(controller.signal).catch(orCancelled(controller.signal, 'Stopped.'));
  } finally {
    for (const event of STOPPING) process.off(event, stop);
  }
}
