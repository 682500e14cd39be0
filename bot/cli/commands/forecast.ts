import { randomUUID } from 'node:crypto';

import type { Command } from 'commander';

import { type Clock, dayIn } from '../../../data/calendar.ts';
import { currentOutline } from '../../../data/clickhouse/queries/history-outline.ts';
import { badInput } from '../../../data/errors.ts';
import { type ForecastResult, isRefusal } from '../../../data/forecast.ts';
import { canonicalPlan, type Plan } from '../../../data/plan.ts';
import { makeForecast } from '../../../jobs/forecast/make-forecast.ts';
import { openServingModel } from '../../../jobs/models.ts';
import { describePlan } from '../../../prompts/describe.ts';
import { ONE_PLAN_ONLY } from '../../../prompts/reading.ts';
import { forecastText, refusalText } from '../forecast-table.ts';
import { readInput } from '../json-input.ts';
import { type CommonOptions, clockOf, withCommonOptions } from '../options.ts';
import { print, printJson } from '../output.ts';
import { createReader } from '../reader.ts';
import { type Runtime, withRuntime } from '../runtime.ts';
import { trainNow } from '../train.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { parsePlan } from './parse.ts';

interface ForecastOptions extends CommonOptions {
  plan?: string;
}

/** `ducky forecast`: reads a question or a plan, forecasts its delivery, prints it. */
export function addForecastCommand(program: Command): void {
  withCommonOptions(program.command('forecast'))
    .description('forecast what a targeting would deliver')
    .argument('[text...]', 'what you would ask, such as: women 25-34 on iOS in Mumbai')
    .option('--plan <file>', 'take the plan, as JSON, from a file, or from standard input with -')
    .action((words: string[], options: ForecastOptions) =>
      withRuntime((runtime) => forecast(runtime, words.join(' '), options)),
    );
}

async function forecast(runtime: Runtime, text: string, options: ForecastOptions): Promise<void> {
  const clock = clockOf(options, runtime.config);
  if (options.plan && text) throw badInput('Give either a text or --plan, not both.');
  const plan = options.plan
    ? parsePlan(await readInput(options.plan))
    : await readPlan(runtime, { text, clock });
  const result = await forecastPlan(runtime, { plan: canonicalPlan(plan), clock });
  if (options.json) printJson(result);
  else
    print(isRefusal(result) ? refusalText(result) : forecastText(result, describePlan(plan).line));
}

interface TextOptions {
  text: string;
  clock: Clock;
}

/** Parses a question in plain words into a plan; throws where it is unclear or out of scope. */
async function readPlan(runtime: Runtime, { text, clock }: TextOptions): Promise<Plan> {
  const { config, log, clickhouse } = runtime;
  const reading = await createReader(config, { log }).read(text, {
    today: dayIn(config.REPORTING_TIME_ZONE, clock()),
    vocabulary: await vocabularyOf(clickhouse, clock)(),
  });
  if (reading.kind === 'plan') return reading.plan;
  if (reading.kind === 'compare') throw badInput(ONE_PLAN_ONLY);
  if (reading.kind === 'outOfScope') throw badInput(reading.message);
  throw badInput(reading.question, reading.options);
}

interface PlanOptions {
  plan: Plan;
  clock: Clock;
}

/** Makes the forecast without the queue; trains the first model where there is none. */
async function forecastPlan(
  runtime: Runtime,
  { plan, clock }: PlanOptions,
): Promise<ForecastResult> {
  const { pool, clickhouse, config } = runtime;
  const serving = openServingModel(pool);
  if (!(await serving.read())) await trainNow(runtime);
  const model = await serving.read();
  if (!model) throw new Error('a training leaves a serving model');
  const timeZone = config.REPORTING_TIME_ZONE;
  const readOutline = currentOutline(clickhouse);
  const order = { id: randomUUID(), plan, clickhouse, readOutline, model, now: clock(), timeZone };
  return (await makeForecast(order)).result;
}
