/** A column of a block, as ClickHouse declares it. */
export interface NativeColumn {
  name: string;
  type: NativeType;
}

type NativeType = keyof typeof WRITERS;

const MS_PER_DAY = 86_400_000;

/** How the values of each type are written: days as `YYYY-MM-DD`, UInt64 in decimal. */
const WRITERS = {
  Date: (days: readonly string[]) => [bytesOf(new Uint16Array(days.map(daysSinceEpoch)))],
  Int8: (values: readonly number[]) => [bytesOf(new Int8Array(values))],
  UInt8: (values: readonly number[]) => [bytesOf(new Uint8Array(values))],
  Int64: (values: readonly number[]) => [bytesOf(new BigInt64Array(values.map(BigInt)))],
  UInt64: (values: readonly string[]) => [bytesOf(new BigUint64Array(values.map(BigInt)))],
  Float64: (values: readonly number[]) => [bytesOf(new Float64Array(values))],
  'LowCardinality(String)': (values: readonly string[]) => [VERSION, ...dictionary(values)],
  'Array(LowCardinality(String))': (lists: readonly (readonly string[])[]) => [
    VERSION,
    bytesOf(endsOf(lists)),
    ...dictionary(lists.flat()),
  ],
};

/**
 * Encodes rows, of values in the order of `columns`, as a block of ClickHouse's binary Native
 * format: the one that costs a server least to read. Blocks after one another are a longer one.
 * @see https://clickhouse.com/docs/interfaces/formats/Native
 */
export function nativeBlock(
  columns: readonly NativeColumn[],
  rows: readonly (readonly unknown[])[],
): Buffer {
  const parts = columns.flatMap(({ name, type }, index) => {
    const values = rows.map((row) => row[index]);
    return [text(name), text(type), ...WRITERS[type](values as never)];
  });
  return Buffer.concat([varint(columns.length), varint(rows.length), ...parts]);
}

function daysSinceEpoch(day: string): number {
  return Date.parse(day) / MS_PER_DAY;
}

/** The offsets of arrays: where the entries of each list end among all of them. */
function endsOf(lists: readonly (readonly string[])[]): BigUint64Array {
  const ends = new BigUint64Array(lists.length);
  let end = 0;
  for (const [index, { length }] of lists.entries()) {
    end += length;
    ends[index] = BigInt(end);
  }
  return ends;
}

/** Of the layout of dictionaries. */
const VERSION = uint64(1);
/** The block brings its keys along, and none are known from before. */
const OWN_KEYS = (1 << 9) | (1 << 10);

/** Dictionary encoding: the distinct values, and for each value the index of its own among them. */
function dictionary(values: readonly string[]): Buffer[] {
  if (values.length === 0) return [];
  // The first key is the type's default, whether it occurs or not.
  const places = new Map([['', 0]]);
  const indexes = values.map((value) => {
    const known = places.get(value);
    if (known !== undefined) return known;
    places.set(value, places.size);
    return places.size - 1;
  });
  const [width, packed] = pack(indexes, places.size);
  return [
    uint64(width | OWN_KEYS),
    uint64(places.size),
    ...Array.from(places.keys(), text),
    uint64(values.length),
    bytesOf(packed),
  ];
}

/** Indexes into `keys` keys in as few bytes as they need, after the code of that width. */
function pack(indexes: readonly number[], keys: number): [number, NodeJS.TypedArray] {
  if (keys <= 2 ** 8) return [0, new Uint8Array(indexes)];
  return keys <= 2 ** 16 ? [1, new Uint16Array(indexes)] : [2, new Uint32Array(indexes)];
}

/** Text after its length in bytes. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([varint(bytes.length), bytes]);
}

/** A whole number as a varint (LEB128): in groups of seven bits, the lowest first. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Buffer.from([...bytes, rest]);
}

function uint64(value: number): Buffer {
  return bytesOf(BigUint64Array.of(BigInt(value)));
}

/** Little-endian, as ClickHouse reads them, on every machine that Node runs on. */
function bytesOf({ buffer, byteOffset, byteLength }: NodeJS.TypedArray): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
