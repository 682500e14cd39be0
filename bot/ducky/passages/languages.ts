/** Patterns for the first line of a definition in a language, with its name in the group `name`. */
type Definitions = readonly RegExp[];

const SCRIPT: Definitions = [
  /^(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\s*\*?|class|interface|type|enum|namespace|const|let|var)\s+(?<name>[\w$]+)/,
  /^\s{0,2}(?:test|it|describe)(?:\.\w+)?\(\s*(?<quote>['"`])(?<name>.+?)\k<quote>/,
  /^(?: {2}|\t)(?:(?:public|private|protected|static|async|override|get|set)\s+)*\*?\s*(?!(?:if|for|while|switch|catch|return|function|do)\b)(?<name>#?[A-Za-z_$][\w$]*)\s*(?:<[^>]*>)?\([^;]*\{\s*$/,
];
const PYTHON: Definitions = [/^\s*(?:async\s+)?(?:def|class)\s+(?<name>\w+)/];
const GO: Definitions = [/^(?:func\s+(?:\([^)]*\)\s*)?|type\s+|var\s+|const\s+)(?<name>\w+)/];
const RUST: Definitions = [
  /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:(?:async|unsafe|const)\s+)*(?:fn|struct|enum|trait|impl(?:<[^>]*>)?|mod|type|macro_rules!)\s+(?<name>\w+)/,
];
/** Java, Kotlin, C#, Scala, Swift, PHP. */
const CLASS_BASED: Definitions = [
  /^\s{0,4}(?:(?:public|private|protected|internal|static|final|abstract|open|override|sealed|data|suspend|async|virtual)\s+)*(?:class|interface|enum|record|struct|trait|object|fun|func|function|def|namespace|protocol|extension)\s+(?<name>\w+)/,
  /^\s{2,8}(?:(?:public|private|protected|internal|static|final|synchronized|abstract|override|async|virtual)\s+)+[\w<>[\],.?]+(?:\s+[\w<>[\],.?]+)*\s+(?<name>\w+)\s*\(/,
];
const RUBY: Definitions = [/^\s*(?:def|class|module)\s+(?<name>[\w.:?!]+)/];
const C: Definitions = [
  /^(?:typedef\s+)?(?:struct|class|enum|union|namespace)\s+(?<name>\w+)/,
  /^#define\s+(?<name>\w+)/,
  /^(?!return\b|else\b)[A-Za-z_][\w*&:<>]*(?:\s+[\w*&:<>]+)*[\s*&]+(?<name>[\w:~]+)\s*\([^;]*$/,
];
const SQL: Definitions = [
  /^\s*(?:create|alter)\s+(?:or\s+replace\s+)?(?:\w+\s+)*?(?:table|view|function|procedure|index|type|trigger|policy|schema|dictionary)\s+(?:if\s+(?:not\s+)?exists\s+)?(?<name>[\w."`{}]+)/i,
];
const SHELL: Definitions = [/^(?:function\s+)?(?<name>[\w-]+)\s*\(\)\s*\{?/];
const MARKDOWN: Definitions = [/^#{1,6}\s+(?<name>.+?)\s*#*$/];
const CSS: Definitions = [/^(?<name>[^\s{}@/*][^{}]*?)\s*\{/];
const KEYS: Definitions = [/^(?<name>[A-Za-z][\w-]*):/];
const SECTIONS: Definitions = [/^\[+(?<name>[^\]]+)\]+/];

const BY_EXTENSION: Record<string, Definitions> = {
  ...named('ts tsx mts cts js jsx mjs cjs vue svelte', SCRIPT),
  ...named('py pyi', PYTHON),
  ...named('go', GO),
  ...named('rs', RUST),
  ...named('java kt kts cs scala swift php dart groovy', CLASS_BASED),
  ...named('rb', RUBY),
  ...named('c h cc cpp cxx hpp m', C),
  ...named('sql', SQL),
  ...named('sh bash zsh', SHELL),
  ...named('md mdx markdown', MARKDOWN),
  ...named('css scss less', CSS),
  ...named('yml yaml', KEYS),
  ...named('toml ini cfg', SECTIONS),
};

function named(extensions: string, definitions: Definitions): Record<string, Definitions> {
  return Object.fromEntries(extensions.split(' ').map((extension) => [extension, definitions]));
}

/**
 * The patterns that recognise functions, classes and other definitions in a file, by the language
 * of its extension; none where that is not known.
 */
export function definitionsIn(path: string): Definitions {
  return BY_EXTENSION[extensionOf(path)] ?? [];
}

/** Whether a `#` begins a heading in this file, and not a comment. */
export function isMarkdown(path: string): boolean {
  return definitionsIn(path) === MARKDOWN;
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase();
}
