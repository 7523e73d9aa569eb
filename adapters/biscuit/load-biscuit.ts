import type * as Library from '@biscuit-auth/biscuit-wasm';

/** The library's own names. */
export type Biscuit = typeof Library;

/** Loads the library when it is first needed: half a megabyte of WebAssembly that most commands do without. */
export async function loadBiscuit(): Promise<Biscuit> {
  return (await import('./biscuit-instance.ts')).biscuit;
}
