import { parentPort, workerData } from 'node:worker_threads';

import { openRtbBlockReader } from './openrtb-block.ts';
import { asBuffer, ownMemory } from './own-memory.ts';

const read = openRtbBlockReader(workerData);

parentPort?.on('message', (block: Uint8Array) => {
  const rows = read(asBuffer(block));
  parentPort?.postMessage(rows, ownMemory(rows.native));
});
