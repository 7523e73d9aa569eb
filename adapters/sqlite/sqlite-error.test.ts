import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StoreError } from '../../ports/store-error.ts';
import { toStoreError } from './sqlite-error.ts';

function raised(properties: object): Error {
  return Object.assign(new Error('as the driver says it'), properties);
}

describe('turning driver errors into store errors', () => {
  it('knows the result codes of SQLite, extended ones too', () => {
    for (const [errcode, code] of [
      [5, 'store.busy'],
      [261, 'store.busy'],
      [517, 'store.busy'],
      [6, 'store.busy'],
      [8, 'store.read-only'],
      [1032, 'store.read-only'],
      [11, 'store.corrupt'],
      [267, 'store.corrupt'],
      [26, 'store.corrupt'],
      [8458, 'store.corrupt'],
      [13, 'store.full'],
      [10, 'store.failed'],
      [266, 'store.failed'],
      [14, 'store.failed'],
      [19, 'store.failed'],
      [1, 'store.failed'],
    ] as const) {
      assert.equal(toStoreError(raised({ code: 'ERR_SQLITE_ERROR', errcode }), 'test').code, code, `${errcode}`);
    }
  });

  it('knows the errors of the file system and of the driver', () => {
    for (const [name, code] of [
      ['ENOSPC', 'store.full'],
      ['EDQUOT', 'store.full'],
      ['EROFS', 'store.read-only'],
      ['EACCES', 'store.read-only'],
      ['ERR_INVALID_STATE', 'store.closed'],
      ['ERR_OUT_OF_RANGE', 'store.corrupt'],
      ['ENOENT', 'store.failed'],
    ] as const) {
      assert.equal(toStoreError(raised({ code: name }), 'test').code, code, name);
    }
  });

  it('names the operation and keeps the cause', () => {
    const cause = raised({ errcode: 13 });
    const error = toStoreError(cause, 'commit a batch');
    assert.equal(error.message, 'commit a batch: as the driver says it');
    assert.equal(error.cause, cause);
  });

  it('leaves a store error as it is, and takes anything else for a failure', () => {
    const known = new StoreError('store.closed', 'test');
    assert.equal(toStoreError(known, 'other'), known);
    for (const thrown of [null, undefined, 'text', 7, {}]) {
      assert.equal(toStoreError(thrown, 'test').code, 'store.failed');
    }
  });
});
