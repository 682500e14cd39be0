const SLACK_LINK = /<(?:https?:\/\/|mailto:)([^<>|]{1,500})(?:\|([^<>|]{1,500}))?>/g;
const SLACK_REFERENCE = /<[@#!][^<>]{0,200}>/g;
const EMOJI_CODE = /:[a-z][a-z0-9_+-]{1,40}:/g;
const DASHES = /[‐-―−]/g;
const SINGLE_QUOTES = /[‘’‚‛]/g;
const DOUBLE_QUOTES = /[“”„‟]/g;
/** Control and formatting characters (NUL, right-to-left marks), symbols such as emoji, and our own mark. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{So}\p{Sk}\u00B7]|\uFE0F/gu;
/** Cut short against slow backtracking: patterns try every way to share out a gap. */
const LONG_GAP = /\s{3,}/g;

/** Strips Slack's markup, emoji and invisible characters from a message before it is parsed. */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(SLACK_LINK, (_, target: string, label?: string) => label ?? target)
    .replace(SLACK_REFERENCE, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(EMOJI_CODE, ' ')
    .replace(DASHES, '-')
    .replace(SINGLE_QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(INVISIBLE, ' ')
    .replace(LONG_GAP, '  ');
}

const PLAIN = /^\p{ASCII}*$/u;

/** Normalizes a text for matching: lower case without accents, every character in its place. */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return Array.from(text, foldCharacter).join('');
}

function foldCharacter(character: string): string {
  const folded = character.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return folded.length === character.length ? folded : character;
}

const MAX_QUOTE = 60;

/** Quotes a person's words back safely: no markup, no mentions, not long. */
export function quote(words: string): string {
  return `“${plainWords(words, MAX_QUOTE)}”`;
}

/** Strips markup, mentions and line breaks from a text, and truncates it to `maxLength`. */
export function plainWords(text: string, maxLength: number): string {
  const plain = text
    .replace(INVISIBLE, ' ')
    .replace(/[<>&*_~`|"@#!]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > maxLength ? `${plain.slice(0, maxLength)}…` : plain;
}
