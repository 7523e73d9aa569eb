import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examine, type Looked } from './doctor.ts';

const GOOD: Looked = {
  health: {
    status: 'ok',
    version: '1',
    started_at_ms: 0,
    log: { size: 7, writable: true },
    witness: 'cosigned',
    mode: 'enforce',
    profile: 'dev',
    pending_approvals: 0,
    closed_workspaces: [],
  },
  emergency: { halt: null, safe_mode: false, containments: [] },
  policy: { rules: [], warnings: [], on_file: { state: 'in-force', problems: [] } } as unknown as Looked['policy'],
  channels: [{ name: 'team', kind: 'slack', state: 'up', answers: true, last_failure: null }] as unknown as NonNullable<
    Looked['channels']
  >,
  pairings: [{ channel: 'team', state: 'paired' }] as unknown as NonNullable<Looked['pairings']>,
  people: [{ totp: true, passkeys: 0 }] as unknown as NonNullable<Looked['people']>,
  reviewers: { reviewers: [] } as unknown as NonNullable<Looked['reviewers']>,
};

function wrong(looked: Partial<Looked>): readonly string[] {
  return examine({ ...GOOD, ...looked }).flatMap(({ name, ok, found }) => (ok ? [] : [`${name}: ${found}`]));
}

test('finds nothing where all is in order', () => {
  assert.deepEqual(wrong({}), []);
});

test('says first what is not in order, and what to do', () => {
  const found = examine({ ...GOOD, health: { ...GOOD.health, mode: 'shadow', witness: 'none' } });
  assert.deepEqual(
    found.slice(0, 2).map(({ name, fix }) => [name, fix !== '']),
    [
      ['Enforcement', true],
      ['Witness', true],
    ],
  );
  assert.ok(found.slice(2).every(({ ok, fix }) => ok && fix === ''));
});

test('names a halt, a log that cannot be written, a closed workspace and a missing second factor', () => {
  const closed = [{ root: '/w', problem: 'half a change', since_ms: 0 }];
  const health = { ...GOOD.health, log: { size: 7, writable: false }, closed_workspaces: closed };
  const halt = { by: 'human:a', source: 'api', reason: 'odd', since_ms: 0 };
  const found = wrong({
    health,
    emergency: { ...GOOD.emergency, halt } as Looked['emergency'],
    people: [],
  });
  assert.deepEqual(found, [
    'Gateway: halted: odd',
    'Log: not writable: everything is denied',
    'Workspace: /w is closed for writing: half a change',
    'Second factor: nobody has one: what is critical can only be denied',
  ]);
});

test('misses channels, and pairings of channels that can answer', () => {
  assert.equal(wrong({ channels: [] }).length, 1);
  assert.deepEqual(wrong({ pairings: [] }), ['Channel team: nobody is paired, so nobody can answer']);
});

test('says that the policy files are not what is in force, and what to run', () => {
  const policyOf = (state: 'changed' | 'invalid', problems: readonly string[] = []) => {
    const policy = { ...GOOD.policy, on_file: { state, problems } };
    return examine({ ...GOOD, policy }).find(({ name }) => name === 'Policy');
  };
  assert.match(policyOf('changed')?.found ?? '', /what they say now is not in force/u);
  assert.equal(policyOf('changed')?.fix, 'countersign policy reload');
  assert.match(policyOf('invalid', ['profle: unknown'])?.found ?? '', /would not load: profle: unknown/u);
  assert.equal(policyOf('invalid')?.fix, 'countersign policy lint');
});
