import { openClickHouse } from '../../clickhouse/client.ts';
import { importFile } from '../import-file.ts';

/** Imports a file as a process of its own, which a test can kill: address, file, quarantine folder. */
const [url, file, quarantineDir] = process.argv.slice(2) as [string, string, string];
const fixed = { userHashKey: 'key', timeZone: 'UTC', today: '2026-11-22', batchRows: 5000 };
await importFile({ client: openClickHouse(url), file, quarantineDir, ...fixed });
