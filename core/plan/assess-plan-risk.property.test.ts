import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { assessPlanRisk } from './assess-plan-risk.ts';
import type { FileOutlines, OutlinesByPath } from './file-outlines.ts';
import type { PlannedFile } from './planned-file.ts';
import { fileOf, outlineWith, PLACE } from './testing/plans.ts';

function assess(files: readonly PlannedFile[], outlines: OutlinesByPath = new Map()) {
  return assessPlanRisk(files, { place: PLACE, outlines });
}

const OLD = 'one\ntwo\nthree\nfour\n';

const texts = fc.constantFrom(null, '', 'a\n', 'a\nb\n', '{"dependencies":{"x":"1"}}', 'password\n', OLD);
const paths = ['a.ts', 'b.ts', 'src/auth.ts', 'package.json', 'c.rb', 'd.txt'];
const plannedFiles = fc
  .record({
    chosen: fc.subarray(paths),
    texts: fc.array(fc.tuple(texts, texts), { minLength: 6, maxLength: 6 }),
    from: fc.array(fc.constantFrom(null, ...paths), { minLength: 6, maxLength: 6 }),
  })
  .map(({ chosen, texts: sides, from }) =>
    chosen.map((path, index) => {
      const [before, after] = sides[index] as [string | null, string | null];
      const movedFrom = from[index] as string | null;
      return fileOf(path, { before, after, movedFrom: movedFrom === path ? null : movedFrom });
    }),
  );
const outlines = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.subarray(['f', 'g', 'h'])), { minLength: 4, maxLength: 4 })
  .map((list) => {
    const [one, two, three, four] = list.map(([complexity, names]) =>
      outlineWith(Object.fromEntries(names.map((name) => [name, `${name}()`])), complexity),
    ) as [never, never, never, never];
    return new Map<string, FileOutlines>([
      ['a.ts', { before: one, after: two }],
      ['b.ts', { before: three, after: four }],
    ]);
  });

test('never falls when a deletion is added', () => {
  fc.assert(
    fc.property(plannedFiles, outlines, fc.constantFrom('x.ts', 'auth.go', 'y.md', 'go.sum'), (files, given, path) => {
      const more = [...files, fileOf(path, { before: 'm v1 h1:x=\n', after: null })];
      assert.ok(assess(more, given).points >= assess(files, given).points);
    }),
    { numRuns: 1_000 },
  );
});

test('never falls when an outline is missing', () => {
  fc.assert(
    fc.property(plannedFiles, outlines, (files, given) => {
      assert.ok(assess(files).points >= assess(files, given).points);
    }),
    { numRuns: 1_000 },
  );
});

test('is the same for the same changes, in any order', () => {
  fc.assert(
    fc.property(plannedFiles, outlines, (files, given) => {
      assert.deepEqual(assess(files, given), assess(files, given));
      assert.equal(assess(files.toReversed(), given).points, assess(files, given).points);
    }),
  );
});
