/** Suggested questions to ask Ducky, shown as buttons, in the words in which people ask them. */
export const DUCKY_PROMPTS = [
  'Why is it that number?',
  'What would deliver more?',
  'How right were the forecasts?',
  'How fresh are the data?',
] as const;
