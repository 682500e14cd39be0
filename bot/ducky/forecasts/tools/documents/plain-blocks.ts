const FENCE = /^\s*(?:```|~~~)/;
const HEADING = /^#{1,6}\s/;
const ITEM = /^\s*(?:[-*]|\d+\.)\s+/;
const ROW = /^\s*\|/;
const RULE = /^\s*\|[\s|:-]+$/;
const PICTURE = /^\s*!\[/;

/**
 * Converts Markdown to plain text, block by block: its paragraphs, list items and table rows,
 * without headings, pictures and pieces of code.
 */
export function plainBlocks(markdown: string): string[] {
  const blocks: string[][] = [[]];
  let isFenced = false;
  for (const line of markdown.split('\n')) {
    const isFence = FENCE.test(line);
    if (isFence) isFenced = !isFenced;
    // The row above a table's rule only names its columns.
    if (RULE.test(line)) blocks.pop();
    if (isFence || isFenced || isLeftOut(line)) blocks.push([]);
    else if (ITEM.test(line) || ROW.test(line)) blocks.push([line]);
    else blocks.at(-1)?.push(line);
  }
  return blocks.filter((lines) => lines.length > 0).map((lines) => plain(lines.join(' ')));
}

function isLeftOut(line: string): boolean {
  return [HEADING, RULE, PICTURE].some((form) => form.test(line)) || line.trim() === '';
}

function plain(block: string): string {
  return cellsJoined(block)
    .replace(ITEM, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<(https?:[^>]+)>/g, '$1')
    .replace(/`|\*\*|(?<!\w)_|_(?!\w)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function cellsJoined(block: string): string {
  if (!ROW.test(block)) return block;
  const cells = block.split('|').map((cell) => cell.trim());
  return cells.filter(Boolean).join(': ');
}
