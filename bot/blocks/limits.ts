/** Slack's limits on the parts of a message or modal that we fill; in characters, but for categories. */
export const LIMITS = {
  messageText: 4_000,
  sectionText: 3_000,
  contextText: 2_000,
  altText: 2_000,
  buttonText: 75,
  buttonValue: 2_000,
  viewTitle: 24,
  inputText: 2_000,
  inputValue: 3_000,
  planTitle: 150,
  chartCategories: 20,
} as const;
