import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Effect } from '../effect/effect.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { actionOf, effectOf } from '../testing/samples.ts';
import { CALM, type Containment, type EmergencyState } from './emergency-state.ts';
import { evaluateEmergency } from './evaluate-emergency.ts';

const READ = [effectOf('file.read')];

function stopOf(state: Partial<EmergencyState>, effects: readonly Effect[] = READ, action = actionOf()): string | null {
  return evaluateEmergency({ ...CALM, ...state }, { action, effects })?.rule ?? null;
}

function contain(kind: string, name: string, verb: Containment['verb'] = 'block'): Partial<EmergencyState> {
  const target = { kind, name } as Containment['target'];
  return { containments: [{ verb, target, by: 'human:ada', reason: 'a test', sinceMs: 1 }] };
}

describe('A halt', () => {
  const halt = { source: 'cli', by: 'human:ada', reason: 'a test', sinceMs: 1 } as const;

  test('stops everything, whatever its source', () => {
    assert.equal(stopOf({}), null);
    assert.equal(stopOf({ halt }), 'emergency.halt.cli');
    assert.equal(stopOf({ halt: { ...halt, source: 'sentinel' } }, []), 'emergency.halt.sentinel');
  });

  test('never stops support in a crisis, unless the action does more', () => {
    const support = effectOf('crisis.support');
    assert.equal(stopOf({ halt, safeMode: true }, [support]), null);
    assert.equal(stopOf({ halt }, [support, effectOf('file.read')]), 'emergency.halt.cli');
  });
});

describe('Safe mode', () => {
  for (const name of ['file.read', 'db.read', 'crisis.support'] as const) {
    test(`lets ${name} through`, () => assert.equal(stopOf({ safeMode: true }, [effectOf(name)]), null));
  }
  for (const name of ['file.write', 'net.fetch', 'shell.opaque', 'model.call', 'secret.read', 'unknown'] as const) {
    test(`stops ${name}`, () => {
      assert.equal(stopOf({ safeMode: true }, [effectOf('file.read'), effectOf(name)]), 'emergency.safe-mode');
    });
  }
});

test('safe mode has no shell, whatever a line would do', () => {
  const look = actionOf('Bash', { command: 'ls' });
  assert.equal(stopOf({ safeMode: true }, [effectOf('file.read')], look), 'emergency.safe-mode');
  assert.equal(stopOf({ safeMode: false }, [effectOf('file.read')], look), null);
});

describe('A containment', () => {
  const digest = `sha256:${'b'.repeat(64)}`;
  const action = actionOf('Read', {}, { tool: { name: 'Read', origin: 'mcp:x', digest } });
  const fetch = [makeEffect('net.fetch', { kind: 'host', value: '127.0.0.1' }, { detail: '' })];
  const unreadable = [makeEffect('unknown', { kind: 'url', value: 'http://a b' }, { detail: '' })];
  const cases: readonly (readonly [string, string, readonly Effect[], boolean])[] = [
    ['session', 's1', READ, true],
    ['session', 's2', READ, false],
    ['principal', 'agent:coder', READ, true],
    ['principal', 'human:ada', READ, true],
    ['principal', 'human:bob', READ, false],
    ['tool', 'Read', READ, true],
    ['tool', digest, READ, true],
    ['tool', 'Write', READ, false],
    ['host', '127.0.0.1', fetch, true],
    ['host', '0x7f.1', fetch, true],
    ['host', '127.0.0.2', fetch, false],
    ['host', 'not a host', fetch, false],
    ['host', '127.0.0.2', unreadable, true],
    ['host', '127.0.0.1', READ, false],
    ['effect-class', 'file.read', READ, true],
    ['effect-class', 'file.write', READ, false],
    ['something else', 'x', READ, true],
  ];
  for (const [kind, name, effects, stops] of cases) {
    test(`of ${kind} ${name.slice(0, 16)} ${stops ? 'stops' : 'lets through'} ${effects[0]?.resource.value}`, () => {
      assert.equal(stopOf(contain(kind, name), effects, action), stops ? 'emergency.block' : null);
    });
  }

  test('of a tool without a digest goes by its name', () => {
    assert.equal(stopOf(contain('tool', 'Read')), 'emergency.block');
    assert.equal(stopOf(contain('tool', digest)), null);
  });

  for (const verb of ['freeze', 'quarantine', 'block', 'revoke', 'mute'] as const) {
    test(`by ${verb} denies`, () => assert.equal(stopOf(contain('session', 's1', verb)), `emergency.${verb}`));
  }
});
