import { basename } from 'node:path';

import { badInput } from '../errors.ts';
import { delimitedSource } from './delimited-source.ts';
import type { ImportOptions } from './import-file.ts';
import { openRtbSource } from './openrtb-source.ts';
import type { RowSource } from './row-source.ts';
import type { SourceFile } from './source-file.ts';
import { readFirstLines } from './source-text.ts';

/** Bad lines may stand at a file's start, so more than one is looked at. */
const LINES_LOOKED_AT = 100;

/**
 * Detects the format of a file by its content: JSON lines are bid requests, anything else is
 * delimited text with a header. Throws AppError `bad_input` where it cannot be read so.
 */
export async function openSource(file: SourceFile, options: ImportOptions): Promise<RowSource> {
  const { map, signal } = options;
  const lines = await readFirstLines(file, { limit: LINES_LOOKED_AT, signal });
  const [first] = lines;
  const name = basename(file.path);
  if (!first) throw badInput(`${name} holds empty lines only. Give a file with rows.`);
  const isJson = lines.some(({ text }) => holdsObjects(text));
  if (!isJson || (map && !holdsObjects(first.text))) {
    if (options.date) throw badInput('--date is for bid requests; in delimited files, map a date.');
    return delimitedSource(file, first.text, options);
  }
  if (map) throw badInput(`${name} holds bid requests, which need no map. Leave --map out.`);
  checkOneALine(first.text, name);
  const { userHashKey, timeZone, today, date } = options;
  return openRtbSource(file, { userHashKey, timeZone, today, date });
}

/** True for the start of an object, or of a list of them. */
function holdsObjects(text: string): boolean {
  return /^\s*(?:\{|\[\s*\{)/.test(text);
}

/** Refuses a file that is one JSON document, where each request needs a line of its own. */
function checkOneALine(firstLine: string, name: string): void {
  const [, opening] = /^\s*(?:([{[])\s*$|(\[)\s*\{)/.exec(firstLine)?.filter(Boolean) ?? [];
  if (!opening) return;
  const filter = opening === '[' ? "'.[]'" : '.';
  throw badInput(
    `${name} is one JSON document. Put each bid request on a line of its own, for example with: jq -c ${filter} ${name}`,
  );
}
