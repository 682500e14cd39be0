import { problem, problemsOf } from './blocks/problem.ts';
import { FORBIDDEN_ON, knownBlock } from './blocks/schema.ts';
import type { JsonObject } from './json.ts';
import { isObject, objectsIn, textAt } from './json.ts';
import { SLACK_LIMITS } from './limits.ts';

export type Surface = 'message' | 'view';

/**
 * Validates Block Kit blocks as Slack does and lists every error in its own words; empty where
 * valid. Strict: unknown properties and blocks that do not belong on the surface are refused too.
 */
export function checkBlocks(blocks: unknown, surface: Surface): string[] {
  if (!Array.isArray(blocks)) return [problem('must provide an array', ['blocks'])];
  const found = objectsIn(blocks);
  return [
    ...checkCount(blocks.length, surface),
    ...blocks.flatMap((block, index) => checkBlock(block, index, surface)),
    ...duplicates(found, 'block_id').map((id) => `[ERROR] block_id already exists: ${id}`),
    ...found.flatMap((block, index) => checkActionIds(block, index)),
    ...(surface === 'message' ? checkOnlyFew(found) : []),
  ];
}

function checkCount(count: number, surface: Surface): string[] {
  const max = SLACK_LIMITS[surface].blocks;
  return count > max ? [problem(`no more than ${max} items allowed`, ['blocks'])] : [];
}

/** Validates one block against the schema of its type, and that its surface allows it. */
function checkBlock(block: unknown, index: number, surface: Surface): string[] {
  const path = ['blocks', index];
  if (isObject(block) && FORBIDDEN_ON[surface].has(String(block.type))) {
    return [problem(`${block.type} is not allowed in a ${surface}`, [...path, 'type'])];
  }
  const result = knownBlock.safeParse(block, { reportInput: true });
  return result.success ? [] : problemsOf(result.error, path);
}

function checkActionIds(block: JsonObject, index: number): string[] {
  return duplicates(objectsIn(block.elements), 'action_id').map((id) =>
    problem(`action_id already exists: ${id}`, ['blocks', index, 'elements']),
  );
}

/** Limits how many charts and tables one message may hold. */
function checkOnlyFew(blocks: readonly JsonObject[]): string[] {
  const { charts, tables } = SLACK_LIMITS.message;
  const limits: [string, number][] = [
    ['data_visualization', charts],
    ['table', tables],
  ];
  return limits
    .filter(([type, max]) => blocks.filter((block) => block.type === type).length > max)
    .map(([type, max]) => problem(`no more than ${max} ${type} blocks allowed`, ['blocks']));
}

function duplicates(objects: readonly JsonObject[], key: string): string[] {
  const values = objects
    .map((object) => textAt(object, key))
    .filter((value) => value !== undefined);
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
