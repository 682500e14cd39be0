import { isTestPath, type Passage } from '../passages/passage.ts';

/** Found by trial on the tuning half of the evaluation. */
const WEIGHTS = { beside: 0.2, text: 0.65, declaration: 0.5, exported: 1.7 };

const BESIDE = /(^|\/)(bench|benchmarks?|examples?|samples?)\//;
const TEXT = /\.(sql|mdx?|ya?ml|toml|json|s?css|html|example)$/;
const WORKS =
  /(?:^|\n)\s*(?:(?:export |default |async |pub |static |public |private )*(?:function|class|def|fn|func)\b)|=>/;
const EXPORTED =
  /(?:^|\n)(?:export (?:default )?(?:async )?(?:function|class)\b|export const \w+.*=>|pub (?:async )?fn\b)/;

/** How likely a passage answers a question about code, whatever the question: 1 for a plain function. */
export function weightOf({ path, text }: Passage, asksForTests: boolean): number {
  const isBeside = BESIDE.test(path) || (isTestPath(path) && !asksForTests);
  const place = (isBeside ? WEIGHTS.beside : 1) * (TEXT.test(path) ? WEIGHTS.text : 1);
  if (!WORKS.test(text)) return place * WEIGHTS.declaration;
  return place * (EXPORTED.test(text) ? WEIGHTS.exported : 1);
}
