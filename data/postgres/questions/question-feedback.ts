import type pg from 'pg';

/** Somebody's rating of an answer to a question. */
export interface QuestionVote {
  questionId: string;
  /** The Slack user, and their workspace. */
  givenBy: string;
  teamId: string | undefined;
  vote: 'good' | 'bad';
}

/**
 * Stores somebody's rating of an answer to a question, good or bad; the last one of a person
 * counts.
 * @returns false where nothing changed: the same vote again, or a question that does not exist.
 */
export async function storeQuestionVote(
  pool: pg.Pool,
  { questionId, givenBy, teamId, vote }: QuestionVote,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into question_feedback (question_id, given_by, team_id, vote, given_at)
     select id, $2, $3, $4, $5 from question where id = $1
     on conflict (question_id, given_by) do update
       set vote = excluded.vote, given_at = excluded.given_at
       where question_feedback.vote <> excluded.vote`,
    [questionId, givenBy, teamId, vote, now],
  );
  return rowCount === 1;
}
