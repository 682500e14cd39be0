import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createProcessMetrics } from '../../data/metrics/process-metrics.ts';
import { HTTP_LIMITS } from './limits.ts';
import { httpMetrics } from './metrics.ts';

test('the longest wait that a caller may ask for is told from endless ones', async () => {
  const metrics = createProcessMetrics();
  const seconds = HTTP_LIMITS.forecastMaxWaitMs / 1000 + 1;
  httpMetrics(metrics).answered({ method: 'POST', route: '/x', status: '202', seconds });
  const counts = [
    ...(await metrics.text()).matchAll(/request_seconds_bucket{le="([^+"]+)".* 1$/gm),
  ];
  assert.ok(counts.length > 0);
});
