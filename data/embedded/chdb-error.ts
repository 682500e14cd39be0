/** An error as ClickHouse reports one over HTTP: numeric code, text and symbolic type. */
export class ClickHouseError extends Error {
  readonly code: number;
  readonly type: string;

  constructor(code: number, type: string, message: string) {
    super(message);
    this.name = 'ClickHouseError';
    this.code = code;
    this.type = type;
  }
}

const ENGINE_ERROR = /Code: (\d+)\. DB::Exception: (.*) \(([A-Z][A-Z0-9_]+)\)/s;
const UNKNOWN_EXCEPTION = 1002;
const ZLIB_INFLATE_FAILED = 354;

/** Reads code, text and type out of whatever the engine or Node threw. */
export function toClickHouseError(error: unknown): ClickHouseError {
  if (error instanceof ClickHouseError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const found = ENGINE_ERROR.exec(message);
  if (found?.[1] && found[2] !== undefined && found[3]) {
    return new ClickHouseError(Number(found[1]), found[3], found[2]);
  }
  const nodeCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (nodeCode.startsWith('Z_') || nodeCode.startsWith('ERR__ERROR_FORMAT')) {
    return new ClickHouseError(ZLIB_INFLATE_FAILED, 'ZLIB_INFLATE_FAILED', message);
  }
  return new ClickHouseError(UNKNOWN_EXCEPTION, 'UNKNOWN_EXCEPTION', message);
}

const CODES_BY_STATUS: ReadonlyMap<number, readonly number[]> = new Map([
  [400, [6, 26, 27, 36, 38, 41, 42, 43, 53, 62, 72, 117, 354, 456, 457]],
  [403, [192, 193, 516]],
  [404, [16, 46, 47, 50, 56, 60, 73, 81, 115, 372]],
  [408, [159]],
  [413, [307]],
  [423, [373]],
  [501, [48]],
]);

/** The HTTP status with which ClickHouse answers an error code; 500 where it names none. */
export function httpStatusOf(code: number): number {
  for (const [status, codes] of CODES_BY_STATUS) if (codes.includes(code)) return status;
  return 500;
}
