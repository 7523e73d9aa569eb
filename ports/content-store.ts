/**
 * Contents of files, each kept once under its SHA-256 (64 lower-case hex digits).
 *
 * Contents may be anybody's secrets: nothing is kept in clear. `put` answers when the content would survive a power cut.
 */
export interface ContentStore {
  /** Keeps a content durably; answers its digest. Raises `StoreError` where it cannot. */
  put(content: Uint8Array): Promise<string>;
  /** The content, checked against its digest. Raises `StoreError` (`store.corrupt`) where it is changed, `store.failed` where it is missing. */
  get(sha256: string): Promise<Uint8Array>;
  has(sha256: string): Promise<boolean>;
  /** Removes every content that `isNeeded` does not want and no snapshot refers to; answers how many and how many bytes were freed. */
  sweep(isNeeded: (sha256: string) => boolean): Promise<{ readonly removed: number; readonly freedBytes: number }>;
}
