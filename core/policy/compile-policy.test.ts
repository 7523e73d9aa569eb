import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compilePolicy } from './compile-policy.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import type { PolicySurroundings } from './policy.ts';
import { defaultSettings } from './settings.ts';
import { bash, rule, touching, tryRules } from './testing/try-rule.ts';

function compile(surroundings: Partial<PolicySurroundings>): CompiledPolicy {
  const settings = defaultSettings({ timeZone: 'UTC', cedarSource: null });
  const weights = { version: '0', hundredths: {} as never };
  const rules = [rule('forbid', [{ tool: 'Bash' }])];
  const joined = { ...settings.surroundings, ...surroundings };
  return compilePolicy({ ...settings, surroundings: joined, version: 'v', rules, weights }, null);
}

describe('a compiled policy', () => {
  it('evaluates its rules', () => {
    const { rules } = compile({}).settings;
    assert.equal(tryRules(rules, bash('ls')).forbids.length, 1);
    const context = { action: { tool: { name: 'Bash' } } as never, effects: [], home: '/', nowMs: 0 };
    assert.equal(compile({}).evaluateRules(context).forbids.length, 1);
    assert.equal(compile({}).externalRules, null);
  });

  it('knows the hosts that it lists, in any spelling, and no others', () => {
    const { isKnownHost } = compile({ knownHosts: ['registry.npmjs.org', '*.example.com', '10.0.0.1', 'a/b'] });
    assert.equal(isKnownHost('Registry.npmjs.org.'), true);
    assert.equal(isKnownHost('docs.example.com'), true);
    assert.equal(isKnownHost('0xa.1'), true);
    assert.equal(isKnownHost('example.com'), false);
    assert.equal(isKnownHost('registry.npmjs.org.evil.org'), false);
    assert.equal(isKnownHost('a/b'), false);
  });

  it('knows production by path and host', () => {
    const { isProduction } = compile({ productionPaths: ['/srv/prod/**'], productionHosts: ['*.prod.example.com'] });
    assert.equal(isProduction(touching('path', '/srv/prod/db')), true);
    assert.equal(isProduction(touching('path', '/srv/prod')), true);
    assert.equal(isProduction(touching('path', '/srv')), false);
    assert.equal(isProduction(touching('path', '/srv', { class: 'file.delete' })), true);
    assert.equal(isProduction(touching('path', 'x\0')), true);
    assert.equal(isProduction(touching('host', 'db.prod.example.com')), true);
    assert.equal(isProduction(touching('url', 'https://db.prod.example.com/x')), true);
    assert.equal(isProduction(touching('url', 'no url')), true);
    assert.equal(isProduction(touching('host', 'example.com')), false);
    assert.equal(isProduction(touching('command', 'db.prod.example.com')), false);
  });

  it('has no production where none is named, and all of it where a pattern cannot be read', () => {
    assert.equal(compile({}).isProduction(touching('path', 'x\0')), false);
    assert.equal(compile({}).isProduction(touching('url', 'no url')), false);
    const { isProduction } = compile({ productionPaths: ['/srv/'], productionHosts: ['a/b'] });
    assert.equal(isProduction(touching('path', '/home')), true);
    assert.equal(isProduction(touching('host', 'example.com')), true);
  });

  it('tells which tools a profile is for', () => {
    const profiles = ['mcp__hub__*', '{'].map((tool) => ({ tool, effects: [] }));
    const { matchesTool } = compile({ toolProfiles: profiles });
    assert.equal(matchesTool('mcp__hub__*', 'mcp__hub__create'), true);
    assert.equal(matchesTool('mcp__hub__*', 'mcp__other'), false);
    assert.equal(matchesTool('{', '{'), false);
    assert.equal(matchesTool('unknown', 'unknown'), false);
  });
});
