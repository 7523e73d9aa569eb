import { StoreError, type StoreErrorCode } from '../../ports/store-error.ts';

/** SQLite's primary result codes that callers can act on; the rest is `store.failed`. https://sqlite.org/rescode.html */
const CODE_OF_RESULT: ReadonlyMap<number, StoreErrorCode> = new Map([
  [5, 'store.busy'],
  [6, 'store.busy'],
  [8, 'store.read-only'],
  [11, 'store.corrupt'],
  [13, 'store.full'],
  [26, 'store.corrupt'],
]);

const CODE_OF_SYSTEM_ERROR: ReadonlyMap<string, StoreErrorCode> = new Map([
  ['ENOSPC', 'store.full'],
  ['EDQUOT', 'store.full'],
  ['EROFS', 'store.read-only'],
  ['EACCES', 'store.read-only'],
  ['EPERM', 'store.read-only'],
  ['ERR_INVALID_STATE', 'store.closed'],
]);

/** Whatever the driver or the file system raised as the one error that callers know; a `StoreError` stays what it is. */
export function toStoreError(error: unknown, operation: string): StoreError {
  if (error instanceof StoreError) return error;
  const found = error instanceof Error ? error.message : String(error);
  return new StoreError(codeOf(error), `${operation}: found ${found}, want it to succeed`, { cause: error });
}

function codeOf(error: unknown): StoreErrorCode {
  if (typeof error !== 'object' || error === null) return 'store.failed';
  if ('errcode' in error && typeof error.errcode === 'number')
    return CODE_OF_RESULT.get(error.errcode & 0xff) ?? 'store.failed';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return CODE_OF_SYSTEM_ERROR.get(code) ?? 'store.failed';
}
