/** Why a file is not read: what it is, told by its path alone. */
export type Withheld = 'secret' | 'generated' | 'binary' | 'data';

const SECRET_FOLDERS = /(^|\/)\.(ssh|aws|gnupg|kube|docker|azure|gcloud|config\/(gcloud|gh))\//;
const ENV_EXAMPLE = /^\.env\.(example|sample|template|dist)$/;
const SECRET_NAMES = [
  /^\.env(\..*)?$/,
  /\.env$/,
  /^\.(npmrc|pypirc|netrc|pgpass|htpasswd|git-credentials|dockercfg|my\.cnf)$/,
  /^_netrc$/,
  /^id_(rsa|dsa|ecdsa|ed25519)/,
  /\.(pem|key|p12|pfx|p8|jks|keystore|kdbx|ppk|asc|gpg|tfvars|tfstate)$/,
  /(^|[-_.])(credentials?|secrets?|service[-_]?account)[-_\w]*(\.(json|ya?ml|toml|ini|cfg|conf|txt|xml|properties|enc|backup))?$/,
];

const GENERATED_NAMES = [
  /^(package-lock|npm-shrinkwrap|composer)\.(json|lock)$/,
  /^(yarn|pnpm-lock|bun|cargo|gemfile|poetry|pipfile|uv|go|flake)\.(lock|lockb|yaml|sum)$/,
  /\.lock$/,
  /\.min\.(js|css)$/,
  /\.(map|snap)$/,
  /\.(pb\.go|pb\.cc|pb\.h|g\.dart)$/,
  /_pb2(_grpc)?\.py$/,
];
const GENERATED_FOLDERS = /(^|\/)(dist|vendor|third_party|\.next|coverage)\//;

const BINARY =
  /\.(png|jpe?g|gif|webp|ico|bmp|tiff?|pdf|zip|gz|tgz|bz2|xz|7z|rar|jar|war|class|so|dylib|dll|exe|o|a|wasm|woff2?|ttf|otf|eot|mp[34]|mov|avi|wav|ogg|flac|sqlite3?|db|parquet|npy|pkl|onnx|bin|node)$/;
const DATA = /\.(csv|tsv|jsonl|ndjson|log|geojson|svg)$/;

/** Whether a folder of this path, or one above it, keeps secrets. */
export function isSecretFolder(path: string): boolean {
  return SECRET_FOLDERS.test(`${path.toLowerCase().replaceAll('\\', '/')}/`);
}

/**
 * Why a file is never read, by its path: it is secret, as `.env` and private keys are, generated,
 * binary or data; undefined where it may be read.
 */
export function skipReason(path: string): Withheld | undefined {
  const lower = path.toLowerCase();
  const name = lower.slice(lower.lastIndexOf('/') + 1);
  const isOneOf = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(name));
  if (isSecretFolder(lower.slice(0, -name.length - 1))) return 'secret';
  if (isOneOf(SECRET_NAMES) && !ENV_EXAMPLE.test(name)) return 'secret';
  if (isOneOf(GENERATED_NAMES) || GENERATED_FOLDERS.test(lower)) return 'generated';
  if (BINARY.test(name)) return 'binary';
  return DATA.test(name) ? 'data' : undefined;
}
