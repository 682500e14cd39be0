import type { Command } from 'commander';

import type { Finding } from '../../doctor/finding.ts';
import { worstOf } from '../../doctor/finding.ts';
import { reportText } from '../../doctor/report.ts';
import { examineEverything } from '../doctor.ts';
import { type CommonOptions, withCommonOptions } from '../options.ts';
import { print, printJson } from '../output.ts';

/** `ducky doctor`: checks the health of every part, and says what is wrong and how to mend it. */
export function addDoctorCommand(program: Command): void {
  withCommonOptions(program.command('doctor'))
    .description('look at every part and say what is wrong and how to mend it; starts nothing')
    .addHelpText('after', '\nExits with 1 where there is a problem, with 0 for warnings only.')
    .action(async (options: CommonOptions) => {
      const findings = await examineEverything(options);
      report(findings, options);
      // A connection attempt that was given up would keep the process for seconds.
      process.exit(worstOf(findings) === 'problem' ? 1 : 0);
    });
}

function report(findings: Finding[], { json }: CommonOptions): void {
  if (json) printJson({ status: worstOf(findings), parts: findings });
  else print(reportText(findings));
}
