import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ListedModel } from '../../../data/postgres/models/model-list.ts';
import type { Task } from '../../../data/postgres/tasks/tasks.ts';
import type { TaskOrder, TaskResult } from '../../../data/task.ts';
import { checkBlocks } from '../../local-slack/check-blocks.ts';
import { checkView } from '../../local-slack/check-view.ts';
import { sampleComparison } from '../../testing/sample-comparison.ts';
import { LIMITS } from '../limits.ts';
import type { SlackMessage } from '../message.ts';
import { generateModal } from './task-modal/generate.ts';
import { retrainModal } from './task-modal/retrain.ts';
import { rollbackModal } from './task-modal/rollback.ts';
import { taskOutcome } from './task-outcome.ts';
import { simpleTaskPlaceholder, taskPlaceholder } from './task-placeholder.ts';

const AT = new Date('2026-11-22T10:00:00Z');
const HOSTILE = `<!channel> <@U1> & ${'*'.repeat(5_000)}`;
/** A version is as long as the metadata of a model let it be. */
const VERSION = `<!channel>${'v'.repeat(90)}`;

const ORDERS: TaskOrder[] = [
  { action: 'retrain', parameters: {} },
  { action: 'rollback', parameters: { version: VERSION } },
  { action: 'generate', parameters: { rows: 1e9, days: 3_660, seed: 2 ** 53 - 1 } },
];

const VERDICT = { decision: 'kept', reason: HOSTILE, comparison: sampleComparison() } as const;
const RESULTS: TaskResult[] = [
  { action: 'retrain', version: VERSION, verdict: VERDICT },
  { action: 'retrain', version: VERSION, verdict: { ...VERDICT, comparison: null } },
  { action: 'rollback', version: VERSION, replaced: VERSION },
  { action: 'generate', rows: 1e9, first: '2026-01-01', last: '2026-11-21' },
];

const task = (order: TaskOrder, outcome: Partial<Task>): Task =>
  ({
    id: 'f0000000-0000-4000-8000-000000000001',
    requestedBy: 'UBOB',
    teamId: null,
    destination: { channel: 'C1' },
    status: 'succeeded',
    result: null,
    failure: null,
    cancelledBy: null,
    createdAt: AT,
    finishedAt: AT,
    reportedAt: null,
    ...order,
    ...outcome,
  }) as Task;

function assertAcceptable({ text, blocks }: SlackMessage) {
  const json = JSON.stringify(blocks);
  assert.deepEqual(checkBlocks(JSON.parse(json), 'message'), []);
  assert.ok(text.length > 0 && text.length <= LIMITS.messageText);
  for (const written of [text, json]) assert.doesNotMatch(written, /<!channel>|<@U1>/);
}

test('what tasks say while they run keeps within the limits', () => {
  for (const order of ORDERS) {
    const parts = { taskId: 't', order, requestedBy: 'UBOB', steps: ['One', 'Two'], fraction: 0.5 };
    for (const current of [undefined, 'Two', 'Three']) {
      assertAcceptable(taskPlaceholder({ ...parts, current }));
      assertAcceptable(simpleTaskPlaceholder({ ...parts, current }));
    }
  }
});

test('whatever comes of them keeps within the limits, in every form', () => {
  const [order] = ORDERS as [TaskOrder];
  const ended = [
    ...RESULTS.map((result) => task(order, { result })),
    ...ORDERS.map((each) => task(each, { status: 'cancelled', cancelledBy: 'UEVE' })),
    task(order, { status: 'refused', failure: HOSTILE }),
    task(order, { status: 'failed', failure: HOSTILE }),
  ];
  for (const form of ended.flatMap(taskOutcome)) assertAcceptable(form);
});

test('a report without its table says the same in words', () => {
  const [full, simple] = taskOutcome(task(ORDERS[0] as TaskOrder, { result: RESULTS[0] ?? null }));
  assert.match(JSON.stringify(full?.blocks), /"type":"table"/);
  assert.doesNotMatch(JSON.stringify(simple?.blocks), /"type":"table"/);
  assert.match(JSON.stringify(simple?.blocks), /Daily error: 18.0%; serving: 20.0%/);
  assert.equal(full?.text, simple?.text);
});

test('a cancelled generation says that the history may be incomplete', () => {
  const [told] = taskOutcome(
    task(ORDERS[2] as TaskOrder, { status: 'cancelled', cancelledBy: 'UEVE' }),
  );
  assert.match(told?.text ?? '', /Cancelled.*<@UEVE>.*incomplete: generate it again/);
});

test('the modals keep within the limits, however many models there are', () => {
  const model = (index: number): ListedModel => ({
    version: `${VERSION.slice(0, 90)}${index}`,
    trainedAt: AT,
    promotedAt: AT,
    serving: false,
    verdict: null,
    metadata: null,
  });
  const models = Array.from({ length: 150 }, (_, index) => model(index));
  const views = [
    retrainModal('{}'),
    generateModal('{}'),
    rollbackModal({ models, serving: VERSION, metadata: '{}' }),
  ];
  for (const view of views)
    assert.deepEqual(checkView(JSON.parse(JSON.stringify(view)), 'modal'), []);
});
