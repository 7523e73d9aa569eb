import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { constraintsForPeople } from './check-constraints.ts';
import { checkPlan, fileLimit, type PlanSurroundings } from './check-plan.ts';
import type { Plan, PlanStep } from './plan.ts';
import { constraintOf, planOf, stepOf, surroundingsOf } from './testing/plans.ts';

function problems(plan: Partial<Plan>, more: Partial<PlanSurroundings> = {}): readonly string[] {
  return checkPlan(planOf(plan), surroundingsOf(more)).map(
    ({ rule, path, found, wanted }) => `${rule} ${path}: found ${found}, want ${wanted}`,
  );
}

function steps(...list: readonly Partial<PlanStep>[]): readonly PlanStep[] {
  return list.map((step, index) => stepOf({ id: `s${index + 1}`, ...step }));
}

/** A plan that creates this many files, one a step as far as steps go. */
function creating(files: number, stepCount: number): Partial<Plan> {
  const targetFiles = Array.from({ length: files }, (_, index) => `src/f${index}.ts`);
  const list = Array.from({ length: stepCount }, (_, index) => ({
    kind: 'create' as const,
    target: `src/f${index % files}.ts`,
  }));
  return { targetFiles, steps: steps(...list) };
}

test('finds nothing wrong with a sound plan', () => assert.deepEqual(problems({}), []));

describe('Size', () => {
  test('wants at least one step (PV-1)', () => {
    assert.deepEqual(problems({ steps: [] }), ['PV-1 $.steps: found no steps, want at least one step']);
  });

  test('lets ten steps through, and not eleven', () => {
    assert.deepEqual(problems(creating(10, 10)), []);
    assert.deepEqual(problems(creating(11, 11)), ['steps $.steps: found 11 steps, want at most 10']);
  });

  test('lets fifteen files through, and not sixteen', () => {
    assert.deepEqual(problems(creating(15, 10)), []);
    assert.deepEqual(problems(creating(16, 10)), ['files $.target_files: found 16 files, want at most 15']);
  });

  test('lets policy raise the files to fifty, and no further', () => {
    assert.deepEqual(problems(creating(50, 10), { maxFiles: 1_000 }), []);
    assert.deepEqual(problems(creating(51, 10), { maxFiles: 1_000 }), [
      'files $.target_files: found 51 files, want at most 50',
    ]);
    assert.deepEqual([20.9, -1, Number.NaN, Number.POSITIVE_INFINITY].map(fileLimit), [20, 0, 15, 15]);
  });

  test('counts files that only steps name', () => {
    const found = problems(
      { targetFiles: ['src/a.ts'], steps: steps({}, { kind: 'create', target: 'src/b.ts' }) },
      { maxFiles: 1 },
    );
    assert.deepEqual(found, [
      'files $.target_files: found 2 files, want at most 1',
      'scope $.steps[1].target: found src/b.ts, want one of target_files',
    ]);
  });
});

describe('Dependencies', () => {
  test('name steps of the plan (PV-2), each of which has an id of its own', () => {
    const found = problems({ steps: steps({ dependsOn: ['s9'] }, { id: 's1', kind: 'build', target: 'npm test' }) });
    assert.deepEqual(found, [
      'PV-2 $.steps[1].id: found s1 a second time, want an id once',
      'PV-2 $.steps[0].depends_on: found s9, want a step of this plan',
    ]);
  });

  test('have no cycle (PV-3)', () => {
    const build = { kind: 'build', target: 'npm test' } as const;
    const found = problems({
      steps: steps(
        {},
        { ...build, dependsOn: ['s3'] },
        { ...build, dependsOn: ['s2'] },
        { ...build, dependsOn: ['s1'] },
      ),
    });
    assert.deepEqual(found, [
      'PV-3 $.steps: found a cycle: 2 steps wait for each other, want an order in which every step can be done',
    ]);
    assert.match(problems({ steps: steps({ dependsOn: ['s1'] }) })[0] ?? '', /^PV-3/);
  });
});

