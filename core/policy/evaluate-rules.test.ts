import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RuleOutcome } from './rule-outcome.ts';
import { effect, named, on, read, rule, touching, tryRules, unknownTool } from './testing/try-rule.ts';

function expiring(atMs: number): RuleOutcome {
  return tryRules([rule('forbid', [{}], { expiresAtMs: atMs })], read('a'));
}

describe('rules by tool', () => {
  it('match by name, pattern and any tool, in policy order', () => {
    const rules = [
      rule('forbid', [{ tool: 'Read' }], { id: 'by-name' }),
      rule('forbid', [{}], { id: 'any' }),
      rule('forbid', [{ tool: 'R*' }], { id: 'by-pattern' }),
      rule('forbid', [{ tool: '{Write,Read}' }], { id: 'by-list' }),
      rule('forbid', [{ tool: 'Write' }], { id: 'other' }),
    ];
    const ids = (tool: string): string[] =>
      tryRules(rules, { tool, args: {}, effects: [] }).forbids.map(({ id }) => id);
    assert.deepEqual(ids('Read'), ['by-name', 'any', 'by-pattern', 'by-list']);
    assert.deepEqual(ids('Run'), ['any', 'by-pattern']);
    assert.deepEqual(ids('constructor'), ['any']);
  });

  it('go to the list of what they say', () => {
    const rules = (['forbid', 'ask', 'permit'] as const).map((decision) => rule(decision, [{ tool: 'Read' }]));
    const { forbids, asks, permits, broken } = tryRules(rules, read('a'));
    assert.deepEqual(
      [forbids, asks, permits, broken].map((list) => list.map(({ id }) => id)),
      [['forbid'], ['ask'], ['permit'], []],
    );
  });

  it('answer alike however many of them look at the same thing', () => {
    const hosts = ['x.com', 'y.com', '*.com'].map((host) => rule('forbid', [effect({ host })], { id: host }));
    const repos = ['acme/x', 'y', 'z', 'acme/*'].map((glob) => rule('ask', [named('repo', glob)], { id: glob }));
    const call = unknownTool({ repo: 'acme/x' }, touching('host', 'x.com'));
    const { forbids, asks } = tryRules([...hosts, ...repos], call);
    assert.deepEqual(
      [...forbids, ...asks].map(({ id }) => id),
      ['x.com', '*.com', 'acme/x', 'acme/*'],
    );
  });

  it('take the home in any spelling', () => {
    const call = { ...read('~/a'), home: '/home/./ada/' };
    assert.equal(tryRules([rule('permit', [on('Read', '~/**')])], call).permits.length, 1);
  });

  it('hold until the moment they expire', () => {
    assert.equal(expiring(1_001).forbids.length, 1);
    assert.equal(expiring(1_000).forbids.length, 0);
  });
});

describe('rules that cannot be evaluated', () => {
  const unreadable = [
    on('Read', '/srv/../x'),
    on('Read', '{a'),
    { tool: '' },
    effect({ path: '//x' }),
    effect({ host: 'a/b' }),
    { argument: { kind: 'domain', glob: 'a:1' } as const },
    on('Bash', ''),
  ];
  for (const matcher of unreadable) {
    it(`are reported as broken: ${JSON.stringify(matcher).slice(0, 60)}`, () => {
      const { forbids, broken } = tryRules([rule('forbid', [{ tool: 'Nothing' }, matcher])], read('a'));
      assert.deepEqual([forbids.length, broken.length], [0, 1]);
    });
  }

  it('are broken where home or workspace is no absolute path', () => {
    const { permits, broken } = tryRules([rule('permit', [on('Read', '~/**')])], { ...read('a'), home: '' });
    assert.deepEqual([permits.length, broken.length], [0, 1]);
    assert.equal(tryRules([rule('permit', [{ tool: 'Read' }])], { ...read('a'), home: 'x\0' }).permits.length, 1);
    assert.equal(tryRules([rule('forbid', [on('Read', 'a')])], { ...read('a'), home: '/\0' }).broken.length, 1);
  });
});
