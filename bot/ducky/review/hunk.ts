/** A line of a change, with its number in the file it stands in. */
export interface ChangedLine {
  readonly line: number;
  readonly text: string;
}

/** A stretch of a changed file. */
export interface Hunk {
  readonly startLine: number;
  readonly endLine: number;
  /** As git prints it, each line with `+`, `-` or a space before it. */
  readonly text: string;
}

/** Parses one hunk of a unified diff, from its `@@` on, into added and removed lines. */
export function parseHunk(body: string) {
  const [head = '', ...lines] = body.replace(/\n$/, '').split('\n');
  const [, from, to] = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(head) ?? [];
  let oldLine = Number(from ?? 1);
  let newLine = Number(to ?? 1);
  const startLine = newLine;
  const added: ChangedLine[] = [];
  const removed: ChangedLine[] = [];
  for (const line of lines) {
    if (line.startsWith('\\')) continue;
    if (line.startsWith('+')) added.push({ line: newLine, text: line.slice(1) });
    if (line.startsWith('-')) removed.push({ line: oldLine, text: line.slice(1) });
    if (!line.startsWith('+')) oldLine += 1;
    if (!line.startsWith('-')) newLine += 1;
  }
  return { added, removed, hunk: hunkOf(startLine, lines.join('\n')) };
}

/** A hunk from its first line in the changed file, and from what git prints of it. */
export function hunkOf(startLine: number, text: string): Hunk {
  const lines = text.split('\n').filter((line) => !/^[-\\]/.test(line)).length;
  return { startLine, endLine: Math.max(startLine, startLine + lines - 1), text };
}
