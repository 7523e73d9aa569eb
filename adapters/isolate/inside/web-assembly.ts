/** A memory that grows to its bound and no further. */
export type BoundedMemory = { readonly buffer: { readonly byteLength: number } };

/** What we use of WebAssembly's JavaScript interface: Node has it, and its types come with the browser's only. */
type Interface = {
  readonly compile: (bytes: Uint8Array) => Promise<object>;
  readonly Memory: new (pages: { readonly initial: number; readonly maximum: number }) => BoundedMemory;
};

/** WebAssembly as Node has it. */
export const webAssembly = (globalThis as unknown as { readonly WebAssembly: Interface }).WebAssembly;
