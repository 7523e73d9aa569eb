import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PolicyLayer } from '../policy/policy.ts';
import { ProblemList, Reading } from '../policy/reading.ts';
import { parseChecks } from './parse-checks.ts';

function parse(value: unknown, layer: PolicyLayer = 'organisation') {
  const problems = new ProblemList('policy.yaml');
  const document = parseChecks(new Reading(value, '$.verify', problems), layer);
  return { document, problems: problems.all().map(({ path, found, wanted }) => `${path}: ${found}, want ${wanted}`) };
}

test('reads checks, with what holds where nothing is said', () => {
  const { document, problems } = parse({
    checks: [
      { name: 'unit', kind: 'tests', argv: ['npm', 'run', 'test unit'] },
      { name: 'leaks', kind: 'secrets', argv: ['gitleaks', ''], timeout_seconds: 60, on_failure: 'human' },
      { name: 'scope', kind: 'scope', on_failure: 'human' },
    ],
    environment: ['PGDATABASE'],
    project_checks: 'always',
  });
  assert.deepEqual(problems, []);
  const layer = 'organisation';
  assert.deepEqual(document, {
    checks: [
      { name: 'unit', kind: 'tests', argv: ['npm', 'run', 'test unit'], timeoutMs: 300_000, onFailure: 'human', layer },
      { name: 'leaks', kind: 'secrets', argv: ['gitleaks', ''], timeoutMs: 60_000, onFailure: 'human', layer },
      { name: 'scope', kind: 'scope', argv: null, timeoutMs: 300_000, onFailure: 'human', layer },
    ],
    environment: ['PGDATABASE'],
    projectChecks: 'always',
  });
});

test('reads nothing where nothing is written', () => {
  const nothing = { checks: [], environment: [], projectChecks: null };
  assert.deepEqual(parseChecks(null, 'project'), nothing);
  assert.deepEqual(parse({}).document, nothing);
  assert.equal(parse('all').problems.length, 1);
});

const WRONG: readonly (readonly [string, object, string])[] = [
  ['no program', { name: 'a', kind: 'tests' }, '$.verify.checks[0].argv: nothing, want a program and its arguments'],
  [
    'an empty program',
    { name: 'a', kind: 'tests', argv: [''] },
    '$.verify.checks[0].argv: no program, want a program and its arguments',
  ],
  [
    'no words',
    { name: 'a', kind: 'tests', argv: [] },
    '$.verify.checks[0].argv: no program, want a program and its arguments',
  ],
  [
    'a line for a shell',
    { name: 'a', kind: 'tests', argv: 'npm test' },
    '$.verify.checks[0].argv: "npm test", want a list of at most 64',
  ],
  [
    'a word with NUL',
    { name: 'a', kind: 'tests', argv: ['x', 'a\0'] },
    '$.verify.checks[0].argv[1]: "a\\u0000", want text of at most 4096 characters without NUL',
  ],
  [
    'a word that is none',
    { name: 'a', kind: 'tests', argv: ['x', 1] },
    '$.verify.checks[0].argv[1]: 1, want text of at most 4096 characters without NUL',
  ],
  [
    'a name of other letters',
    { name: 'A b', kind: 'tests', argv: ['x'] },
    '$.verify.checks[0].name: "A b", want a word of lower-case letters, digits and hyphens',
  ],
  [
    'no name',
    { kind: 'tests', argv: ['x'] },
    '$.verify.checks[0].name: nothing, want text of 1 to 64 characters without control characters',
  ],
  [
    'a time-out of nothing',
    { name: 'a', kind: 'tests', argv: ['x'], timeout_seconds: 0 },
    '$.verify.checks[0].timeout_seconds: 0, want a whole number from 1 to 3600',
  ],
  [
    'a finding of security left to the agent',
    { name: 'a', kind: 'static', argv: ['x'], on_failure: 'fix' },
    '$.verify.checks[0].on_failure: "fix", want human or stricter for the kind static',
  ],
  [
    'a program for the scope',
    { name: 'scope', kind: 'scope', argv: ['x'] },
    '$.verify.checks[0].argv: a list, want no program: this check is built in',
  ],
  [
    'a built-in name for another kind',
    { name: 'secrets', kind: 'tests' },
    '$.verify.checks[0].kind: "tests", want the kind and name of a built-in check to be the same',
  ],
  [
    'another name for the scope',
    { name: 'a', kind: 'scope' },
    '$.verify.checks[0].kind: "scope", want the kind and name of a built-in check to be the same',
  ],
];

describe('A check is refused for', () => {
  for (const [what, check, problem] of WRONG) {
    test(what, () => assert.deepEqual(parse({ checks: [check] }).problems, [problem]));
  }
  test('an unknown kind, reaction and key, all at once', () => {
    assert.equal(
      parse({ checks: [{ name: 'a', kind: 'lint', argv: ['x'], on_failure: 'ignore', shell: true }] }).problems.length,
      2,
    );
    assert.equal(
      parse({ checks: [{ name: 'a', kind: 'tests', argv: ['x'], on_failure: 'ignore' }] }).problems.length,
      1,
    );
    assert.equal(parse({ checks: ['npm test'] }).problems.length, 1);
  });
  test('a name that another one has', () => {
    const check = { name: 'a', kind: 'tests', argv: ['x'] };
    assert.match(parse({ checks: [check, check] }).problems[0] ?? '', /a second check a/);
  });
});

describe('Variables', () => {
  test('are refused where they are secrets or no names', () => {
    assert.equal(parse({ environment: ['API_TOKEN', 'LD_PRELOAD', 1] }).problems.length, 3);
  });
  test('are not for a project to name, nor when its checks run', () => {
    assert.equal(parse({ environment: ['PGDATABASE'], project_checks: 'always' }, 'project').problems.length, 2);
  });
});
