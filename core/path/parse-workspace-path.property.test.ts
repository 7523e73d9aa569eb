import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isWithin, normalisePath } from './normalise-path.ts';
import { parseWorkspacePath } from './parse-workspace-path.ts';

const ROOT = '/work/site';
const names = fc.oneof(
  fc.constantFrom('.', '..', '', '.git', 'src', 'a b', '%2e%2e', '\uff0e\uff0e', '~', 'C:', ROOT, '\u200c'),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const paths = fc.array(names, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('/'));

test('takes nothing that leads out of the workspace, and takes what it answered again', () => {
  fc.assert(
    fc.property(paths, (text) => {
      const parsed = parseWorkspacePath(text, { roots: [ROOT] });
      if (!parsed.ok) return assert.ok(parsed.refusals.length > 0);
      const absolute = normalisePath(`${ROOT}/${parsed.path}`, { cwd: '/', home: '/' });
      assert.equal(absolute, `${ROOT}/${parsed.path}`);
      assert.ok(isWithin(absolute, ROOT) && absolute !== ROOT);
      assert.equal(absolute, normalisePath(text, { cwd: ROOT, home: '/' }));
      assert.deepEqual(parseWorkspacePath(parsed.path), parsed);
    }),
    { numRuns: 5_000 },
  );
});
