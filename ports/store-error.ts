/** What can go wrong with a store, for callers to branch on. */
export type StoreErrorCode =
  | 'store.full'
  | 'store.read-only'
  | 'store.corrupt'
  | 'store.busy'
  | 'store.newer-schema'
  | 'store.closed'
  | 'store.failed';

/** A failure of the world behind a store. Nothing was written. The cause is the driver's own error. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}
