import type { Signals } from './signals.ts';

/**
 * What each signal counts: a linear model fitted by ListNet (Cao et al. 2007), the likelihood of the
 * right passages under a softmax over each question's candidates, with an L2 penalty, to the
 * questions of the tuning set; five-fold cross-validation says how much of that holds elsewhere.
 */
const WEIGHTS: Signals = {
  score: 2.25,
  lead: 1.72,
  fileScore: 0.77,
  covered: 1.98,
  fileCovered: 1.77,
  nameCovered: 0.56,
  sentenceCovered: 0.84,
  docCovered: 0.82,
  pathCovered: 0.89,
  nameAsked: 0.98,
  sentenceAsked: 0.56,
  phrase: 1.17,
  isTest: -0.75,
  isBeside: -0.3,
  isProse: 0.88,
  isSql: 0.3,
  isSqlAsked: 0.65,
  isDeclaration: -0.33,
  isExported: 1.5,
  isExportedValue: 0.63,
};
const NAMES = Object.keys(WEIGHTS).filter((name): name is keyof Signals => name in WEIGHTS);

/** How likely a passage answers, by all that speaks for it; the more the better. */
export function rankOf(signals: Signals): number {
  return NAMES.reduce((sum, name) => sum + WEIGHTS[name] * signals[name], 0);
}
