import { z } from 'zod';

import { RowRejected } from '../row-rejected.ts';

const MAX_TEXT_LENGTH = 200;
const MAX_USER_AGENT_LENGTH = 2000;
const MAX_IMPS = 100;
const MAX_LIST = 500;
/** More than this per thousand is a mistake in any currency. */
const MAX_CPM = 1e9;

const text = z.string().max(MAX_TEXT_LENGTH).nullish();
const number = z.number().nullish();
/** Text by the standard, a number in many a request. */
const id = z.union([z.string().max(MAX_TEXT_LENGTH), z.number()]).nullish();
const flag = z.union([z.boolean(), z.literal([0, 1])]).nullish();
const cpm = z.number().min(0).max(MAX_CPM).nullish();
const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/)
  .nullish();
const time = z.union([z.string().max(40), z.number()]).nullish();
const texts = z.array(z.string().max(MAX_TEXT_LENGTH)).max(MAX_LIST).nullish();

const geo = z.object({ country: text, region: text, city: text });

const device = z.object({
  ua: z.string().max(MAX_USER_AGENT_LENGTH).nullish(),
  sua: z
    .object({
      browsers: z
        .array(z.object({ brand: text }))
        .max(20)
        .nullish(),
      platform: z.object({ brand: text }).nullish(),
    })
    .nullish(),
  devicetype: number,
  os: text,
  connectiontype: number,
  language: text,
  langb: text,
  ifa: id,
  geo: geo.nullish(),
});

const segment = z.object({ id, name: text });

const user = z.object({
  id,
  buyeruid: id,
  yob: number,
  gender: text,
  geo: geo.nullish(),
  data: z
    .array(z.object({ segment: z.array(segment).max(MAX_LIST).nullish() }))
    .max(MAX_LIST)
    .nullish(),
});

const channel = { id, cat: texts, sectioncat: texts, pagecat: texts, cattax: number };

const outcome = z.object({ won: flag, price: cpm, cur: currency });

const requestSchema = z.object({
  id,
  ts: time,
  timestamp: time,
  ext: z.object({ ts: time, timestamp: time }).nullish(),
  /** Each is read by itself, so that a bad one costs its siblings nothing. */
  imp: z.array(z.unknown()).min(1).max(MAX_IMPS),
  site: z.object({ ...channel, domain: text }).nullish(),
  app: z.object({ ...channel, bundle: id }).nullish(),
  device: device.nullish(),
  user: user.nullish(),
  outcome: z
    .array(outcome.extend({ impid: id }))
    .max(MAX_IMPS)
    .nullish(),
});
export type BidRequest = z.infer<typeof requestSchema>;
export type Device = z.infer<typeof device>;
export type User = z.infer<typeof user>;
export type Geo = z.infer<typeof geo>;
export type Outcome = z.infer<typeof outcome>;

const size = { w: number, h: number };

const impSchema = z.object({
  id,
  tagid: id,
  instl: flag,
  rwdd: flag,
  bidfloor: cpm,
  bidfloorcur: currency,
  banner: z
    .object({ ...size, pos: number, format: z.array(z.object(size)).max(MAX_LIST).nullish() })
    .nullish(),
  video: z.object({ ...size, pos: number, startdelay: number }).nullish(),
  audio: z.object({ startdelay: number }).nullish(),
  native: z.object({}).nullish(),
  ext: outcome.nullish(),
});
export type Imp = z.infer<typeof impSchema>;

/** Checks what we read of a bid request, but for its imps; throws RowRejected. */
export function parseRequest(value: unknown): BidRequest {
  const parsed = requestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RowRejected(reasonOf(parsed.error, []));
}

/** Checks what we read of an imp; throws RowRejected. */
export function parseImp(value: unknown): Imp {
  const parsed = impSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RowRejected(reasonOf(parsed.error, ['imp']));
}

/** The first problem, named without positions in lists so that equal problems count as one reason. */
function reasonOf({ issues }: z.ZodError, parents: string[]): string {
  const [found] = issues;
  if (!found) return 'not a bid request';
  const path = [...parents, ...found.path.filter((part) => typeof part === 'string')].join('.');
  if (path === 'imp') return reasonOfImp(found);
  if (found.code === 'too_small') return `${path} is negative`;
  if (found.code === 'invalid_format') return `${path} is not a currency code`;
  const inUnion = found.code === 'invalid_union' ? found.errors[0]?.[0] : found;
  if (inUnion?.code !== 'too_big') return `${path} is of the wrong type`;
  if (inUnion.origin === 'string') return `${path} longer than ${inUnion.maximum} characters`;
  return inUnion.origin === 'array' ? `${path} has too many entries` : `${path} out of range`;
}

function reasonOfImp({ code, path }: z.core.$ZodIssue): string {
  if (code === 'too_big') return `more than ${MAX_IMPS} imps`;
  return path.length === 0 ? 'imp is not an object' : 'no imp';
}
