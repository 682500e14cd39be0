import type { Moment } from '../import/instant.ts';
import { userHasher } from '../import/user-key.ts';
import type { LiveRequest } from '../live-request.ts';
import type { RequestRow } from '../request-row.ts';
import { RowRejected } from '../row-rejected.ts';
import { audienceColumns, userId } from './audience.ts';
import type { BidRequest, Imp } from './bid-request.ts';
import { checkImp } from './check-imp.ts';
import { checkRequest } from './check-request.ts';
import { type Fields, isObject } from './checks.ts';
import { deviceColumns, geoColumns } from './device.ts';
import { impressionColumns } from './impression.ts';
import { inventoryColumns } from './inventory.ts';
import { outcomeColumns } from './outcome.ts';
import { type RequestTimeOptions, requestTimeReader } from './request-time.ts';
import { plainText } from './values.ts';

export interface OpenRtbOptions extends RequestTimeOptions {
  /** Key of the users' hashes. */
  userHashKey: string;
}

/**
 * A parser of OpenRTB 2.5 and 2.6 bid requests, one JSON text each: one row an imp. It throws
 * RowRejected for the whole request where anything of it is bad, or where it has no id.
 */
export function openRtbReader(options: OpenRtbOptions): (line: string) => LiveRequest[] {
  const read = impReader(options);
  return (line) =>
    read(line).map((imp) => {
      if (imp instanceof RowRejected) throw imp;
      if (imp.requestId === '') throw new RowRejected('no id');
      return imp;
    });
}

/**
 * As `openRtbReader`, but a bad imp takes only its own place in the result, and the request needs
 * no id. Throws RowRejected where nothing of the line can be read.
 */
export function impReader(
  options: OpenRtbOptions,
): (line: string) => (LiveRequest | RowRejected)[] {
  const timeOf = requestTimeReader(options);
  const hashOf = userHasher(options.userHashKey);
  return (line) => {
    const request = checkRequest(unwrapped(parseJson(line)));
    const user = hashOf(userId(request));
    const shared = { ...requestColumns(request, timeOf(request)), user };
    return readImps(request, shared);
  };
}

function parseJson(line: string): unknown {
  if (line.includes('\uFFFD')) throw new RowRejected('not UTF-8');
  if (line.includes('\0')) throw new RowRejected('holds a NUL');
  try {
    return JSON.parse(line);
  } catch {
    throw new RowRejected('not JSON');
  }
}

/** The bid request of a line; a wrapper's own time and outcome count before its request's. */
function unwrapped(value: unknown): Fields {
  if (!isObject(value)) throw new RowRejected('not an object');
  if ('imp' in value || !isObject(value.request)) return value;
  const { request, ...told } = value;
  return { ...request, ...told };
}

type RequestColumns = Omit<RequestRow, 'user' | keyof ImpColumns>;
type ImpColumns = ReturnType<typeof impressionColumns> & ReturnType<typeof outcomeColumns>;

function requestColumns(request: BidRequest, { day, hour }: Moment): RequestColumns {
  return {
    date: day,
    hour,
    count: 1,
    ...geoColumns(request),
    ...deviceColumns(request.device ?? {}),
    ...inventoryColumns(request),
    ...audienceColumns(request.user ?? {}, day),
  };
}

type SharedColumns = RequestColumns & Pick<RequestRow, 'user'>;

/** The rows of a request's imps; a bad one, or one whose id comes twice, is rejected by itself. */
function readImps(request: BidRequest, shared: SharedColumns): (LiveRequest | RowRejected)[] {
  const requestId = plainText(request.id);
  const seen = new Set<string>();
  return request.imp.map((value, index) => {
    try {
      const imp = checkImp(value);
      const impId = plainText(imp.id) || String(index + 1);
      if (seen.has(impId)) throw new RowRejected('imp.id twice in a request');
      seen.add(impId);
      return { requestId, impId, row: impRow(request, shared, { imp, impId }) };
    } catch (error) {
      if (error instanceof RowRejected) return error;
      throw error;
    }
  });
}

function impRow(
  request: BidRequest,
  shared: SharedColumns,
  named: { imp: Imp; impId: string },
): RequestRow {
  return { ...shared, ...impressionColumns(named.imp), ...outcomeColumns(request, named) };
}
