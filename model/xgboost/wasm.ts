import { createRequire } from 'node:module';

/** The part of ml-xgboost's Emscripten module that training needs; pointers are byte offsets. */
export interface XgboostWasm {
  calledRun?: boolean;
  isReady: { then(ready: () => void): void };
  HEAPF32: Float32Array;
  HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  _create_model(rows: number, labels: number, rowCount: number, columnCount: number): number;
  _train_full_model(model: number, rounds: number): void;
  _save_model(model: number): number;
  _get_file_content(target: number, bytes: number): void;
  _free_memory_model(model: number): void;
  cwrap(
    name: 'set_param',
    returns: null,
    takes: readonly ['number', 'string', 'string'],
  ): (model: number, name: string, value: string) => void;
}

let loading: Promise<XgboostWasm> | undefined;

/**
 * Loads XGBoost 0.7 as WebAssembly (package ml-xgboost), once a process, without the
 * `uncaughtException` handler it installs and without its chatter on the console.
 */
export function loadXgboostWasm(): Promise<XgboostWasm> {
  loading ??= load();
  return loading;
}

async function load(): Promise<XgboostWasm> {
  const wasm = requireQuietly();
  // The module is itself a 'thenable', so it must never pass through a promise before it runs.
  await new Promise<void>((resolve) => {
    if (wasm.calledRun) resolve();
    else wasm.isReady.then(() => resolve());
  });
  Reflect.deleteProperty(wasm, 'then');
  return wasm;
}

/** Requires the package with the console muted, and removes the handlers that it installs. */
function requireQuietly(): XgboostWasm {
  const require = createRequire(import.meta.url);
  const handlersBefore = new Set(process.listeners('uncaughtException'));
  const { log, warn } = console;
  // Emscripten keeps the console functions it finds while loading as its own output.
  console.log = () => {};
  console.warn = () => {};
  try {
    return require('ml-xgboost/dist/wasm/xgboost.js') as XgboostWasm;
  } finally {
    console.log = log;
    console.warn = warn;
    for (const handler of process.listeners('uncaughtException')) {
      if (!handlersBefore.has(handler)) process.removeListener('uncaughtException', handler);
    }
  }
}
