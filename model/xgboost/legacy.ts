import { Buffer } from 'node:buffer';

import { emptyTree, NO_PARENT, squaredErrorModel } from './document.ts';
import type { XgboostModel, XgboostTree } from './json.ts';

/** The layout of XGBoost 0.7's binary model, in 4-byte words. */
const LAYOUT = {
  modelParameterPadding: 29,
  boosterParameterPadding: 32,
  treeParameterWords: 37,
  nodeBytes: 20,
  nodeStatisticsBytes: 16,
} as const;
const LEAF = -1;

/** Reads little-endian numbers and texts of a binary model, one after the other. */
class BinaryReader {
  readonly view: DataView;
  position = 0;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  int32(): number {
    this.position += 4;
    return this.view.getInt32(this.position - 4, true);
  }

  float32(): number {
    this.position += 4;
    return this.view.getFloat32(this.position - 4, true);
  }

  text(): string {
    const length = Number(this.view.getBigUint64(this.position, true));
    const start = this.view.byteOffset + this.position + 8;
    this.position += 8 + length;
    return Buffer.from(this.view.buffer, start, length).toString('latin1');
  }

  skipWords(count: number): void {
    this.position += 4 * count;
  }
}

/**
 * Converts the binary model of XGBoost 0.7 with objective `reg:linear` into standard XGBoost JSON
 * (layout of 1.7), which every later XGBoost loads and scores the same.
 */
export function legacyToModel(binary: Uint8Array, featureNames: readonly string[]): XgboostModel {
  const reader = new BinaryReader(binary);
  const baseScore = reader.float32();
  const featureCount = reader.int32();
  reader.skipWords(3 + LAYOUT.modelParameterPadding);
  const objective = reader.text();
  const booster = reader.text();
  if (objective !== 'reg:linear' || booster !== 'gbtree') {
    throw new Error(`Cannot convert objective ${objective} with booster ${booster}`);
  }
  const treeCount = reader.int32();
  reader.skipWords(7 + LAYOUT.boosterParameterPadding);
  const trees = Array.from({ length: treeCount }, (_, id) => readTree(reader, id, featureCount));
  return squaredErrorModel({ trees, featureNames, baseScore });
}

/** Reads one tree of the binary model, without the nodes that were pruned. */
function readTree(reader: BinaryReader, id: number, featureCount: number): XgboostTree {
  const start = reader.position;
  const rootCount = reader.int32();
  const nodeCount = reader.int32();
  if (rootCount !== 1) throw new Error(`Cannot convert a tree with ${rootCount} roots`);
  const nodes = start + 4 * LAYOUT.treeParameterWords;
  const statistics = nodes + nodeCount * LAYOUT.nodeBytes;
  reader.position = statistics + nodeCount * LAYOUT.nodeStatisticsBytes;
  const tree = emptyTree(id);
  // Breadth first: drops pruned nodes and makes right = left + 1, as scoring in XGBoost assumes.
  const sources = [0];
  tree.parents.push(NO_PARENT);
  for (let node = 0; node < sources.length; node++) {
    const source = sources[node] as number;
    const place = {
      node: nodes + source * LAYOUT.nodeBytes,
      statistics: statistics + source * LAYOUT.nodeStatisticsBytes,
    };
    const children = readNode(reader.view, place, tree);
    if (!children) continue;
    tree.left_children[node] = sources.length;
    tree.right_children[node] = sources.length + 1;
    sources.push(...children);
    tree.parents.push(node, node);
  }
  tree.tree_param.num_nodes = String(sources.length);
  tree.tree_param.num_feature = String(featureCount);
  return tree;
}

/** Appends one node to the tree; returns its children in the binary's numbering, if it has any. */
function readNode(
  view: DataView,
  place: { node: number; statistics: number },
  tree: XgboostTree,
): [number, number] | undefined {
  const left = view.getInt32(place.node + 4, true);
  const right = view.getInt32(place.node + 8, true);
  const split = view.getUint32(place.node + 12, true);
  const isLeaf = left === LEAF;
  tree.left_children.push(LEAF);
  tree.right_children.push(LEAF);
  tree.split_indices.push(isLeaf ? 0 : split & 0x7fffffff);
  tree.default_left.push(isLeaf ? 0 : split >>> 31);
  tree.split_conditions.push(view.getFloat32(place.node + 16, true));
  tree.split_type.push(0);
  tree.loss_changes.push(isLeaf ? 0 : view.getFloat32(place.statistics, true));
  tree.sum_hessian.push(view.getFloat32(place.statistics + 4, true));
  tree.base_weights.push(view.getFloat32(place.statistics + 8, true));
  return isLeaf ? undefined : [left, right];
}
