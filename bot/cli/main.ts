import { Command } from 'commander';

import { addAskCommand } from './commands/ask.ts';
import { addBacktestCommand } from './commands/backtest.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addForecastCommand } from './commands/forecast.ts';
import { addGenerateCommand } from './commands/generate.ts';
import { addImportCommand } from './commands/import.ts';
import { addJobsCommand } from './commands/jobs.ts';
import { addManifestCommand } from './commands/manifest.ts';
import { addModelsCommand } from './commands/models.ts';
import { addOlapCommand } from './commands/olap.ts';
import { addOpenApiCommand } from './commands/openapi.ts';
import { addParseCommand } from './commands/parse.ts';
import { addSchemaCommand } from './commands/schema.ts';
import { addStartCommand } from './commands/start.ts';
import { addSyncCommand } from './commands/sync.ts';
import { addTokenCommand } from './commands/token.ts';
import { addTrainCommand } from './commands/train.ts';
import { endWithReader, reportFailure } from './output.ts';

const BAD_USAGE = 2;

const program = new Command('ducky')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : BAD_USAGE))
  .description('Delivery forecasts in chat: what a targeting would deliver, with honest ranges.')
  .addHelpText('after', '\nExits with 2 for bad input, with 1 for any other failure.')
  .showHelpAfterError('(--help shows what there is)');

addStartCommand(program);
addForecastCommand(program);
addParseCommand(program);
addSchemaCommand(program);
addOpenApiCommand(program);
addImportCommand(program);
addGenerateCommand(program);
addTrainCommand(program);
addBacktestCommand(program);
addModelsCommand(program);
addJobsCommand(program);
addSyncCommand(program);
addOlapCommand(program);
addDoctorCommand(program);
addTokenCommand(program);
addManifestCommand(program);
addAskCommand(program);

endWithReader();
// What nobody has caught is told as any other failure: without secrets.
process.on('uncaughtException', (error) => {
  reportFailure(error);
  process.exit();
});

await program.parseAsync().catch(reportFailure);