describe('Paths', () => {
  test('stay inside the workspace (PV-4), in targets and in steps', () => {
    const found = problems({
      targetFiles: ['src/a.ts', '../b', '/etc/passwd', 'a\\b', '.git/hooks/x', './c'],
      steps: steps({ target: '../b', kind: 'create' }),
    });
    assert.deepEqual(
      found.filter((problem) => problem.startsWith('PV-4')).map((problem) => problem.split(',')[0]),
      [
        'PV-4 $.target_files[1]: found a path that is refused: traversal',
        'PV-4 $.target_files[2]: found a path that is refused: outside',
        'PV-4 $.target_files[3]: found a path that is refused: backslash',
        'PV-4 $.target_files[4]: found a path that is refused: git',
        'PV-4 $.target_files[5]: found another spelling of c',
        'PV-4 $.steps[0].target: found a path that is refused: traversal',
      ],
    );
  });

  test('of steps are among the target files, in any spelling of a forgiving file system', () => {
    assert.deepEqual(problems({ steps: steps({ target: 'SRC/a.ts' }) }), []);
    assert.deepEqual(problems({ steps: steps({}, { kind: 'build', target: 'npm run build' }) }), []);
  });
});

test('stays within the tokens that are left (PV-5)', () => {
  assert.deepEqual(problems({ estimatedTokens: 500 }, { remainingTokens: 500 }), []);
  assert.deepEqual(problems({ estimatedTokens: 501 }, { remainingTokens: 500 }), [
    'PV-5 $.estimated_tokens: found 501, want at most the 500 tokens that are left',
  ]);
  assert.equal(problems({ estimatedTokens: 1 }, { remainingTokens: Number.NaN }).length, 1);
});

describe('Constraints', () => {
  test('on files hold the targets of the plan and its steps (PS-1), whoever gave them', () => {
    assert.deepEqual(problems({ constraints: [constraintOf()] }), [
      'PS-1 $.constraints[0]: found a change of src/a.ts, want no change of src/a.ts: Leave it alone',
    ]);
    assert.deepEqual(problems({}, { constraints: [constraintOf({ target: 'src/**' })] }), [
      'PS-1 $.task_constraints[0]: found a change of src/a.ts, want no change of src/**: Leave it alone',
    ]);
  });

  test('that forbid hold in any spelling, and for all below a folder', () => {
    for (const target of ['SRC/A.TS', 'src', 'src/', 'Src/*', '**/a.ts', '{src,lib}/a.ts'])
      assert.equal(problems({ constraints: [constraintOf({ target })] }).length, 1, target);
    for (const target of ['a.ts', '*.TS'])
      assert.equal(problems({ constraints: [constraintOf({ target })] }).length, 1, target);
    for (const target of ['src/b.ts', 'sr', 'b.ts', 'src/a', 'lib/**', 'lib/a.ts'])
      assert.deepEqual(problems({ constraints: [constraintOf({ target })] }), [], target);
  });

  test('that demand a file want it among the targets, as it is spelt', () => {
    assert.deepEqual(problems({ constraints: [constraintOf({ strength: 'must', target: 'src/*.ts' })] }), []);
    assert.deepEqual(problems({ constraints: [constraintOf({ strength: 'must', target: 'SRC/a.ts' })] }), [
      'PS-1 $.constraints[0]: found no target file that fits, want a change of SRC/a.ts: Leave it alone',
    ]);
  });

  test('on steps hold for an id or a kind', () => {
    const on = (strength: 'must' | 'must-not', target: string | null) =>
      problems({ constraints: [constraintOf({ scope: 'step', strength, target })] });
    assert.deepEqual(
      [on('must', 's1'), on('must', 'modify'), on('must-not', 'delete'), on('must-not', 's2')].flat(),
      [],
    );
    assert.deepEqual(on('must', 'build'), [
      'PS-1 $.constraints[0]: found no such step, want the step build: Leave it alone',
    ]);
    assert.deepEqual(on('must-not', 'modify'), [
      'PS-1 $.constraints[0]: found the step modify, want no such step: Leave it alone',
    ]);
    assert.deepEqual(on('must', null), ['PS-1 $.constraints[0]: found no target, want a step, or a kind of steps']);
  });

  test('that could never fit count as broken', () => {
    for (const target of ['/src/a.ts', './src/a.ts', 'src/../a.ts', 'src\\a.ts'])
      for (const strength of ['must', 'must-not'] as const)
        assert.deepEqual(problems({ constraints: [constraintOf({ strength, target })] }), [
          'PS-1 $.constraints[0]: found a pattern that fits no path of a workspace, want a glob over paths as target',
        ]);
  });

  test('that cannot be read count as broken', () => {
    for (const strength of ['must', 'must-not'] as const) {
      assert.deepEqual(problems({ constraints: [constraintOf({ strength, target: 'a{b' })] }).length, 1);
      assert.deepEqual(problems({ constraints: [constraintOf({ strength, target: null })] }), [
        'PS-1 $.constraints[0]: found an empty pattern, want a glob over paths as target',
      ]);
    }
  });

  test('that only prefer, and sentences about the whole, are for people', () => {
    const constraints = [
      constraintOf({ strength: 'prefer' }),
      constraintOf({ scope: 'global', target: null, strength: 'must', statement: 'Keep the API' }),
      constraintOf({ scope: 'global', target: null, statement: 'Add a package' }),
      constraintOf({ scope: 'global', target: null, strength: 'prefer' }),
    ];
    assert.deepEqual(problems({ constraints }), []);
    assert.deepEqual(constraintsForPeople(planOf({ constraints })), ['must: Keep the API', 'must not: Add a package']);
  });
});

