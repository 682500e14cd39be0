import { isTestPath, type Passage } from '../passages/passage.ts';

const BESIDE = /(^|\/)(bench|benchmarks?|examples?|samples?)\//;
const PROSE = /\.(mdx?|markdown)$/;
const SQL = /\.sql$/;
const WORKS =
  /(?:^|\n)\s*(?:(?:export |default |async |pub |static |public |private )*(?:function|class|def|fn|func)\b)|=>/;
const EXPORTED =
  /(?:^|\n)(?:export (?:default )?(?:async )?(?:function|class)\b|export const \w+.*=>|pub (?:async )?fn\b)/;
const EXPORTED_VALUE = /(?:^|\n)export const /;

/** What a passage is, whatever is asked. */
export interface Kind {
  readonly isTest: boolean;
  /** A benchmark or an example. */
  readonly isBeside: boolean;
  readonly isProse: boolean;
  readonly isSql: boolean;
  /** Code that does nothing: a type, a constant. */
  readonly isDeclaration: boolean;
  readonly isExported: boolean;
  readonly isExportedValue: boolean;
}

/** Tells a passage's kind by its path and by how its lines begin. */
export function kindOf({ path, text }: Passage): Kind {
  const isProse = PROSE.test(path);
  const isSql = SQL.test(path);
  return {
    isTest: isTestPath(path),
    isBeside: BESIDE.test(path),
    isProse,
    isSql,
    isDeclaration: !isProse && !isSql && !WORKS.test(text),
    isExported: EXPORTED.test(text),
    isExportedValue: EXPORTED_VALUE.test(text),
  };
}
