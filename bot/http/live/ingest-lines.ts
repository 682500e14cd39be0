import { AppError } from '../../../data/errors.ts';
import { type Line, lineBlocks, linesOf, TOO_LONG } from '../../../data/import/lines.ts';
import type { LiveRequest } from '../../../data/live-request.ts';
import type { Accepted } from '../../../data/postgres/live-requests.ts';
import { RowRejected } from '../../../data/row-rejected.ts';

const BATCH_REQUESTS = 1_000;
const SHOWN_REJECTIONS = 10;

/** Where live bid requests go: parsed line by line, then stored. */
export interface LiveIntake {
  /** The requests of a line; throws RowRejected with the reason. */
  read: (line: string) => LiveRequest[];
  /** Resolves once they are stored for good; storing them twice changes nothing. AppError `bad_input` where one of them cannot be. */
  accept: (requests: readonly LiveRequest[]) => Promise<Accepted>;
}

/** What became of the lines of a body. */
export interface Receipt extends Accepted {
  /** Lines that were not blank; a line has one request an imp. */
  read: number;
  /** Lines refused. */
  rejected: number;
  /** Lines refused, by reason. */
  reasons: Record<string, number>;
  firstRejected: { line: number; reason: string }[];
}

/** A line that was read, and its requests. */
interface ReadLine {
  number: number;
  requests: LiveRequest[];
}

/**
 * Ingests live bid requests from a stream of JSON lines, and counts what was accepted and rejected.
 * They are stored in batches as they come: a batch ends with the line that fills it.
 */
export async function ingestLines(
  bytes: AsyncIterable<Buffer>,
  { read, accept }: LiveIntake,
): Promise<Receipt> {
  const receipt = emptyReceipt();
  let batch: ReadLine[] = [];
  let size = 0;
  for await (const line of linesIn(bytes)) {
    receipt.read += 1;
    const taken = readLine(line, { read, receipt });
    if (!taken) continue;
    batch.push(taken);
    size += taken.requests.length;
    if (size < BATCH_REQUESTS) continue;
    await store(batch, { accept, receipt });
    batch = [];
    size = 0;
  }
  await store(batch, { accept, receipt });
  return receipt;
}

interface StoreContext {
  accept: LiveIntake['accept'];
  receipt: Receipt;
}

/** Stores a batch or, where one of its lines is refused, bisects it down to that line. */
async function store(batch: readonly ReadLine[], context: StoreContext): Promise<void> {
  const { accept, receipt } = context;
  const [first, second] = batch;
  if (!first) return;
  try {
    const stored = await accept(batch.flatMap(({ requests }) => requests));
    receipt.accepted += stored.accepted;
    receipt.updated += stored.updated;
    receipt.duplicates += stored.duplicates;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'bad_input') throw error;
    if (!second) return reject(receipt, { line: first.number, reason: 'cannot be stored' });
    const middle = Math.ceil(batch.length / 2);
    await store(batch.slice(0, middle), context);
    await store(batch.slice(middle), context);
  }
}

/** Splits a stream of bytes into its lines, but for blank ones. */
async function* linesIn(bytes: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let firstNumber = 1;
  for await (const block of lineBlocks(bytes)) {
    const lines = linesOf(block, firstNumber);
    firstNumber += lines.length;
    yield* lines.filter(({ text }) => text.trim() !== '');
  }
}

interface LineContext {
  read: LiveIntake['read'];
  receipt: Receipt;
}

/** Parses a line into its requests; undefined where it is rejected, which the receipt counts. */
function readLine(line: Line, { read, receipt }: LineContext): ReadLine | undefined {
  const { number, text, isTooLong } = line;
  try {
    if (isTooLong) throw new RowRejected(TOO_LONG);
    return { number, requests: read(text) };
  } catch (error) {
    if (!(error instanceof RowRejected)) throw error;
    reject(receipt, { line: number, reason: error.message });
    return undefined;
  }
}

/** Counts a rejected line by its reason; the receipt shows the first few. */
function reject(receipt: Receipt, rejection: { line: number; reason: string }): void {
  receipt.rejected += 1;
  receipt.reasons[rejection.reason] = (receipt.reasons[rejection.reason] ?? 0) + 1;
  if (receipt.firstRejected.length < SHOWN_REJECTIONS) receipt.firstRejected.push(rejection);
}

function emptyReceipt(): Receipt {
  return {
    read: 0,
    accepted: 0,
    updated: 0,
    duplicates: 0,
    rejected: 0,
    reasons: {},
    firstRejected: [],
  };
}
