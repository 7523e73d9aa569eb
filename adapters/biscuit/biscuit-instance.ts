import { readFile } from 'node:fs/promises';
import type * as Library from '@biscuit-auth/biscuit-wasm';

type Biscuit = typeof Library;

/** The part of the platform's `WebAssembly` that is used; Node's types leave it out. */
type Platform = {
  readonly compile: (bytes: Uint8Array) => Promise<object>;
  readonly instantiate: (compiled: object, imports: Imports) => Promise<{ readonly exports: Record<string, unknown> }>;
  readonly Module: {
    readonly imports: (compiled: object) => readonly { readonly module: string; readonly name: string }[];
  };
};

type Imports = Record<string, Record<string, unknown>>;

/** What the bindings give beside the library's names. */
type Bindings = Biscuit & {
  readonly __wbg_set_wasm: (exports: object) => void;
  readonly [name: string]: unknown;
};

/**
 * The library, loaded without importing its WebAssembly as a module, which Node calls experimental and says so on standard error.
 *
 * What it would print while it loads is left out: that would stand in the output of our commands. One for the whole process, since its
 * bindings know only one.
 */
export const biscuit: Biscuit = await instantiate();

async function instantiate(): Promise<Biscuit> {
  const platform = (globalThis as unknown as { readonly WebAssembly: Platform }).WebAssembly;
  const entry = import.meta.resolve('@biscuit-auth/biscuit-wasm');
  const bindings = (await import(new URL('biscuit_bg.js', entry).href)) as Bindings;
  const compiled = await platform.compile(await readFile(new URL('biscuit_bg.wasm', entry)));
  const imports: Imports = {};
  for (const { module, name } of platform.Module.imports(compiled)) {
    const given = module === './biscuit_bg.js' ? bindings : ((await import(new URL(module, entry).href)) as Bindings);
    imports[module] = { ...imports[module], [name]: isPrint(name) ? silent : given[name] };
  }
  const { exports } = await platform.instantiate(compiled, imports);
  bindings.__wbg_set_wasm(exports);
  (exports['__wbindgen_start'] as () => void)();
  return bindings;
}

function isPrint(name: string): boolean {
  return ['log', 'debug', 'info', 'warn'].some((level) => name.startsWith(`__wbg_${level}_`));
}

function silent(): void {}
