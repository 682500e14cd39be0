import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ProgressEvent } from '../queue/relay.ts';
import { BACKENDS, openTestQueues, testQueueOptions } from '../testing/queues.ts';

const ENDLESS = new URL('../testing/endless.sandbox.ts', import.meta.url);

for (const backend of BACKENDS) {
  test(`sandboxed work leaves for another process when its own ends (${backend})`, async (t) => {
    const options = await testQueueOptions(t, backend);
    if (!options) return;
    const watching = await openTestQueues(t, options);
    const working = await openTestQueues(t, options);
    const begun = Promise.withResolvers<ProgressEvent>();
    await watching.onProgress(begun.resolve);
    const job = { name: 'retrain', reason: 'command' } as const;
    await working.startWorker('retrain', { processor: ENDLESS, concurrency: 1 });
    await watching.add(job);
    const { progress } = await begun.promise;
    assert.notEqual(progress.step, `In process ${process.pid}`);
    await working.close();
    assert.equal(await watching.state(job), 'live');
  });
}
