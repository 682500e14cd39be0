import type { Queues } from '../../jobs/queue.ts';
import { postChart } from '../conversation/answer/chart.ts';
import { report } from '../conversation/answer/report.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { tellDigest } from '../conversation/digest/digest-report.ts';
import { answerQuestion, failAnswer } from '../conversation/ducky/answer-question.ts';
import { tellNotice } from '../conversation/notice/tell-notice.ts';
import { reportTask } from '../conversation/task/report-task.ts';

/**
 * Reports that wait for their channel's turn hold nothing, and must not keep those of other channels
 * from being told.
 */
const REPORTS_AT_ONCE = 50;
const REPORT_TIMEOUT_MS = 120_000;

/** Pictures wait behind answers, so one is drawn at a time. */
const CHARTS_AT_ONCE = 1;
const CHART_TIMEOUT_MS = 60_000;

/** Concurrency of answers, as of reports; nobody waits for more than a few of them. */
const ANSWERS_AT_ONCE = 50;
/** An answer that takes longer times out and is told as failed. */
const ANSWER_TIMEOUT_MS = 120_000;

/** Nobody waits for a digest as for an answer. */
const DIGESTS_AT_ONCE = 10;
const DIGEST_TIMEOUT_MS = 120_000;

const TASK_REPORTS_AT_ONCE = 3;

const NOTICES_AT_ONCE = 3;

/**
 * Starts the queue workers that post in Slack: reports, charts, answers, digests, tasks and
 * notices. Only a bot's process can do it.
 */
export async function startBotWorkers(
  queues: Pick<Queues, 'startWorker'>,
  conversation: Conversation,
  { answerTimeoutMs = ANSWER_TIMEOUT_MS }: { answerTimeoutMs?: number | undefined } = {},
): Promise<void> {
  await queues.startWorker('report', {
    processor: {
      handler: ({ requestId }) => report(conversation, requestId),
      timeoutMs: REPORT_TIMEOUT_MS,
    },
    concurrency: REPORTS_AT_ONCE,
  });
  await queues.startWorker('chart', {
    processor: {
      handler: ({ requestId }) => postChart(conversation, requestId),
      timeoutMs: CHART_TIMEOUT_MS,
    },
    concurrency: CHARTS_AT_ONCE,
  });
  await queues.startWorker('answer', {
    processor: {
      handler: ({ questionId }, { signal }) => answerQuestion(conversation, questionId, signal),
      timeoutMs: answerTimeoutMs,
      onFailed: ({ questionId }, error) => failAnswer(conversation, questionId, error),
      isAnswer: () => true,
    },
    concurrency: ANSWERS_AT_ONCE,
  });
  await queues.startWorker('tell-digest', {
    processor: {
      handler: ({ digestId }) => tellDigest(conversation, digestId),
      timeoutMs: DIGEST_TIMEOUT_MS,
    },
    concurrency: DIGESTS_AT_ONCE,
  });
  await queues.startWorker('tell-task', {
    processor: {
      handler: ({ taskId }) => reportTask(conversation, taskId),
      timeoutMs: REPORT_TIMEOUT_MS,
    },
    concurrency: TASK_REPORTS_AT_ONCE,
  });
  await queues.startWorker('tell-notice', {
    processor: {
      handler: ({ noticeId }) => tellNotice(conversation, noticeId),
      timeoutMs: REPORT_TIMEOUT_MS,
    },
    concurrency: NOTICES_AT_ONCE,
  });
}
