import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Effect } from '../effect/effect.ts';
import { type Risk, riskLevelOf } from '../risk/risk.ts';
import { lintPolicy } from './lint-policy.ts';
import { isNarrowPattern, type NarrowRule, type NarrowRuleRequest, proposeNarrowRule } from './narrow-rule.ts';
import { parsePolicyLayer } from './parse-policy.ts';
import { ruleId } from './rule-id.ts';
import { exampleAction } from './run-examples.ts';
import {
  bash,
  type Call,
  fetchOf,
  HOME,
  read,
  touching,
  tryRules,
  unknownTool,
  WORKSPACE,
} from './testing/try-rule.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 12, 0, 0, 500);

function request(call: Call, score = 40): NarrowRuleRequest {
  const risk: Risk = { score, level: riskLevelOf(score), parts: [] };
  const effects: readonly Effect[] = call.effects ?? [];
  return { action: exampleAction(call, { workspace: WORKSPACE }), effects, risk, home: HOME, nowMs: NOW_MS };
}

function propose(call: Call): NarrowRule {
  const result = proposeNarrowRule(request(call));
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

function refusal(call: Call, score?: number): string {
  const result = proposeNarrowRule(request(call, score));
  assert.ok(!result.ok, 'a rule was proposed');
  return result.failure.code;
}

function touched(call: Call, ...effects: readonly Effect[]): Call {
  return { ...call, effects };
}

describe('the narrowest rule for an action', () => {
  for (const [why, call, pattern] of [
    ['a path in the workspace', touched(read('src/a.ts'), touching('path', '/work/site/src/a.ts')), 'Read(src/a.ts)'],
    ['the workspace itself', touched(read('.')), 'Read(.)'],
    ['a path in the home', touched(read('~/notes'), touching('path', '/home/ada/notes')), 'Read(~/notes)'],
    ['any other path', touched(read('/srv/x')), 'Read(/srv/x)'],
    ['a path and where it leads', touched(read('/srv/x'), touching('path', '/srv/y')), 'Read({/srv/x,/srv/y})'],
    ['a command as it is', touched(bash('npm run build')), 'Bash(npm run build)'],
    [
      'a host',
      touched(fetchOf('https://docs.example.com/a'), touching('host', 'docs.example.com')),
      'WebFetch(domain:docs.example.com)',
    ],
    [
      'a search',
      { tool: 'WebSearch', args: { query: 'rust' }, effects: [touching('other', 'rust')] },
      'WebSearch(rust)',
    ],
    [
      'an argument that an effect names',
      unknownTool({ title: 'x', repo: 'acme/x' }, touching('recipient', 'acme/x')),
      'T(repo:acme/x)',
    ],
  ] as const) {
    it(`is about ${why}`, () => assert.equal(propose(call).pattern, pattern));
  }

  it('covers the action, for ninety days, and nothing beside it', () => {
    const call = touched(read('src/a.ts'), touching('path', '/work/site/src/a.ts'));
    const { rule } = propose(call);
    assert.equal(rule.decision, 'permit');
    assert.equal(rule.expiresAtMs, Date.UTC(2027, 1, 18, 12));
    assert.equal(tryRules([rule], call).permits.length, 1);
    assert.equal(tryRules([rule], read('src/b.ts')).permits.length, 0);
    assert.deepEqual(lintPolicy({ rules: [rule] }, { nowMs: NOW_MS }), []);
  });

  it('is written as YAML lines that read back as the same rule', () => {
    const { rule, yaml } = propose(touched(bash('printf "a: #b\nc"')));
    const [id, permit, reason, expires] = yaml
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(line.indexOf(': ') + 2));
    const raw = {
      version: 1,
      rules: [{ id, permit: JSON.parse(permit ?? ''), reason: JSON.parse(reason ?? ''), expires }],
    };
    const layer = parsePolicyLayer(raw, { layer: 'organisation', source: 'p' });
    assert.ok(layer.ok, JSON.stringify(layer));
    assert.deepEqual(layer.value.rules, [rule]);
  });
});

describe('no rule is proposed', () => {
  it('for destructive effects and high risk', () => {
    const call = touched(read('a'), touching('path', '/work/site/a', { class: 'file.delete' }));
    assert.equal(refusal(call), 'destructive');
    assert.equal(refusal(touched(read('a')), 66), 'risk-too-high');
    assert.equal(refusal(touched(read('a')), 95), 'risk-too-high');
  });

  it('where it would need a wildcard or could not be read', () => {
    assert.equal(refusal(touched(bash('ls *.ts'))), 'not-expressible');
    assert.equal(refusal(touched(bash('x'.repeat(600)))), 'not-expressible');
    assert.equal(refusal(touched(bash('echo a:*'))), 'not-expressible');
    assert.equal(refusal(touched(read('a,b'), touching('path', '/x'))), 'not-expressible');
    assert.equal(refusal(unknownTool({ a: 'x' })), 'not-expressible');
    assert.equal(refusal({ tool: '*', args: { a: 'x' }, effects: [touching('other', 'x')] }), 'not-expressible');
    assert.equal(refusal({ tool: 'T*', args: { a: 'x' }, effects: [touching('other', 'x')] }), 'not-expressible');
    assert.equal(refusal(touched(fetchOf('https://a.b/'), touching('host', 'c*'))), 'not-expressible');
    assert.equal(refusal(touched(bash('*'))), 'not-expressible');
    assert.equal(proposeNarrowRule({ ...request(touched(read('a'))), home: 'nowhere' }).ok, false);
  });
});

describe('a narrow pattern', () => {
  it('stands for exactly what it says', () => {
    for (const pattern of ['Read(src/a.ts)', 'Bash(npm test)', 'WebFetch(domain:example.com)', 'Read({a,b})'])
      assert.equal(isNarrowPattern(pattern), true, pattern);
    for (const pattern of [
      'Read(*)',
      'Read',
      'R*(a)',
      '*(a)',
      'Bash(npm *)',
      'Read(src/**)',
      'WebFetch(domain:*.com)',
      'Read(',
    ])
      assert.equal(isNarrowPattern(pattern), false, pattern);
  });
});

describe('a rule id', () => {
  it('is readable, short and its own', () => {
    assert.match(ruleId('permit-Read(src/a.ts)'), /^permit-read-src-a-ts-[0-9a-f]{8}$/u);
    assert.notEqual(ruleId('a b'), ruleId('a-b'));
    assert.match(ruleId('«»'), /^[0-9a-f]{8}$/u);
    assert.ok(ruleId('x'.repeat(500)).length <= 64);
    assert.match(ruleId('a(b)'), /^a-b-[0-9a-f]{8}$/u);
  });
});
