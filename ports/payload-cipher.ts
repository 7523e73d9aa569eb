/** Encrypts payloads before they are stored beside the log. */
export interface PayloadCipher {
  /** Encrypts text, bound to `context` (the entry's id): it opens only with the same context. */
  seal(text: string, context: string): Uint8Array;
  /** The text, or null when the bytes were changed, cut or sealed for another context. */
  open(sealed: Uint8Array, context: string): string | null;
}
