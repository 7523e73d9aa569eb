import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';

/** What PostgreSQL's parser made of a text: its tree as JSON, or null where it refused. */
export type RawParse = (text: string) => string | null;

/** What we use of the module that `libpg-query` was compiled to. */
type PostgresModule = {
  readonly lengthBytesUTF8: (text: string) => number;
  readonly stringToUTF8: (text: string, at: number, sizeBytes: number) => void;
  readonly UTF8ToString: (at: number) => string;
  readonly getValue: (at: number, type: 'i32') => number;
  readonly _malloc: (sizeBytes: number) => number;
  readonly _free: (at: number) => void;
  readonly _wasm_parse_query_raw: (text: number) => number;
  readonly _wasm_free_parse_result: (result: number) => void;
};

/** What we use of WebAssembly's JavaScript interface: Node has it, and its types come with the browser's only. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Exports };
};

/** `A` runs the static constructors. */
type Exports = { readonly A?: () => void };
type Factory = (module: object) => Promise<unknown>;

/** Where the result of a parse keeps its parts. */
const TREE = 0;
const ERROR = 8;

/** A compiled parser, of which any number of instances can be made. */
export class PostgresParser {
  private readonly factory: Factory;
  private readonly compiled: object;

  /** Reads and compiles the parser: some 10 ms. */
  constructor() {
    const require = createRequire(import.meta.url);
    this.factory = require('libpg-query/wasm/libpg-query.js') as Factory;
    this.compiled = new WebAssembly.Module(readFileSync(require.resolve('libpg-query/wasm/libpg-query.wasm')));
  }

  /**
   * Makes an instance that is ready at once. The loader of the package is asynchronous only in that it waits for a
   * compilation; it is given the compiled module, and its static constructors are run here, once.
   *
   * Raises when the package is not what it was: an instance that does not parse `SELECT 1` is none.
   */
  open(): RawParse {
    const module: Partial<PostgresModule> & { instantiateWasm?: unknown } = {};
    module.instantiateWasm = (imports: object, done: (instance: object) => void): object => {
      const { exports } = new WebAssembly.Instance(this.compiled, imports);
      exports.A?.();
      done({ exports: { ...exports, A: () => undefined } });
      return {};
    };
    this.factory(module).catch(() => undefined);
    const parse: RawParse = (text) => parseRaw(module as PostgresModule, text);
    withoutOptimising(() => {
      if (parse('SELECT 1')?.includes('SelectStmt') !== true)
        throw new Error('open the PostgreSQL parser: it does not parse SELECT 1, want libpg-query 18');
    });
    return parse;
  }
}

/**
 * Runs something whose WebAssembly is compiled simply and stays so. V8 would compile the parser's one large function again
 * while it runs, which takes some 500 MB for seconds, and wins some microseconds a text.
 */
function withoutOptimising(run: () => void): void {
  const flags = ['wasm-tier-up', 'wasm-dynamic-tiering'];
  for (const flag of flags) setFlagsFromString(`--no-${flag}`);
  try {
    run();
  } finally {
    for (const flag of flags) setFlagsFromString(`--${flag}`);
  }
}

function parseRaw(module: PostgresModule, text: string): string | null {
  const sizeBytes = module.lengthBytesUTF8(text) + 1;
  const at = module._malloc(sizeBytes);
  module.stringToUTF8(text, at, sizeBytes);
  const result = module._wasm_parse_query_raw(at);
  const isRefused = module.getValue(result + ERROR, 'i32') !== 0;
  const tree = isRefused ? null : module.UTF8ToString(module.getValue(result + TREE, 'i32'));
  module._free(at);
  module._wasm_free_parse_result(result);
  return tree;
}
