import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseAction } from '../effect/analyse-action.ts';
import type { Effect } from '../effect/effect.ts';
import type { JsonObject } from '../encoding/json.ts';
import { riskLevelOf } from '../risk/risk.ts';
import { type LearnedRule, type LearnedRules, learnRules } from './learn-rules.ts';
import type { NarrowRuleRequest } from './narrow-rule.ts';
import { exampleAction } from './run-examples.ts';
import {
  bash,
  type Call,
  fetchOf,
  HOME,
  read,
  SURROUNDINGS,
  touching,
  tryRules,
  WORKSPACE,
} from './testing/try-rule.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 12);
const REASON = 'Learned from session s1 on 2026-11-20.';

function effectsOf(call: Call): readonly Effect[] {
  return call.effects ?? analyseAction(exampleAction(call, { workspace: WORKSPACE }), SURROUNDINGS).effects;
}

function request(call: Call, { cwd = WORKSPACE, score = 20 } = {}): NarrowRuleRequest {
  const action = { ...exampleAction(call, { workspace: WORKSPACE }), cwd };
  return {
    action,
    effects: effectsOf(call),
    risk: { score, level: riskLevelOf(score), parts: [] },
    home: HOME,
    nowMs: NOW_MS,
  };
}

function learn(requests: readonly NarrowRuleRequest[], avoid: readonly string[] = []): LearnedRules {
  const setting = {
    home: HOME,
    workspace: '/workspace',
    effectsOf: (action: NarrowRuleRequest['action']) => analyseAction(action, SURROUNDINGS).effects,
  };
  return learnRules(requests, { setting, reason: REASON, avoid: new Set(avoid) });
}

function patternsOf(requests: readonly NarrowRuleRequest[], avoid: readonly string[] = []): readonly string[] {
  return learn(requests, avoid).rules.map(({ pattern }) => pattern);
}

function only(learned: LearnedRules): LearnedRule {
  const [rule] = learned.rules;
  assert.ok(rule !== undefined && learned.rules.length === 1, JSON.stringify(learned));
  return rule;
}

const shell = (line: string): NarrowRuleRequest =>
  request({ ...bash(line), effects: [touching('command', line, { class: 'process.run' })] });

const files = (...paths: readonly string[]): readonly NarrowRuleRequest[] => paths.map((path) => request(read(path)));

