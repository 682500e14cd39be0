import type { Command } from 'commander';

import { type Day, dayIn } from '../../../data/calendar.ts';
import { type ImportResult, importFile } from '../../../data/import/import-file.ts';
import { type ImportMap, parseImportMap } from '../../../data/import/map.ts';
import { stopRequest } from '../../../data/stop-request.ts';
import { readInput } from '../json-input.ts';
import { type CommonOptions, clockOf, parseDay, withCommonOptions } from '../options.ts';
import { print, printJson, say } from '../output.ts';
import { progressBar } from '../progress-bar.ts';
import { type Runtime, withRuntime } from '../runtime.ts';

interface ImportCommandOptions extends CommonOptions {
  map?: string;
  date?: Day;
  again?: boolean;
}

/** Exit code of an import that put some bad rows aside. */
const EXIT_WITH_QUARANTINE = 3;

const HELP = `
OpenRTB 2.5 and 2.6 bid requests are told by their content: one JSON object a line, a row for each
imp. Their time is read from "ts" or "timestamp", epoch or ISO 8601, of the line or its "ext".

Repeating an import changes nothing; after Ctrl-C the same command carries on.
Exits with ${EXIT_WITH_QUARANTINE} where bad rows were put aside.`;

/** `ducky import`: loads OpenRTB bid requests, CSV and other delimited files into the history. */
export function addImportCommand(program: Command): void {
  withCommonOptions(program.command('import'))
    .description('import OpenRTB JSON lines or a delimited file, gzip or not, into the history')
    .argument('<file>', 'JSON lines, or a file with a header row')
    .option('--map <file>', 'JSON that says what the columns mean; see data/import/maps')
    .option('--date <day>', 'the day of bid requests that do not tell their time', parseDay)
    .option('--again', 'import content that was imported before once more')
    .addHelpText('after', HELP)
    .action((file: string, options: ImportCommandOptions) =>
      withRuntime((runtime) => importInto(runtime, file, options)),
    );
}

async function importInto(
  { clickhouse, config, home }: Runtime,
  file: string,
  options: ImportCommandOptions,
): Promise<void> {
  const bar = progressBar();
  try {
    const result = await importFile({
      file,
      map: await readMap(options.map),
      date: options.date,
      client: clickhouse,
      userHashKey: config.USER_HASH_KEY ?? home.secrets.userHashKey,
      timeZone: config.REPORTING_TIME_ZONE,
      quarantineDir: home.folders.quarantine,
      today: dayIn(config.REPORTING_TIME_ZONE, clockOf(options, config)()),
      ...(options.again && { again: true }),
      onProgress: ({ bytesRead, bytes }) => bar.update('Importing', bytes ? bytesRead / bytes : 1),
      signal: stopRequest(),
    });
    bar.stop();
    report(result, options);
  } finally {
    bar.stop();
  }
}

async function readMap(file: string | undefined): Promise<ImportMap | undefined> {
  return file === undefined ? undefined : parseImportMap(await readInput(file), file);
}

/** Prints how many rows were imported, and why others were quarantined. */
function report(result: ImportResult, { json, date }: ImportCommandOptions): void {
  const { read, imported, quarantined, duplicates, reasons, quarantineFile } = result;
  if (json) printJson(result);
  else print(`${imported} of ${read} rows imported, ${duplicates} were there already.`);
  if (quarantined === 0) return;
  const where = quarantineFile ? `, their lines and reasons in ${quarantineFile}` : '';
  say(`${quarantined} rows were put aside${where}.`);
  if (Object.keys(reasons).length > 0) say(reasonTable(reasons));
  if (reasons['no date'] && !date) say('Say with --date of which day requests without a time are.');
  process.exitCode = EXIT_WITH_QUARANTINE;
}

/** Reasons with their rows, the most frequent first. */
function reasonTable(reasons: Readonly<Record<string, number>>): string {
  const sorted = Object.entries(reasons).sort(([, left], [, right]) => right - left);
  const width = String(sorted[0]?.[1] ?? '').length;
  return sorted.map(([reason, rows]) => `  ${String(rows).padStart(width)}  ${reason}`).join('\n');
}
