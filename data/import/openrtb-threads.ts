import { on } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

import type { OpenRtbBlock, OpenRtbReading } from './openrtb-block.ts';
import { asBuffer, ownMemory } from './own-memory.ts';

/** More would outrun the inserts. */
const MAX_THREADS = 4;
/** Blocks on their way for each thread: one that it reads, and one that waits for it. */
const BLOCKS_A_THREAD = 2;

/** A thread keeps what it remembers of earlier lines below this, and the import in bounds. */
const LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32 };

/** Parses blocks of bid requests in parallel worker threads; their rows come in the same order. */
export async function* readInThreads(
  blocks: AsyncIterable<Buffer>,
  { reading, signal }: { reading: OpenRtbReading; signal: AbortSignal | undefined },
): AsyncGenerator<OpenRtbBlock> {
  const count = Math.min(availableParallelism(), MAX_THREADS);
  const threads = Array.from({ length: count }, () => startThread(reading, signal));
  // Threads take turns, and each answers in the order it was asked.
  const inTurn = (turn: number) => threads[turn % count] as Thread;
  let sent = 0;
  let received = 0;
  try {
    for await (const block of blocks) {
      inTurn(sent++).send(block);
      if (sent - received === count * BLOCKS_A_THREAD) yield await inTurn(received++).receive();
    }
    while (received < sent) yield await inTurn(received++).receive();
  } finally {
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

interface Thread {
  /** Gives the block away. */
  send(block: Buffer): void;
  /** The rows of the first block sent that was not answered yet. */
  receive(): Promise<OpenRtbBlock>;
  end(): Promise<unknown>;
}

/** Starts a worker thread that parses blocks and answers them in the order it was given them. */
function startThread(reading: OpenRtbReading, signal: AbortSignal | undefined): Thread {
  const worker = new Worker(new URL('./openrtb.thread.ts', import.meta.url), {
    workerData: reading,
    resourceLimits: LIMITS,
  });
  const answers = on(worker, 'message', { close: ['exit'], ...(signal && { signal }) });
  return {
    send: (block) => worker.postMessage(block, ownMemory(block)),
    async receive() {
      const { value, done } = await answers.next();
      if (done) throw new Error('a thread that reads bid requests has ended');
      const [block] = value as [OpenRtbBlock];
      return { ...block, native: asBuffer(block.native) };
    },
    end: () => worker.terminate(),
  };
}
