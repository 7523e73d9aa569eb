import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Effect, EffectClass } from '../effect/effect.ts';
import { unparsedShell } from '../testing/unparsed-shell.ts';
import { unparsedSql } from '../testing/unparsed-sql.ts';
import { compilePolicy } from './compile-policy.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import type { PolicySurroundings } from './policy.ts';
import { defaultSettings } from './settings.ts';
import { bash, HOME, rule, touching, tryRules, WORKSPACE } from './testing/try-rule.ts';

function compile(surroundings: Partial<PolicySurroundings>): CompiledPolicy {
  const settings = defaultSettings({ timeZone: 'UTC', cedarSource: null });
  const weights = { version: '0', hundredths: {} as never };
  const rules = [rule('forbid', [{ tool: 'Bash' }])];
  const joined = { ...settings.surroundings, ...surroundings };
  return compilePolicy(
    { ...settings, surroundings: joined, version: 'v', rules, weights },
    { parseShell: unparsedShell, parseSql: unparsedSql },
  );
}

const PLACES = { home: HOME, workspace: WORKSPACE };

function changing(path: string, effectClass: EffectClass = 'file.write'): Effect {
  return touching('path', path, { class: effectClass });
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
    assert.equal(isProduction(changing('/srv/prod/db'), PLACES), true);
    assert.equal(isProduction(changing('/srv/prod'), PLACES), true);
    assert.equal(isProduction(changing('/srv'), PLACES), false);
    assert.equal(isProduction(changing('/srv', 'file.delete'), PLACES), true);
    assert.equal(isProduction(changing('x\0'), PLACES), true);
    assert.equal(isProduction(touching('host', 'db.prod.example.com'), PLACES), true);
    assert.equal(isProduction(touching('url', 'https://db.prod.example.com/x'), PLACES), true);
    assert.equal(isProduction(touching('url', 'no url'), PLACES), true);
    assert.equal(isProduction(touching('host', 'example.com'), PLACES), false);
    assert.equal(isProduction(changing('/srv/prod/db', 'file.read'), PLACES), false);
    assert.equal(compile({ productionPaths: ['~/live/**'] }).isProduction(changing('/home/ada/live/x'), PLACES), true);
    assert.equal(isProduction(touching('command', 'db.prod.example.com'), PLACES), false);
  });

  it('has no production where none is named, and all of it where a pattern cannot be read', () => {
    assert.equal(compile({}).isProduction(changing('x\0'), PLACES), false);
    assert.equal(compile({}).isProduction(touching('url', 'no url'), PLACES), false);
    const { isProduction } = compile({ productionPaths: ['/srv/'], productionHosts: ['a/b'] });
    assert.equal(isProduction(changing('/home'), PLACES), true);
    assert.equal(isProduction(touching('host', 'example.com'), PLACES), true);
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
