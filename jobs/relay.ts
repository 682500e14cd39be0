import { type IQueueBackend, Relay } from 'bullmq';
import type { Logger } from 'pino';

import type { Connection } from './connection.ts';

/** Carries cancellations to whatever process runs the job; a worker reaches only its own. */
export interface CancelChannel {
  publish(jobId: string): Promise<void>;
  onCancel(listener: (jobId: string) => void): void;
  close(): Promise<void>;
}

const TOPIC = 'cancel';

/** Opens the channel that every process with the same `prefix` shares. */
export async function openCancelChannel<Backend extends IQueueBackend, Client>(
  connection: Connection<Backend, Client>,
  { prefix, log }: { prefix: string; log: Logger },
): Promise<CancelChannel> {
  const listeners: ((jobId: string) => void)[] = [];
  connection.reserve();
  const relay = new Relay<Client>({
    connection: connection.consumer,
    backend: connection.createRelayBackend,
    namespace: prefix,
  });
  relay.on('error', (error: Error) => log.warn({ reason: error.message }, 'cancel channel'));
  await relay.waitUntilReady();
  await relay.subscribe<string>(TOPIC, ({ data: jobId }) => {
    for (const listener of listeners) listener(jobId);
  });
  return {
    publish: async (jobId) => void (await relay.publish(TOPIC, jobId)),
    onCancel: (listener) => void listeners.push(listener),
    close: () => relay.close(),
  };
}
