import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readPatch } from './read-patch.ts';

describe('A patch', () => {
  test('names what it adds, changes, moves and deletes', () => {
    const patch = [
      '*** Begin Patch',
      '*** Add File: a.txt',
      '+*** Delete File: not a header, but a line that is added',
      '*** Update File: b.txt',
      '*** Move to: c/b.txt',
      '@@',
      '-one',
      '+two',
      '*** End of File',
      '  *** Delete File: d.txt\r',
      '*** End Patch',
    ].join('\n');
    assert.deepEqual(readPatch(patch), [
      {
        operation: 'write',
        path: 'a.txt',
        added: '*** Delete File: not a header, but a line that is added',
        kind: 'file',
      },
      { operation: 'write', path: 'b.txt', added: '', kind: 'file' },
      { operation: 'delete', path: 'b.txt', added: '', kind: 'file' },
      { operation: 'write', path: 'c/b.txt', added: 'two', kind: 'file' },
      { operation: 'delete', path: 'd.txt', added: '', kind: 'file' },
    ]);
  });

  test('is none when it names no file, or has a header nobody knows', () => {
    for (const text of ['', 'rm -rf /', '*** Begin Patch\n*** End Patch', '*** Add File: a\n*** Run: rm -rf /']) {
      assert.equal(readPatch(text), null, text);
    }
  });

  test('of a move with nothing before it only writes', () => {
    assert.deepEqual(readPatch('+x\n*** Move to: a'), [{ operation: 'write', path: 'a', added: '', kind: 'file' }]);
  });

  test('with too many files is none', () => {
    assert.equal(readPatch('*** Add File: a\n'.repeat(256))?.length, 256);
    assert.equal(readPatch('*** Add File: a\n'.repeat(257)), null);
  });
});
