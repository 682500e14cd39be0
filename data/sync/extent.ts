import type pg from 'pg';

/** Consecutive changes of the outbox, sent, and sent again after a crash, as one batch. */
export interface Extent {
  /** Where the changes before it end and where it ends itself, which no other extent shares. */
  after: Position;
  until: Position;
  rows: number;
  /** One JSON object a line, rows of the ClickHouse table `request`: the same bytes every time. */
  jsonLines: string;
}

/** Place of a change in the outbox, in decimal: its transaction, and its number. */
interface Position {
  xid: string;
  seq: string;
}

export interface ExtentLimits {
  maxRows: number;
  /** An extent ends with the row that reaches this size, so one row always fits. */
  maxBytes: number;
}

/**
 * Only changes of transactions below the oldest one that still runs: nothing can come in before
 * them any more. A transaction that stays open delays what began after it and loses nothing.
 */
const PLAN = `
  with state as (
    select xid, seq from sync_state where until_xid is null for update
  ), settled as (
    select outbox.xid, outbox.seq, octet_length(outbox.row::text) as bytes
    from outbox, state
    where (outbox.xid, outbox.seq) > (state.xid, state.seq)
      and outbox.xid < pg_snapshot_xmin(pg_current_snapshot())
    order by outbox.xid, outbox.seq
    limit $1
  ), measured as (
    select xid, seq, sum(bytes) over (order by xid, seq) - bytes as bytes_before from settled
  ), last as (
    select xid, seq from measured where bytes_before < $2 order by xid desc, seq desc limit 1
  )
  update sync_state set until_xid = last.xid, until_seq = last.seq from last`;

/**
 * Chooses the next batch of outbox changes to send to ClickHouse and stores its bounds, unless an
 * extent is stored already or nothing is settled.
 */
export async function planExtent(
  pool: pg.Pool,
  { maxRows, maxBytes }: ExtentLimits,
): Promise<void> {
  await pool.query(PLAN, [maxRows, maxBytes]);
}

const WITHIN = `
  (outbox.xid, outbox.seq) > (state.xid, state.seq)
  and (outbox.xid, outbox.seq) <= (state.until_xid, state.until_seq)`;

const READ = `
  select state.xid "afterXid", state.seq "afterSeq", until_xid "untilXid", until_seq "untilSeq",
    count(outbox.row)::int "rows",
    coalesce(string_agg(outbox.row::text, E'\\n' order by outbox.xid, outbox.seq), '') "jsonLines"
  from sync_state state left join outbox on ${WITHIN}
  where until_xid is not null
  group by state.id`;

interface ExtentRow {
  afterXid: string;
  afterSeq: string;
  untilXid: string;
  untilSeq: string;
  rows: number;
  jsonLines: string;
}

/**
 * Reads the stored extent with the rows to send; undefined where none is. It has no rows where
 * somebody has deleted them.
 */
export async function readExtent(pool: pg.Pool): Promise<Extent | undefined> {
  const { rows } = await pool.query<ExtentRow>(READ);
  const [found] = rows;
  return (
    found && {
      after: { xid: found.afterXid, seq: found.afterSeq },
      until: { xid: found.untilXid, seq: found.untilSeq },
      rows: found.rows,
      jsonLines: found.jsonLines,
    }
  );
}

const FINISH = `
  with state as (
    update sync_state set xid = until_xid, seq = until_seq, until_xid = null, until_seq = null,
      synced_at = now()
    where until_xid = $3 and until_seq = $4
    returning xid, seq
  )
  delete from outbox using state
  where (outbox.xid, outbox.seq) > ($1, $2) and (outbox.xid, outbox.seq) <= (state.xid, state.seq)`;

/**
 * Marks an extent as delivered to ClickHouse: deletes its changes from the outbox and moves on
 * behind it; does nothing where that was done already.
 */
export async function finishExtent(pool: pg.Pool, { after, until }: Extent): Promise<void> {
  await pool.query(FINISH, [after.xid, after.seq, until.xid, until.seq]);
}

const SHRINK = `
  with middle as (
    select outbox.xid, outbox.seq from outbox join sync_state state on ${WITHIN}
    order by outbox.xid, outbox.seq offset $3 limit 1
  )
  update sync_state set until_xid = middle.xid, until_seq = middle.seq from middle
  where until_xid = $1 and until_seq = $2`;

/**
 * Cuts a stored extent of two rows or more, of which nothing was inserted, to its first half, to
 * find the row that ClickHouse refuses.
 */
export async function halveExtent(pool: pg.Pool, { until, rows }: Extent): Promise<void> {
  await pool.query(SHRINK, [until.xid, until.seq, Math.floor(rows / 2) - 1]);
}

const PUT_ASIDE = `
  with refused as (
    insert into outbox_refused (xid, seq, row, at, reason)
    select outbox.xid, outbox.seq, row, at, $3 from outbox
    where (outbox.xid, outbox.seq) = ($1, $2)
    on conflict do nothing
  ), state as (
    update sync_state set xid = until_xid, seq = until_seq, until_xid = null, until_seq = null
    where until_xid = $1 and until_seq = $2
  )
  delete from outbox where (outbox.xid, outbox.seq) = ($1, $2)`;

/**
 * Puts a row that ClickHouse refuses aside, as in a dead-letter queue: moves the one row of a
 * stored extent to the table `outbox_refused`, and goes on behind it.
 */
export async function putAside(pool: pg.Pool, { until }: Extent, reason: string): Promise<void> {
  await pool.query(PUT_ASIDE, [until.xid, until.seq, reason]);
}

/** Whether the outbox holds a change to sync, settled or held back by a running transaction. */
export async function hasBacklog(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query('select from outbox limit 1');
  return rowCount === 1;
}
