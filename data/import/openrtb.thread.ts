import { parentPort, workerData } from 'node:worker_threads';

import { openRtbBlockReader } from './openrtb-block.ts';

const read = openRtbBlockReader(workerData);

parentPort?.on('message', (block: Uint8Array) => {
  parentPort?.postMessage(read(Buffer.from(block.buffer, block.byteOffset, block.byteLength)));
});
