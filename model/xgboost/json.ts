import { z } from 'zod';

import { badInput } from '../../data/errors.ts';
import { schemaProblems } from '../../data/plan.ts';

const MAX_NODES = 100_000;
const MAX_TREES = 5_000;

const integers = z.array(z.number().int()).max(MAX_NODES);
const floats = z.array(z.number()).max(MAX_NODES);
/** 0.90 wrote flags as booleans, later versions as 0 and 1. */
const flags = z.array(z.union([z.literal([0, 1]), z.boolean().transform(Number)])).max(MAX_NODES);

const treeSchema = z.object({
  base_weights: floats,
  categories: integers,
  categories_nodes: integers,
  categories_segments: integers,
  categories_sizes: integers,
  default_left: flags,
  id: z.number().int(),
  left_children: integers.min(1),
  loss_changes: floats,
  parents: integers,
  right_children: integers,
  split_conditions: floats,
  split_indices: integers,
  split_type: integers,
  sum_hessian: floats,
  tree_param: z.object({
    num_deleted: z.string(),
    num_feature: z.string(),
    num_nodes: z.string(),
    size_leaf_vector: z.string(),
  }),
});
export type XgboostTree = z.infer<typeof treeSchema>;

const modelSchema = z.object({
  learner: z.object({
    attributes: z.record(z.string(), z.string()),
    feature_names: z.array(z.string()),
    feature_types: z.array(z.string()),
    gradient_booster: z.object({
      model: z.object({
        gbtree_model_param: z.object({
          num_parallel_tree: z.string(),
          num_trees: z.string(),
          size_leaf_vector: z.string().default('0'),
        }),
        tree_info: integers,
        trees: z.array(treeSchema).max(MAX_TREES),
      }),
      name: z.literal('gbtree'),
    }),
    learner_model_param: z.object({
      // "5E-1"; "[5E-1]" since 3.1.
      base_score: z.string().regex(/^\[?[-+]?\d+(\.\d+)?(E[-+]?\d+)?\]?$/i),
      boost_from_average: z.string().default('1'),
      num_class: z.literal('0'),
      num_feature: z.string().regex(/^\d{1,6}$/),
      num_target: z.string().default('1'),
    }),
    objective: z.object({
      name: z.literal('reg:squarederror'),
      reg_loss_param: z.object({ scale_pos_weight: z.string() }),
    }),
  }),
  version: z.array(z.number().int()).length(3),
});
/** A squared-error regression in standard XGBoost JSON (layout of 1.7 and later). */
export type XgboostModel = z.infer<typeof modelSchema>;

/**
 * Reads standard XGBoost JSON. Throws `bad_input` naming every problem where the text is not a
 * squared-error model of plain numeric splits whose trees are trees.
 */
export function parseXgboostModel(text: string): XgboostModel {
  const parsed = modelSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw badInput('The XGBoost model file is not usable.', schemaProblems(parsed.error));
  }
  const featureCount = Number(parsed.data.learner.learner_model_param.num_feature);
  const problems = parsed.data.learner.gradient_booster.model.trees.flatMap((tree, index) =>
    treeProblems(tree, featureCount).map((problem) => `tree ${index}: ${problem}`),
  );
  if (problems.length > 0) {
    throw badInput('The XGBoost model file is damaged.', problems.slice(0, 10));
  }
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badInput('The XGBoost model file is not JSON.', [String((cause as Error).message)]);
  }
}

/** Validates a tree: arrays of one length, known features, no cycle and no shared branch. */
function treeProblems(tree: XgboostTree, featureCount: number): string[] {
  const size = tree.left_children.length;
  const columns = [tree.right_children, tree.split_conditions, tree.split_indices];
  if ([...columns, tree.default_left].some((column) => column.length !== size)) {
    return ['its arrays differ in length'];
  }
  if (tree.split_type.some((type) => type !== 0)) return ['categorical splits are not supported'];
  const problems = new Set<string>();
  const seen = new Set<number>();
  for (let node = 0; node < size; node++) {
    if (tree.left_children[node] === -1) continue;
    const feature = tree.split_indices[node] as number;
    if (feature < 0 || feature >= featureCount) problems.add('it splits on an unknown feature');
    for (const child of [tree.left_children[node], tree.right_children[node]] as number[]) {
      // A child after its parent, met once: so no cycle and no shared branch.
      if (child <= node || child >= size || seen.has(child)) problems.add('its nodes form no tree');
      seen.add(child);
    }
  }
  return [...problems];
}

/** Arrays that XGBoost reads as floats: each number needs a fraction or an exponent. */
const FLOAT_ARRAYS = new Set(['base_weights', 'loss_changes', 'split_conditions', 'sum_hessian']);

/** Serializes a model to JSON that XGBoost reads; keys sorted, so equal models are equal texts. */
export function printXgboostModel(model: XgboostModel): string {
  return print(model, '');
}

function print(value: unknown, key: string): string {
  if (Array.isArray(value)) {
    const items = FLOAT_ARRAYS.has(key) ? value.map(printFloat) : value.map((v) => print(v, ''));
    return `[${items.join(',')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([name, v]) => `${JSON.stringify(name)}:${print(v, name)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

function printFloat(value: number): string {
  // Nine digits are enough to get the same float32 back.
  const text = String(Number(value.toPrecision(9)));
  return /[.e]/.test(text) ? text : `${text}E0`;
}
