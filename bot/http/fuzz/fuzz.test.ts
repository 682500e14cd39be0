import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';

import { openForecasts } from '../../../jobs/testing/forecasts.ts';
import { promoteTestModel } from '../../../jobs/testing/model.ts';
import { NOW } from '../../../jobs/testing/stores.ts';
import { workingApi } from '../testing/working-api.ts';
import { issueToken, SCOPES } from '../tokens/issue-token.ts';
import { runFuzz } from './run.ts';

const REQUESTS = 300;
const SUBJECTS = ['ann', 'bob', 'cy', 'dee'];

test('requests made from the document are answered as it says', async (t) => {
  const worker = await openForecasts(t);
  await promoteTestModel(worker.pool, NOW);
  const { document, check, url, keys, now } = await workingApi(t, { worker, now: NOW });
  const expiresAt = new Date(now.getTime() + 60_000);
  const tokens = await Promise.all(
    SUBJECTS.map((subject) => issueToken({ subject, scopes: SCOPES, expiresAt }, { keys, now })),
  );
  const seed = randomInt(2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const { statuses, failures } = await runFuzz({
    ...{ document, seed, url, tokens, today: '2026-11-22' },
    requests: REQUESTS,
    clients: 10,
    // An answer to HEAD has no body.
    check: ({ method, path }, answer) =>
      method === 'HEAD' ? [] : check({ method, path, ...answer }),
  });
  t.diagnostic(JSON.stringify(Object.fromEntries(statuses)));
  assert.deepEqual(failures, [], `seed ${seed}`);
  for (const status of [200, 400]) assert.ok(statuses.has(status), `seed ${seed}: no ${status}`);
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
});
