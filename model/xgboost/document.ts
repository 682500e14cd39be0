import type { XgboostModel, XgboostTree } from './json.ts';

/** The parent of a root, in XGBoost's files. */
export const NO_PARENT = 2_147_483_647;

/** Standard XGBoost JSON of a squared-error regression. `baseScore` is the score without trees. */
export function squaredErrorModel(parts: {
  trees: XgboostTree[];
  featureNames: readonly string[];
  baseScore: number;
}): XgboostModel {
  const { trees, featureNames, baseScore } = parts;
  const counts = { num_parallel_tree: '1', num_trees: String(trees.length) };
  return {
    learner: {
      attributes: {},
      feature_names: [...featureNames],
      feature_types: featureNames.map(() => 'float'),
      gradient_booster: {
        model: {
          gbtree_model_param: { ...counts, size_leaf_vector: '0' },
          tree_info: trees.map(() => 0),
          trees,
        },
        name: 'gbtree',
      },
      learner_model_param: {
        // More than 9 digits would silently be read as 0.5.
        base_score: String(Number(Math.fround(baseScore).toPrecision(9))),
        boost_from_average: '1',
        num_class: '0',
        num_feature: String(featureNames.length),
        num_target: '1',
      },
      objective: { name: 'reg:squarederror', reg_loss_param: { scale_pos_weight: '1' } },
    },
    version: [1, 7, 4],
  };
}

/** A model that scores every row 0, by one tree that is one leaf: XGBoost cannot use a model of none. */
export function zeroModel(featureNames: readonly string[]): XgboostModel {
  const tree: XgboostTree = {
    ...emptyTree(0),
    base_weights: [0],
    default_left: [0],
    left_children: [-1],
    loss_changes: [0],
    parents: [NO_PARENT],
    right_children: [-1],
    split_conditions: [0],
    split_indices: [0],
    split_type: [0],
    sum_hessian: [0],
  };
  tree.tree_param.num_nodes = '1';
  tree.tree_param.num_feature = String(featureNames.length);
  return squaredErrorModel({ trees: [tree], featureNames, baseScore: 0 });
}

/** A tree without nodes. */
export function emptyTree(id: number): XgboostTree {
  return {
    base_weights: [],
    categories: [],
    categories_nodes: [],
    categories_segments: [],
    categories_sizes: [],
    default_left: [],
    id,
    left_children: [],
    loss_changes: [],
    parents: [],
    right_children: [],
    split_conditions: [],
    split_indices: [],
    split_type: [],
    sum_hessian: [],
    tree_param: { num_deleted: '0', num_feature: '0', num_nodes: '0', size_leaf_vector: '0' },
  };
}
