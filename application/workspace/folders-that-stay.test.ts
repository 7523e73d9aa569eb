import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { ABSENT } from '../../core/workspace/entry-state.ts';
import { FilesError, type ListedEntry } from '../../ports/workspace-files.ts';
import type { FlowContext } from '../flow-context.ts';
import { foldersThatStay } from './folders-that-stay.ts';

const FOLDERS = 5_000;

type Disk = { readonly [folder: string]: readonly ListedEntry[] };

async function staysOn(disk: Disk, folders: readonly string[]) {
  const looked: string[] = [];
  const files = {
    list: async (_root: string, folder: string): Promise<readonly ListedEntry[]> => {
      looked.push(folder);
      const entries = disk[folder];
      if (entries === undefined) throw new FilesError('files.failed', `list ${folder}: it cannot be opened`);
      return entries;
    },
  };
  const context = { ports: { workspaces: { files } } } as unknown as FlowContext;
  const removed = folders.map(
    (path): EntryChange => ({ path, before: { kind: 'folder', mode: 0o755 }, after: ABSENT }),
  );
  return { staying: await foldersThatStay(context, '/work', removed), looked };
}

const folder = (name: string): ListedEntry => ({ name, kind: 'folder' });

test('takes thousands of folders away, one in the other or side by side', async () => {
  const beside = Array.from({ length: FOLDERS }, (_, index) => `f${index}`);
  const disk = Object.fromEntries(
    beside.flatMap((name) => [
      [name, [folder('in')]],
      [`${name}/in`, []],
    ]),
  );
  const { staying, looked } = await staysOn(disk, Object.keys(disk));
  assert.equal(staying.size, 0);
  assert.equal(looked.length, 2 * FOLDERS);
});

test('leaves the folders on the way to what others put there, and looks into each once', async () => {
  const disk: Disk = {
    a: [folder('b'), folder('c')],
    'a/b': [folder('d')],
    'a/b/d': [{ name: 'theirs', kind: 'file' }],
    'a/c': [],
  };
  const { staying, looked } = await staysOn(disk, ['a', 'a/b', 'a/b/d', 'a/c']);
  assert.deepEqual([...staying], ['a', 'a/b', 'a/b/d']);
  assert.deepEqual(looked.toSorted(), ['a', 'a/b', 'a/b/d', 'a/c']);
});

test('leaves a folder that cannot be looked into', async () => {
  const { staying } = await staysOn({ a: [folder('b')] }, ['a', 'a/b']);
  assert.deepEqual([...staying], ['a', 'a/b']);
});
