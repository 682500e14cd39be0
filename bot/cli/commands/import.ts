import type { Command } from 'commander';

import { dayIn } from '../../../data/calendar.ts';
import { type ImportResult, importFile } from '../../../data/import/import-file.ts';
import { type ImportMap, parseImportMap } from '../../../data/import/map.ts';
import { readInput } from '../json-input.ts';
import { type CommonOptions, clockOf, withCommonOptions } from '../options.ts';
import { print, printJson, say } from '../output.ts';
import { progressBar } from '../progress-bar.ts';
import { type Runtime, withRuntime } from '../runtime.ts';
import { stopRequest } from '../stop-request.ts';

interface ImportCommandOptions extends CommonOptions {
  map?: string;
  again?: boolean;
}

/** Says that the file was imported but for some rows. */
const EXIT_WITH_QUARANTINE = 3;

/** `ducky import`: delimited files into the history. */
export function addImportCommand(program: Command): void {
  withCommonOptions(program.command('import'))
    .description('import a delimited file, gzip or not, into the history')
    .argument('<file>', 'a file with a header row')
    .option('--map <file>', 'JSON that says what its columns mean; see data/import/maps')
    .option('--again', 'import content that was imported before once more')
    .addHelpText('after', `\nExits with ${EXIT_WITH_QUARANTINE} where bad rows were put aside.`)
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

function report(result: ImportResult, { json }: CommonOptions): void {
  const { read, imported, quarantined, duplicates, reasons, quarantineFile } = result;
  if (json) printJson(result);
  else print(`${imported} of ${read} rows imported, ${duplicates} were there already.`);
  if (quarantined === 0) return;
  const why = Object.entries(reasons).map(([reason, rows]) => `- ${reason}: ${rows}`);
  say(
    [
      `${quarantined} rows were put aside${quarantineFile ? `, in ${quarantineFile}` : ''}.`,
      ...why,
    ].join('\n'),
  );
  process.exitCode = EXIT_WITH_QUARANTINE;
}
