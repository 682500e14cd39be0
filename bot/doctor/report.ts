import { counted } from '../words/numbers.ts';
import type { Facts, Finding, Status, Trouble } from './finding.ts';

const MARKS: Record<Status, string> = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM' };

/**
 * Prints the findings as a table for people: what is wrong, and how to mend it, below each part.
 */
export function reportText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ part }) => part.length));
  const indent = ' '.repeat(width + MARKS.ok.length + 4);
  const blocks = findings.map(({ part, status, facts, troubles }) =>
    [
      `${MARKS[status]}  ${part.padEnd(width)}  ${factsText(facts)}`.trimEnd(),
      ...troubles.flatMap((trouble) => troubleLines(trouble, indent)),
    ].join('\n'),
  );
  return [...blocks, '', summary(findings)].join('\n');
}

function troubleLines({ what, mend }: Trouble, indent: string): string[] {
  return [`${indent}${what}`, `${indent}-> ${mend}`];
}

function factsText(facts: Facts): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function summary(findings: readonly Finding[]): string {
  const count = (status: Status) => findings.filter((finding) => finding.status === status).length;
  const problems = count('problem');
  const warnings = count('warning');
  if (problems + warnings === 0) return `All ${findings.length} parts are well.`;
  const said = [counted(problems, 'problem'), counted(warnings, 'warning')].join(', ');
  return `${said} in ${findings.length} parts.`;
}
