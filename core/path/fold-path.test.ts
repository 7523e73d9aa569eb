import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldPath } from './fold-path.ts';

const FOLDED: readonly (readonly [string, string])[] = [
  ['/w/src/a-b_c.ts', '/w/src/a-b_c.ts'],
  ['/w/.git', '/w/.git'],
  ['/W/.GIT/Config', '/w/.git/config'],
  ['/w/.gi\u200ct/config', '/w/.git/config'],
  ['/w/.git\ufeff/x', '/w/.git/x'],
  ['/w/.git/', '/w/.git/'],
  ['/w/.git. . /x', '/w/.git/x'],
  ['/w/.git::$INDEX_ALLOCATION/x', '/w/.git/x'],
  ['/w/GIT~1/x', '/w/.git/x'],
  ['/w/.git\\hooks', '/w/.git/hooks'],
  ['/w/\uff0egit/x', '/w/.git/x'],
  ['/w/.../x', '/w/x'],
  ['/w/été', '/w/été'],
  ['/', '/'],
];

for (const [path, expected] of FOLDED) {
  test(`folds ${JSON.stringify(path)} to ${expected}`, () => assert.equal(foldPath(path), expected));
}
