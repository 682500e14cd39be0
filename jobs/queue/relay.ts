import { type IQueueBackend, Relay } from 'bullmq';
import type { Logger } from 'pino';
import { z } from 'zod';
import { jobSchema, progressSchema } from '../contract.ts';
import type { Connection } from './connection.ts';

export const progressEventSchema = z.object({ job: jobSchema, progress: progressSchema });

/** A job and how far it has come, as processes tell each other. */
export type ProgressEvent = z.infer<typeof progressEventSchema>;

/**
 * Publishes cancellations and progress of jobs; nobody keeps them. A worker reaches only its own
 * jobs, and events of a queue tell all that happens in it, of which progress is the least.
 */
export interface JobRelay {
  cancel(jobId: string): Promise<void>;
  onCancel(listener: (jobId: string) => void): Promise<void>;
  tellProgress(event: ProgressEvent): Promise<void>;
  onProgress(listener: (event: ProgressEvent) => void): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the publish and subscribe channel for cancellations and progress that every process with
 * the same `prefix` shares.
 */
export async function openJobRelay<Backend extends IQueueBackend, Client>(
  connection: Connection<Backend, Client>,
  { prefix, log }: { prefix: string; log: Logger },
): Promise<JobRelay> {
  connection.reserve();
  const relay = new Relay<Client>({
    connection: connection.consumer,
    backend: connection.createRelayBackend,
    namespace: prefix,
  });
  relay.on('error', (error: Error) => log.warn({ reason: error.message }, 'relay'));
  // It would keep its connection, and try to connect for ever.
  await relay.waitUntilReady().catch(async (error: unknown) => {
    await relay.close();
    throw error;
  });
  return {
    cancel: async (jobId) => void (await relay.publish('cancel', jobId)),
    onCancel: async (listener) =>
      void (await relay.subscribe('cancel', ({ data }) => listener(z.string().parse(data)))),
    tellProgress: async (event) => void (await relay.publish('progress', event)),
    onProgress: async (listener) =>
      void (await relay.subscribe('progress', ({ data }) =>
        listener(progressEventSchema.parse(data)),
      )),
    close: () => relay.close(),
  };
}
