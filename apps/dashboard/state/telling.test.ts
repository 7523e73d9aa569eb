import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireAction } from '../../../sdk/wire.ts';
import { tellingOf } from './telling.ts';
import { shortName } from './words.ts';

const action = (args: WireAction['args']) => ({ args, workspace: '/srv/shop' }) as WireAction;

test('tells what an action is about, and a path of its workspace without the workspace', () => {
  assert.equal(tellingOf(action({ command: 'npm test', cwd: '/srv' })), 'npm test');
  assert.equal(tellingOf(action({ file_path: '/srv/shop/src/a.ts' })), 'src/a.ts');
  assert.equal(tellingOf(action({ file_path: '/srv/shopping/a.ts' })), '/srv/shopping/a.ts');
  assert.equal(tellingOf(action({ pattern: 'x', url: '' })), null);
});

test('shortens only names that are too long to be anybody\u2019s', () => {
  assert.equal(shortName('release-candidate'), 'release-candidate');
  assert.equal(shortName('01a1ff3b-dba1-7000-8fbd-09b7ee740c4e'), '\u2026ee740c4e');
});