describe('rules learned from actions', () => {
  it('are about exactly what was used, one rule for equal uses', () => {
    const { rules, refused } = learn([request(read('src/a.ts')), shell('npm test'), request(read('src/a.ts'))]);
    assert.deepEqual(refused, []);
    assert.deepEqual(
      rules.map(({ pattern, from }) => [pattern, from]),
      [
        ['Read(src/a.ts)', [0, 2]],
        ['Bash(npm test)', [1]],
      ],
    );
  });

  it('hold for ninety days, with examples that were tried', () => {
    const { rule } = only(learn([shell('npm test')]));
    assert.equal(rule.expiresAtMs, NOW_MS + 90 * 86_400_000);
    assert.equal(rule.reason, REASON);
    assert.deepEqual(rule.match, [{ tool: 'Bash', args: { command: 'npm test' } }]);
    assert.deepEqual(
      rule.notMatch.map(({ args }) => args['command']),
      ['npm test; id', 'npm test --look-alike'],
    );
  });

  it('name hosts exactly, and paths from the workspace whatever the folder was', () => {
    const fetch = only(learn([request(fetchOf('https://docs.example/a'))]));
    assert.equal(fetch.pattern, 'WebFetch(domain:docs.example)');
    assert.deepEqual(fetch.rule.notMatch[0]?.args, { url: 'https://look-alike.docs.example/a' });
    const search = only(
      learn([request({ tool: 'WebSearch', args: { query: 'rust' }, effects: [touching('other', 'rust')] })]),
    );
    assert.deepEqual(
      [search.pattern, search.rule.notMatch[0]?.args],
      ['WebSearch(rust)', { query: 'rust look-alike' }],
    );
    const below: Call = { ...read('a.ts'), effects: [touching('path', `${WORKSPACE}/src/a.ts`)] };
    const inFolder = only(learn([request(below, { cwd: `${WORKSPACE}/src` })]));
    assert.deepEqual([inFolder.pattern, inFolder.rule.match[0]?.args], ['Read(src/a.ts)', { file_path: 'src/a.ts' }]);
    const outside = only(learn(files('/srv/x')));
    assert.deepEqual([outside.pattern, outside.rule.match[0]?.args], ['Read(/srv/x)', { file_path: '/srv/x' }]);
  });

  it('are one rule for three and more files of a kind in a folder, and nothing wider', () => {
    const { rules } = learn([shell('ls'), ...files('src/a.ts', 'src/b.ts', 'src/c.ts', 'src/d.ts')]);
    const wide = rules[1] ?? assert.fail('nothing was learned');
    assert.equal(wide.pattern, 'Read(src/*.ts)');
    assert.equal(wide.rule.match.length, 3);
    for (const path of ['src/e.ts', 'src/a.ts'])
      assert.equal(tryRules([wide.rule], read(path)).permits.length, 1, path);
    for (const path of ['src/x/e.ts', 'e.ts', 'src/e.js', 'srv/e.ts'])
      assert.equal(tryRules([wide.rule], read(path)).permits.length, 0, path);
    assert.deepEqual(patternsOf(files('a.ts', 'b.ts', 'c.ts')), ['Read(*.ts)']);
  });

  it('stay exact for fewer files, other folders, hidden files, and files without an ending', () => {
    for (const paths of [
      ['src/a.ts', 'src/b.ts'],
      ['src/a.ts', 'src/b.ts', 'lib/c.ts'],
      ['.x/a.ts', '.x/b.ts', '.x/c.ts'],
      ['src/.a', 'src/.b', 'src/.c'],
      ['src/a', 'src/b', 'src/c'],
      ['src/a.', 'src/b.', 'src/c.'],
      ['/srv/a.ts', '/srv/b.ts', '/srv/c.ts'],
      ['~/a.ts', '~/b.ts', '~/c.ts'],
    ])
      assert.deepEqual(
        patternsOf(files(...paths)),
        paths.map((path) => `Read(${path})`),
        paths.join(),
      );
    const lines = ['cat a.ts', 'cat b.ts', 'cat c.ts'];
    assert.deepEqual(
      patternsOf(lines.map(shell)),
      lines.map((line) => `Bash(${line})`),
    );
  });

  it('are exact where the wider one must be avoided, and none where the exact one must be', () => {
    const paths = ['src/a.ts', 'src/b.ts', 'src/c.ts'];
    const { rules, refused } = learn(files(...paths), ['Read(src/*.ts)', 'Read(src/b.ts)']);
    assert.deepEqual(
      rules.map(({ pattern }) => pattern),
      ['Read(src/a.ts)', 'Read(src/c.ts)'],
    );
    assert.deepEqual(refused, [{ index: 1, reason: 'the rule would change another recorded verdict' }]);
  });

  it('are written as YAML in which nothing is hidden', () => {
    const { yaml, rule } = only(learn([shell('echo a\u202eb')]));
    assert.deepEqual(yaml.split('\n').slice(0, 6), [
      `- id: ${rule.id}`,
      '  permit: "Bash(echo a\\u202eb)"',
      `  reason: "${REASON}"`,
      '  expires: 2027-02-18T12:00:00Z',
      '  match:',
      '    - { tool: "Bash", args: {"command":"echo a\\u202eb"} }',
    ]);
    assert.doesNotMatch(yaml, /[^\P{C}\n]/u);
    assert.match(only(learn([request(read('src/🙂.ts'))])).yaml, /🙂/u);
  });
});

describe('nothing is learned', () => {
  const reasons = (...requests: readonly NarrowRuleRequest[]): readonly string[] =>
    learn(requests).refused.map(({ reason }) => reason);

  it('of destructive effects and high risk', () => {
    const deletes: Call = { ...read('a'), effects: [touching('path', `${WORKSPACE}/a`, { class: 'file.delete' })] };
    assert.match(reasons(request(deletes))[0] ?? '', /destructive/);
    assert.match(reasons(request(read('a'), { score: 70 }))[0] ?? '', /high risk/);
    const { refused } = learn([request(read('b')), request(deletes)], ['Read(b)']);
    assert.deepEqual(
      refused.map(({ index }) => index),
      [0, 1],
    );
  });

  it('where no example or no look-alike of it holds', () => {
    const call = (args: JsonObject): LearnedRules =>
      learn([request({ tool: 'mcp__x__do', args, effects: [touching('recipient', 'acme')] })]);
    assert.equal(only(call({ to: 'acme', count: 1 })).pattern, 'mcp__x__do(to:acme)');
    assert.deepEqual(call({ to: 'acme', note: 'x'.repeat(3_000) }).refused, [
      { index: 0, reason: 'no rule with examples that hold can be written for it' },
    ]);
  });

  it('where three files together touch what their folder does not cover', () => {
    const linked = ['src/a.ts', 'src/b.ts', 'src/c.ts'].map((path) => request(read(path)));
    const [first, ...rest] = linked;
    assert.ok(first !== undefined);
    const { rules } = learn([...rest, { ...first, effects: [...first.effects, touching('path', '/srv/z')] }]);
    assert.deepEqual(
      rules.map(({ pattern }) => pattern),
      ['Read(src/b.ts)', 'Read(src/c.ts)', 'Read({src/a.ts,/srv/z})'],
    );
  });
});
