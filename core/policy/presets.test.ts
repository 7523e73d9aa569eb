import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import type { Action } from '../action/action.ts';
import { analyseAction } from '../effect/analyse-action.ts';
import type { JsonObject } from '../encoding/json.ts';
import { RISK_SIGNALS } from '../risk/risk-weights.ts';
import { unparsedShell } from '../testing/unparsed-shell.ts';
import { unparsedSql } from '../testing/unparsed-sql.ts';
import { compilePolicy } from './compile-policy.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import { composePolicy } from './compose-policy.ts';
import { lintPolicy } from './lint-policy.ts';
import { parsePolicyLayer } from './parse-policy.ts';
import { parseWeights } from './parse-weights.ts';
import { exampleAction, runExamples } from './run-examples.ts';

const SETTING = { home: '/home/ada', workspace: '/work/site' };

function read(name: string): unknown {
  return parse(readFileSync(new URL(`../../policies/${name}`, import.meta.url), 'utf8'));
}

function load(name: string): CompiledPolicy {
  const layer = parsePolicyLayer(read(name), { layer: 'organisation', source: name });
  assert.ok(layer.ok, JSON.stringify(layer));
  const weights = parseWeights(read('risk-weights.yaml'), 'risk-weights.yaml');
  assert.ok(weights.ok, JSON.stringify(weights));
  const sources = { layers: [layer.value], weights: weights.value, cedarSource: null, timeZone: 'UTC' };
  const policy = composePolicy(sources, (data) => createHash('sha256').update(data).digest());
  assert.ok(policy.ok, JSON.stringify(policy));
  return compilePolicy(policy.value, { parseShell: unparsedShell, parseSql: unparsedSql });
}

function analyse(policy: CompiledPolicy, action: Action) {
  const { isKnownHost, matchesTool, parseShell, parseSql, settings } = policy;
  const { toolProfiles } = settings.surroundings;
  const world = { home: SETTING.home, gatewayPaths: [], realPaths: {}, otherWorkspaces: [] };
  return analyseAction(action, { ...world, isKnownHost, matchesTool, parseShell, parseSql, toolProfiles }).effects;
}

function rulesFor(policy: CompiledPolicy, tool: string, args: JsonObject): readonly string[] {
  const action = exampleAction({ tool, args }, SETTING);
  const { forbids, asks, permits, broken } = policy.evaluateRules({
    action,
    effects: analyse(policy, action),
    home: SETTING.home,
    nowMs: 0,
  });
  return [...broken, ...forbids, ...asks, ...permits].map(({ decision, id }) => `${decision} ${id}`);
}

describe('the policies that come with Countersign', () => {
  for (const name of ['default.yaml', 'strict.yaml', 'shadow.yaml']) {
    it(`${name} loads, its examples hold, and nothing is left to warn about`, () => {
      const policy = load(name);
      assert.deepEqual(
        runExamples(policy.settings, { ...SETTING, effectsOf: (action) => analyse(policy, action) }),
        [],
      );
      assert.deepEqual(lintPolicy(policy.settings, { nowMs: 0 }), []);
      for (const { id, decision, reason, instead } of policy.settings.rules) {
        assert.ok(reason !== '' && (decision === 'permit' || instead !== ''), `${id} says why, and what to do instead`);
      }
    });
  }

  it('differ only in the mode between default and shadow', () => {
    const shadow = read('shadow.yaml') as JsonObject;
    assert.deepEqual({ ...shadow, mode: 'enforce' }, read('default.yaml'));
    assert.equal(shadow['mode'], 'shadow');
  });

  it('keep the defaults of the model in the default policy', () => {
    const { profile, thresholds, window, criticalApprovers } = load('default.yaml').settings;
    assert.deepEqual([profile, criticalApprovers], ['dev', 1]);
    assert.deepEqual(thresholds, { api: 30, telegram: 40, discord: 50, cli: 60 });
    assert.deepEqual(window, { fromMinute: 480, toMinute: 1_320, timeZone: 'UTC' });
  });

  it('keep keys from agents whatever tool they use, and say nothing of ordinary work', () => {
    const policy = load('default.yaml');
    assert.deepEqual(rulesFor(policy, 'Read', { file_path: '~/.ssh/id_rsa' }), ['forbid no-private-keys']);
    assert.ok(rulesFor(policy, 'mcp__fs__read', { path: '/home/ada/.ssh/id_rsa' }).includes('forbid no-private-keys'));
    assert.deepEqual(rulesFor(policy, 'Read', { file_path: 'src/a.ts' }), []);
    assert.deepEqual(rulesFor(policy, 'Edit', { file_path: 'src/a.ts', old_string: 'a', new_string: 'b' }), []);
    assert.deepEqual(rulesFor(policy, 'Bash', { command: 'npm test' }), []);
    assert.equal(policy.isKnownHost('registry.npmjs.org'), true);
    assert.equal(policy.isKnownHost('npmjs.org'), false);
  });

  it('weigh each signal as the model says', () => {
    const { weights } = load('default.yaml').settings;
    assert.deepEqual(weights, {
      version: '2026-11-1',
      hundredths: {
        'dangerous-shell': 200,
        'unknown-external-host': 100,
        'sensitive-path-write': 200,
        'service-change': 150,
        'asks-for-credentials': 200,
        'modifies-own-configuration': 300,
        'other-agents-workspace': 150,
        'affects-other-people': 150,
        production: 200,
        financial: 200,
        'crisis-decision': 300,
      },
    });
    assert.deepEqual(Object.keys(weights.hundredths), Object.keys(RISK_SIGNALS));
  });
});
