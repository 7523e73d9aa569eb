/** Keeps contents from whoever has the files of a content store but not its key. */
export interface ContentCipher {
  /**
   * What a content is stored under: 32 bytes, the same for the same digest, that without the key say nothing about it. Whoever
   * has a file and the store cannot tell from the name whether that file is kept.
   */
  nameOf(sha256: Uint8Array): Uint8Array;
  /** Encrypts bytes, bound to `context`: they open only with the same context. */
  seal(content: Uint8Array, context: Uint8Array): Uint8Array;
  /** The bytes, or null where they were changed, cut, or sealed for another context or under another key. */
  open(sealed: Uint8Array, context: Uint8Array): Uint8Array | null;
}
