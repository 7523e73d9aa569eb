import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EFFECT_CLASSES } from '../effect/effect.ts';
import { lintPolicy, type PolicyWarning } from './lint-policy.ts';
import { unexplained } from './parse-rule.ts';
import type { PolicyRule, RuleMatcher } from './policy.ts';
import { rule as bareRule, effect, named, on } from './testing/try-rule.ts';

function rule(
  decision: PolicyRule['decision'],
  when: readonly Partial<RuleMatcher>[],
  more: Partial<PolicyRule> = {},
): PolicyRule {
  return bareRule(decision, when, { reason: 'Because.', ...more });
}

function warnings(...rules: readonly PolicyRule[]): readonly PolicyWarning[] {
  return lintPolicy({ rules }, { nowMs: 1_000 });
}

function codes(...rules: readonly PolicyRule[]): readonly string[] {
  return warnings(...rules).map(({ code, rule: id }) => `${id}: ${code}`);
}

function domain(tool: string | null, glob: string): Partial<RuleMatcher> {
  return { tool, argument: { kind: 'domain', glob } };
}

function shadowed(narrow: Partial<RuleMatcher>, wide: Partial<RuleMatcher>): boolean {
  const found = codes(rule('forbid', [wide], { id: 'wide' }), rule('ask', [narrow], { id: 'narrow' }));
  return found.includes('narrow: shadowed');
}

describe('linting a policy', () => {
  it('has nothing to say of sound rules', () => {
    const sound = [
      rule('forbid', [on('Read', '/srv/**')], { id: 'a' }),
      rule('ask', [effect({ classes: ['file.read'], path: '/srv2/**' })], { id: 'b' }),
      rule('permit', [{ tool: 'WebSearch' }, effect({ classes: ['net.fetch'], host: 'x.com' })], {
        id: 'c',
        expiresAtMs: 1_001,
      }),
    ];
    assert.deepEqual(warnings(...sound), []);
  });

  it('calls two rules of one id an error', () => {
    const [first, second] = warnings(
      rule('ask', [on('A', 'x')]),
      rule('ask', [on('B', 'x')]),
      rule('ask', [on('C', 'x')]),
    );
    assert.deepEqual(
      [first?.code, first?.severity, first?.rule, second?.code],
      ['duplicate-id', 'error', 'ask', 'duplicate-id'],
    );
  });

  it('names an expired rule and when it ended, and no more of it', () => {
    const [warning, ...rest] = warnings(rule('permit', [{}], { expiresAtMs: 1_000 }));
    assert.deepEqual(
      [warning?.code, warning?.message, rest],
      ['expired', 'it ended at 1970-01-01T00:00:01Z and matches nothing since', []],
    );
  });

  it('wants a reason of what restricts', () => {
    assert.deepEqual(codes(rule('ask', [on('A', 'x')], { reason: ' ' })), ['ask: missing-reason']);
    assert.deepEqual(codes(rule('forbid', [on('A', 'x')], { reason: unexplained('forbid', 'forbid') })), [
      'forbid: missing-reason',
    ]);
    assert.deepEqual(codes(rule('permit', [on('A', 'x')], { reason: '' })), []);
  });
});

describe('a rule that can never match', () => {
  for (const [why, matcher] of [
    ['never both', effect({ path: '/a', host: 'b' })],
    ['touch no path', effect({ classes: ['net.fetch', 'payment'], path: '/a' })],
    ['touch no path', effect({ classes: ['model.call'], mark: 'outside-workspace' })],
    ['reach no host', effect({ classes: ['file.read'], host: 'x.com' })],
    ['reach no host', effect({ classes: ['file.read'], mark: 'unknown-host' })],
    ['the other of path and host', effect({ path: '/a', mark: 'unknown-host' })],
    ['Read reaches no host', domain('Read', 'x.com')],
  ] as const) {
    it(`is named with the cause: ${why}`, () => {
      const [warning] = warnings(rule('ask', [matcher]));
      assert.equal(warning?.code, 'never-matches');
      assert.ok(warning?.message.includes(why), warning?.message);
    });
  }

  it('is not claimed of one that may', () => {
    for (const matcher of [
      effect({ classes: ['net.upload'], path: '/a' }),
      effect({ classes: ['file.read', 'net.fetch'], host: 'x' }),
      effect({ mark: 'dangerous-shell' }),
      effect({ path: '/a', mark: 'sensitive-path' }),
      domain('mcp__web__get', 'x.com'),
      domain(null, 'x.com'),
    ]) {
      assert.deepEqual(codes(rule('ask', [matcher])), []);
    }
  });
});

