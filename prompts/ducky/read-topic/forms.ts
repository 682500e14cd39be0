import type { Idea } from './ideas.ts';

/** Ideas that words carry together, with others between them. */
export const FORMS: readonly { readonly form: RegExp; readonly ideas: readonly Idea[] }[] = [
  {
    form: /\b(?:last|past|previous) (?:\d+|couple of|few|\w+) (?:days|weeks|months|quarters)\b/,
    ideas: ['past'],
  },
  {
    form: /\b(?:pull|keep|hold|drag|push|bring|weigh|press)(?:s|ed|ing)?\b.*\b(?:down|up|back|low|small|high)\b/,
    ideas: ['reason'],
  },
  { form: /\byou (?:said|told|gave|showed|had)\b/, ideas: ['earlier', 'changed'] },
  {
    form: /\b(?:includes?|contains?|covers?|counts?|ha(?:s|ve)) .*\b(?:today|yesterday|last week|last night)\b/,
    ideas: ['fresh'],
  },
  {
    form: /\b(?:what|which|where)\b.*\b(?:should|could|can|would|might) (?:i|we|you) (?:best |rather )?(?:remove|drop|leave|cut|change|skip|exclude|take|loosen|open|adjust|tweak)\b/,
    ideas: ['more'],
  },
  {
    form: /\blast (?:time|week|month|mon|tues|wednes|thurs|fri|satur|sun)(?:day)? (?:forecast|number|run|answer|prediction|estimate|version)\b/,
    ideas: ['earlier'],
  },
  {
    form: /\d.*\b(?:last time|before|yesterday|earlier|this morning)\b/,
    ideas: ['changed'],
  },
  { form: /\bwhat happened (?:to|with)\b/, ideas: ['changed'] },
  {
    form: /\b(?:did|has|have) \w+ (?:get|got|gotten|become|go|gone|come) .*\b(?:better|worse|up|down|higher|lower|bigger|smaller|more|less)\b/,
    ideas: ['changed'],
  },
  { form: /\bagainst (?:the |your |our )?(?:forecast|prediction|estimate)s?\b/, ideas: ['right'] },
  {
    form: /\b(?:get|bring|push|drive|pull) (?:\w+ ){1,3}(?:up|higher)\b/,
    ideas: ['more'],
  },
  { form: /\b(?:cost|los|hurt|restrict|block|limit)\w* .*\bmost\b/, ideas: ['more'] },
  {
    form: /\b(?:which|what) (?:week)?days? .*\b(?:strong|weak|best|worst|high|low|busy|quiet|big)/,
    ideas: ['pattern'],
  },
  {
    form: /\bover (?:the )?(?:last |past )?(?:days|weeks|months|time)\b/,
    ideas: ['past', 'pattern'],
  },
  {
    form: /\b(?:keep|store|delete|retain)\b.*\b(?:data|messages|texts)\b/,
    ideas: ['howTo', 'feature'],
  },
  {
    form: /\b(?:has been|have been|was|were) (?:measured|observed|recorded|seen)\b/,
    ideas: ['past'],
  },
  { form: /\bhow .*\b(?:came|come|comes) about\b/, ideas: ['reason'] },
  { form: /\bcaps?\b.*\bcosts?\b|\bcosts?\b.*\bcaps?\b/, ideas: ['limits'] },
  {
    form: /\bwhat (?:was|were) (?:it|that|this|they) (?:before|earlier|previously|yesterday)\b/,
    ideas: ['changed'],
  },
  {
    form: /\bsince (?:the |our |my )?(?:last|previous) (?:forecast|run|time|one|answer)\b/,
    ideas: ['changed'],
  },
  {
    form: /\bhow (?:\w+ )?(?:did|do|were|are) (?:you|ducky) (?:do|doing|last|usually|lately)\b/,
    ideas: ['right'],
  },
  { form: /\branges? (?:\w+ )?holds?\b/, ideas: ['right'] },
  { form: /\bwhat (?:really |actually )(?:came|happened|was delivered)\b/, ideas: ['right'] },
  { form: /\bshould (?:i|we) (?:remove|drop|leave|cut|skip|loosen|widen)\b/, ideas: ['more'] },
  { form: /\bbas(?:ed|ing) (?:\w+ )?on\b/, ideas: ['reason'] },
  {
    form: /\bwhat (?:was|were) (?:the|your|our) (?:previous|last|earlier) (?:forecast|number|estimate)\b/,
    ideas: ['changed'],
  },
  { form: /\b(?:days?|forecasts) .*\bcompared\b/, ideas: ['right'] },
  {
    form: /\b(?:land|landed|fall|fell|lie|come|came) (?:between|within|inside|outside|above|below)\b/,
    ideas: ['right'],
  },
  { form: /\b(?:usually|often|always|tend)\b.*\btoo (?:high|low)\b/, ideas: ['right'] },
  { form: /\b(?:would|could|does|will) \w+ing .*\bhelp\b/, ideas: ['more'] },
  { form: /\bwhich (?:week)?day (?:had|was|got)\b/, ideas: ['past', 'pattern'] },
  { form: /^(?:does|do|can) (?:ducky|you|it|the bot)\b/, ideas: ['howTo'] },
  {
    form: /\b(?:which|what) (?:permission|command|language|currenc|setting|button|scope)/,
    ideas: ['howTo', 'feature'],
  },
];
