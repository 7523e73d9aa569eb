import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkPlanChanges } from './check-plan-changes.ts';
import type { Plan } from './plan.ts';
import { isChanged, type PlannedFile, textOfImage } from './planned-file.ts';
import { constraintOf, fileOf, imageOf, planOf, stepOf } from './testing/plans.ts';

const ANY = { constraints: [], maxFiles: 15 };

function problems(
  plan: Partial<Plan>,
  files: readonly PlannedFile[],
  more: Partial<typeof ANY> = {},
): readonly string[] {
  return checkPlanChanges(planOf(plan), files, { ...ANY, ...more }).map(
    ({ rule, path, found, wanted }) => `${rule} ${path}: found ${found}, want ${wanted}`,
  );
}

const MODIFIED = fileOf('src/a.ts', { before: 'a', after: 'b', steps: ['s1'] });

describe('The changes of a plan', () => {
  test('are what it says', () => {
    assert.deepEqual(problems({}, [MODIFIED]), []);
    assert.deepEqual(problems({}, []), []);
  });

  test('stay with its target files', () => {
    assert.deepEqual(problems({}, [MODIFIED, fileOf('src/b.ts', { before: null, after: 'x' })]), [
      'scope src/b.ts: found a change of it, want one of target_files',
    ]);
    assert.deepEqual(problems({}, [MODIFIED, fileOf('src/b.ts', { before: 'x', after: 'x' })]), []);
    assert.deepEqual(problems({ targetFiles: ['../b'], steps: [] }, [fileOf('../b', { before: null, after: 'x' })]), [
      'PV-4 ../b: found a path that is refused: traversal, want a relative path inside the workspace',
    ]);
  });

  test('leave forbidden files alone, whatever the plan says it targets', () => {
    const forbidden = constraintOf({ target: 'SRC/**' });
    const wanted = 'want no change of SRC/**: Leave it alone';
    assert.deepEqual(problems({ constraints: [forbidden] }, [MODIFIED]), [
      `PS-1 $.constraints[0]: found a change of src/a.ts, ${wanted}`,
    ]);
    assert.deepEqual(
      checkPlanChanges(planOf(), [MODIFIED], { ...ANY, constraints: [forbidden] }).map(({ path }) => path),
      ['$.task_constraints[0]'],
    );
    const unreadable = constraintOf({ target: 'a{b' });
    assert.equal(problems({ constraints: [unreadable] }, [MODIFIED]).length, 1);
    assert.deepEqual(problems({ constraints: [constraintOf({ scope: 'step', target: 's1' })] }, [MODIFIED]), []);
    assert.deepEqual(problems({ constraints: [constraintOf({ strength: 'prefer' })] }, [MODIFIED]), []);
  });

  test('are of fifteen files at most', () => {
    const files = (count: number) =>
      Array.from({ length: count }, (_, index) => fileOf(`f${index}`, { before: null, after: 'x' }));
    const targetFiles = files(51).map(({ path }) => path);
    assert.deepEqual(problems({ targetFiles }, files(15)), []);
    assert.deepEqual(problems({ targetFiles }, files(16)), ['files $: found changes of 16 files, want at most 15']);
    assert.deepEqual(problems({ targetFiles }, files(51), { maxFiles: 99 }), [
      'files $: found changes of 51 files, want at most 50',
    ]);
  });
});

describe('A step', () => {
  test('changes its own target alone', () => {
    const targetFiles = ['src/a.ts', 'src/b.ts'];
    const other = fileOf('src/b.ts', { before: 'x', after: 'y', steps: ['s1'] });
    assert.deepEqual(problems({ targetFiles }, [MODIFIED, other]), [
      'scope src/b.ts: found a change by the step s1, want a change of src/a.ts alone',
    ]);
  });

  test('may move a file to its target', () => {
    const targetFiles = ['src/a.ts', 'src/b.ts'];
    const steps = [stepOf({ target: 'src/b.ts' })];
    const old = fileOf('src/a.ts', { before: 'x', after: null, steps: ['s1'] });
    const moved = fileOf('src/b.ts', { before: null, after: 'x', movedFrom: 'src/a.ts', steps: ['s1'] });
    assert.deepEqual(problems({ targetFiles, steps }, [old, moved]), []);
  });

  test('that builds changes nothing', () => {
    const build = stepOf({ kind: 'build', target: 'src/a.ts' });
    assert.deepEqual(problems({ steps: [build] }, [MODIFIED]), [
      'scope src/a.ts: found a change by the step s1, want no change by a build step',
    ]);
  });

  test('does what it says: creates what was not there, deletes what is not there then', () => {
    const found = (kind: 'create' | 'modify' | 'delete', before: string | null, after: string | null) =>
      problems({ steps: [stepOf({ kind })] }, [fileOf('src/a.ts', { before, after, steps: ['s1'] })]);
    assert.deepEqual([found('create', null, 'b'), found('modify', 'a', 'b'), found('delete', 'a', null)].flat(), []);
    assert.deepEqual(found('modify', 'a', null), [
      'PS-2 src/a.ts: found a deletion by the step s1, want what the step says: modify',
    ]);
    assert.deepEqual(found('delete', 'a', 'b'), [
      'PS-2 src/a.ts: found a change by the step s1, want what the step says: delete',
    ]);
    assert.equal(found('create', 'a', 'b').length, 1);
    assert.equal(found('create', 'a', null).length, 1);
  });

  test('before the last one on a file is not held to what becomes of it', () => {
    const steps = [stepOf({ kind: 'delete' }), stepOf({ id: 's2', kind: 'modify', dependsOn: ['s1'] })];
    assert.deepEqual(problems({ steps }, [fileOf('src/a.ts', { before: 'a', after: 'b', steps: ['s1', 's2'] })]), []);
  });
});

describe('A planned file', () => {
  test('is changed where content, permissions or kind differ, however the content is given', () => {
    const image = imageOf('é');
    const change = (after: PlannedFile['after'], before: PlannedFile['before'] = image) =>
      isChanged({ path: 'a', before, after, movedFrom: null, steps: [] });
    assert.equal(change(imageOf('é')), false);
    assert.equal(change(imageOf(new TextEncoder().encode('é'))), false);
    assert.equal(change(image, imageOf(new TextEncoder().encode('e'))), true);
    assert.equal(change(imageOf('e')), true);
    assert.equal(change({ ...image, mode: 0o600 }), true);
    assert.equal(change({ ...image, kind: 'link' }), true);
    assert.equal(change(null), true);
    assert.equal(change(null, null), false);
    const binary = (byte: number) => imageOf(Uint8Array.of(0xff, byte));
    assert.equal(change(binary(1), binary(1)), false);
    assert.equal(change(binary(1), binary(2)), true);
    assert.equal(change(binary(1)), true);
    assert.equal(change(image, binary(1)), true);
  });

  test('has a text unless it is binary or very long', () => {
    assert.equal(textOfImage(null), '');
    assert.equal(textOfImage(imageOf('a')), 'a');
    assert.equal(textOfImage(imageOf(Uint8Array.of(0x61))), 'a');
    assert.equal(textOfImage(imageOf(Uint8Array.of(0xff))), null);
    assert.equal(textOfImage(imageOf('a\0')), null);
    assert.equal(textOfImage(imageOf('a'.repeat(1_048_577))), null);
  });
});
