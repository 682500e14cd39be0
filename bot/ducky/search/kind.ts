import { isTestPath, type Passage } from '../passages/passage.ts';

const PROSE = /\.(mdx?|markdown)$/;
const EXPORTED =
  /(?:^|\n)(?:export (?:default )?(?:async )?(?:function|class)\b|export const \w+.*=>|pub (?:async )?fn\b)/;
const EXPORTED_VALUE = /(?:^|\n)export const /;

/** What a passage is, whatever is asked. */
export interface Kind {
  readonly isProse: boolean;
  /** What works and others may call. */
  readonly isExported: boolean;
  readonly isExportedValue: boolean;
  readonly isTest: boolean;
}

/** Classifies a passage by its path and its lines: prose, exported code, an exported value or a test. */
export function kindOf({ path, text }: Passage): Kind {
  return {
    isProse: PROSE.test(path),
    isExported: EXPORTED.test(text),
    isExportedValue: EXPORTED_VALUE.test(text),
    isTest: isTestPath(path),
  };
}
