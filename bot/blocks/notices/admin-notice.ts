import type { NoticeContent } from '../../../data/notice.ts';
import { message, type SlackMessage } from '../message.ts';
import { retrainReport } from '../task/retrain-report.ts';
import { context, escapeMrkdwn, section } from '../text.ts';

type GaveUp = Extract<NoticeContent, { kind: 'jobs gave up' }>;

/**
 * The alert that administrators get when jobs failed for good, or when a model was retrained on
 * schedule: each form asks less of Slack than the one before.
 */
export function adminNotice(content: NoticeContent): SlackMessage[] {
  if (content.kind === 'retrained') return retrainReport(content, 'Trained on schedule');
  return [gaveUp(content)];
}

/** Alerts that a job has failed all its attempts: why, and how to retry it. */
function gaveUp({ job, count, jobId, reason, canRetry }: GaveUp): SlackMessage {
  const what = count === 1 ? 'A job gave up' : `${count} jobs gave up`;
  const headline = `${what}: ${job}`;
  const why = escapeMrkdwn(reason);
  const next = canRetry
    ? `after that, \`ducky jobs retry ${escapeMrkdwn(jobId)}\` has it done again`
    : 'whoever asked has been told, and can ask again';
  const advice = `\`ducky doctor\` says what is wrong and how to mend it; ${next}.`;
  return message(`${headline}. ${why}\n${advice}`, [
    section(`*${headline}*\n${why}`),
    section(advice),
    context(
      `The workers' log has more under \`${escapeMrkdwn(jobId)}\`. Others within this hour are not told.`,
    ),
  ]);
}