describe('Conflicts (PS-2)', () => {
  test('are steps on what is not there, or is there already', () => {
    assert.deepEqual(problems({ steps: steps({ kind: 'create' }) }), [
      'PS-2 $.steps[0]: found src/a.ts, which exists, want a new file to create',
    ]);
    for (const kind of ['modify', 'delete'] as const)
      assert.deepEqual(problems({ steps: steps({ kind }) }, { existing: new Set() }), [
        `PS-2 $.steps[0]: found src/a.ts, which does not exist, want a file to ${kind}`,
      ]);
    assert.deepEqual(problems({ steps: steps({ kind: 'create' }) }, { existing: new Set(['SRC/A.ts']) }).length, 1);
  });

  test('are seen in the order of the dependencies', () => {
    const list = steps(
      { kind: 'modify', dependsOn: ['s2'] },
      { kind: 'create' },
      { kind: 'delete', dependsOn: ['s1', 's2'] },
    );
    const found = problems({ steps: list }, { existing: new Set() });
    assert.deepEqual(found, [
      'PS-3 $.steps[2]: found src/a.ts, which this plan changes too, want a file without pending changes to delete',
    ]);
  });

  test('are two changes of one file whose order nothing says', () => {
    assert.deepEqual(problems({ steps: steps({}, {}) }), [
      'PS-2 $.steps[1]: found a second change of src/a.ts, after s1, want a dependency between the two',
    ]);
    const build = { kind: 'build', target: 'npm test', dependsOn: ['s1'] } as const;
    assert.deepEqual(problems({ steps: steps({}, build, { dependsOn: ['s2'] }) }), []);
    assert.deepEqual(problems({ steps: steps({ dependsOn: ['s2'] }, {}) }), []);
  });

  test('are two spellings of one file, and a file that is a folder too', () => {
    assert.deepEqual(problems({ targetFiles: ['src/a.ts', 'src/A.ts'] }), [
      'PS-2 $.target_files[1]: found src/A.ts, which is src/a.ts again, want each file once',
    ]);
    assert.deepEqual(problems({ targetFiles: ['src/a.ts', 'src'] }), [
      'PS-2 $.target_files[1]: found src, which is the folder of src/a.ts, want a file',
    ]);
  });
});

test('shows what nobody would see in a problem, and cuts what is long', () => {
  const found = problems({ steps: steps({ dependsOn: ['s\u202e9\n', 'x'.repeat(500)] }) });
  assert.equal(found[0], 'PV-2 $.steps[0].depends_on: found s\\u{202e}9\\n, want a step of this plan');
  assert.equal(found[1], `PV-2 $.steps[0].depends_on: found ${'x'.repeat(400)}…, want a step of this plan`);
});

test('deletes nothing that has pending changes (PS-3)', () => {
  const list = steps({ kind: 'delete' });
  assert.deepEqual(problems({ steps: list }), []);
  assert.deepEqual(problems({ steps: list }, { pending: new Set(['src/A.ts']) }), [
    'PS-3 $.steps[0]: found src/a.ts, which has changes that are not settled, want a file without pending changes to delete',
  ]);
});
