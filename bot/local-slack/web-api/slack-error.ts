/** A Web API error as Slack words it: a code and, for bad arguments, what is wrong where. */
export class SlackError extends Error {
  readonly code: string;
  readonly messages: readonly string[];

  constructor(code: string, messages: readonly string[] = []) {
    super([code, ...messages].join('\n'));
    this.name = 'SlackError';
    this.code = code;
    this.messages = messages;
  }
}