describe('a rule in the shadow of a forbid', () => {
  it('is named with the forbid', () => {
    const [warning] = warnings(
      rule('ask', [on('Bash', 'rm *')]),
      rule('forbid', [{ tool: 'Bash' }], { id: 'no-shell' }),
    );
    assert.equal(warning?.message, 'the forbid no-shell matches whatever it matches, and a forbid outweighs it');
  });

  it('is seen by tool, argument and effect', () => {
    assert.equal(shadowed({ tool: 'Bash' }, {}), true);
    assert.equal(shadowed({ tool: 'mcp__a__b' }, { tool: 'mcp__*' }), true);
    assert.equal(shadowed(on('Bash', 'rm -rf *'), on('Bash', 'rm *')), true);
    assert.equal(shadowed(on('Read', '/srv/a'), on('Read', '/srv/**')), true);
    assert.equal(shadowed(on('Read', 'a/b'), on('Read', 'a/**/b')), false);
    assert.equal(shadowed(on('Read', '/srv/a'), on('Read', '/srv/*')), true);
    assert.equal(shadowed(domain('WebFetch', 'a.x.com'), domain('WebFetch', '*.x.com')), true);
    assert.equal(shadowed(named('repo', 'acme/x*'), named('repo', 'acme/*')), false);
    assert.equal(shadowed(named('repo', 'acme/x'), named('repo', 'acme/**')), true);
    assert.equal(shadowed(effect({ classes: ['file.read'], path: '/srv/a' }), effect({ path: '/srv/**' })), true);
    assert.equal(shadowed(effect({ classes: ['net.fetch'], host: 'a.x' }), effect({ host: '*.x' })), true);
    assert.equal(shadowed(effect({ mark: 'sensitive-path', path: '/a' }), effect({ mark: 'sensitive-path' })), true);
  });

  it('is not claimed where the forbid may miss something', () => {
    assert.equal(shadowed({}, { tool: 'Bash' }), false);
    assert.equal(shadowed({ tool: 'Bash' }, on('Bash', 'rm *')), false);
    assert.equal(shadowed(on('Read', '/srv/a*'), on('Read', '/srv/*')), false);
    assert.equal(shadowed(domain('T', 'x.com'), on('T', '*')), false);
    assert.equal(shadowed(named('a', 'x'), named('b', 'x')), false);
    assert.equal(shadowed(on('Read', '/srv/a'), effect({ path: '/srv/**' })), false);
    assert.equal(shadowed(effect({}), effect({ classes: ['file.read'] })), false);
    assert.equal(shadowed(effect({ classes: ['file.read'] }), effect({ path: '/srv/**' })), false);
    assert.equal(shadowed(effect({ host: 'y' }), effect({ host: 'x' })), false);
    assert.equal(shadowed(effect({}), effect({ host: 'x' })), false);
    assert.equal(shadowed(effect({}), effect({ mark: 'system-path' })), false);
  });

  it('counts only while the forbid holds', () => {
    const forbid = (expiresAtMs: number): PolicyRule => rule('forbid', [{}], { id: 'f', expiresAtMs });
    assert.deepEqual(codes(forbid(2_000), rule('ask', [on('A', 'x')], { expiresAtMs: 1_500 })), ['ask: shadowed']);
    assert.deepEqual(codes(forbid(2_000), rule('ask', [on('A', 'x')], { expiresAtMs: 2_500 })), []);
    assert.deepEqual(codes(forbid(2_000), rule('ask', [on('A', 'x')])), []);
    assert.deepEqual(codes(forbid(900), rule('ask', [on('A', 'x')], { expiresAtMs: 1_500 })), ['f: expired']);
    assert.deepEqual(codes(rule('forbid', [{}], { id: 'f' }), rule('forbid', [on('A', 'x')])), []);
    assert.deepEqual(codes(rule('forbid', [{}], { id: 'f' }), rule('ask', [])), []);
  });
});

describe('a permit', () => {
  it('for everything is named', () => {
    assert.deepEqual(codes(rule('permit', [{}])), ['permit: permit-everything']);
    assert.deepEqual(codes(rule('permit', [on('A', 'x'), effect({})])), ['permit: permit-everything']);
    for (const matcher of [
      effect({ path: '/a' }),
      effect({ mark: 'links-elsewhere' }),
      effect({ host: 'x' }),
      on(null, 'x'),
    ]) {
      assert.deepEqual(codes(rule('permit', [matcher])), []);
    }
  });

  it('that can have no effect is named, whole or in part', () => {
    const [whole] = warnings(rule('permit', [effect({ classes: ['payment', 'secret.read'] })]));
    assert.deepEqual(
      [whole?.code, whole?.message],
      ['permit-has-no-effect', 'payment, secret.read cannot be permitted by a rule: it has no effect'],
    );
    const [part] = warnings(rule('permit', [effect({ classes: ['file.write', 'file.delete'] })]));
    assert.equal(part?.message, 'file.delete cannot be permitted by a rule: these parts of it have no effect');
    assert.deepEqual(codes(rule('permit', [effect({ classes: EFFECT_CLASSES, path: '/a' })])), []);
  });

  it('of a shell line is a permit like any other', () => {
    assert.deepEqual(codes(rule('permit', [on('Bash', 'npm run *')])), []);
  });
});
