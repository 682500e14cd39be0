import type { Fact, ToolName, Tools } from '../fact.ts';
import { findAccuracy } from './accuracy.ts';
import { findAlternatives } from './alternatives.ts';
import type { ToolContext } from './context.ts';
import { findData } from './data.ts';
import { findDocs } from './docs.ts';
import { findEarlier } from './earlier.ts';
import { findForecast } from './forecast.ts';
import { findHistory } from './history.ts';
import { findModel } from './model.ts';

type Tool<Name extends ToolName> = (
  context: ToolContext,
  signal?: AbortSignal,
) => Promise<Fact<Name> | undefined>;

const TOOLS: { readonly [Name in ToolName]: Tool<Name> } = {
  forecast: findForecast,
  earlier: findEarlier,
  history: findHistory,
  alternatives: findAlternatives,
  accuracy: findAccuracy,
  model: findModel,
  data: findData,
  docs: findDocs,
};

/** The tools that answer one question, for one person. */
export function openTools(context: ToolContext): Tools {
  return { run: (name, signal) => TOOLS[name](context, signal) };
}
