import type { JsonObject } from '../json.ts';
import { isObject, objectsIn, textAt } from '../json.ts';
import { newId } from '../state/ids.ts';

/** An interactive or image element, with the id of the block it stands in. */
export interface PlacedElement {
  blockId: string;
  element: JsonObject;
}

/** Every element of some blocks: in actions, context, beside a section, inside an input. */
export function elementsOf(blocks: readonly JsonObject[]): PlacedElement[] {
  return blocks.flatMap((block) =>
    [...objectsIn(block.elements), block.accessory, block.element]
      .filter(isObject)
      .map((element) => ({ blockId: textAt(block, 'block_id') ?? '', element })),
  );
}

/** The blocks, each with an id: Slack gives one to every block that came without. */
export function withBlockIds(blocks: readonly JsonObject[]): JsonObject[] {
  return blocks.map((block) => ({ ...block, block_id: textAt(block, 'block_id') ?? newId('b') }));
}
