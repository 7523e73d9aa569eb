import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action } from '../../core/action/action.ts';
import { decide, surroundingsOf } from '../../core/decide.ts';
import { analyseAction } from '../../core/effect/analyse-action.ts';
import { TOOL_CATALOGUE } from '../../core/effect/tool-catalogue.ts';
import type { Facts } from '../../core/facts.ts';
import type { CompiledPolicy } from '../../core/policy/compiled-policy.ts';
import type { PolicyRule } from '../../core/policy/policy.ts';
import { readyPolicy } from '../harness/test-policy.ts';
import { naiveScore, naiveVerdict } from './naive-evaluator.ts';

const CASES = 100_000;

/** A small deterministic generator (mulberry32): the same seed gives the same cases. */
class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  of<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.next() * values.length)] as Value;
  }

  often(share: number): boolean {
    return this.next() < share;
  }
}

const PATHS = [
  'src/a.ts',
  '/work/app/b.ts',
  '.env',
  '.github/workflows/ci.yml',
  '/etc/passwd',
  '~/.ssh/id_rsa',
  '.git/hooks/pre-commit',
  '/other/project/x',
  '~/.bashrc',
  '.claude/settings.json',
  '/dev/sda',
  '/home/dev/.local/state/countersign/x',
  '',
];
const TEXTS = [
  'npm test',
  'rm -rf /',
  'echo hi',
  'https://example.com/x',
  'http://169.254.169.254/',
  'http://10.0.0.1/',
  'ftp://known.example/y',
  '100',
  'a@example.com',
];
const GENERIC = ['path', 'url', 'command', 'to', 'amount', 'sql', 'note'];

function randomAction(chance: Chance): Action {
  const catalogue = Object.keys(TOOL_CATALOGUE['builtin:claude-code'] ?? {});
  const isBuiltin = chance.often(0.8);
  const names = ['file_path', 'path', 'notebook_path', 'command', 'url', 'query', 'description', ...GENERIC];
  const args = Object.fromEntries(
    names
      .filter(() => chance.often(0.5))
      .map((name) => [name, name.includes('path') ? chance.of(PATHS) : chance.of(TEXTS)]),
  );
  return {
    id: 'a',
    session: 'session',
    principal: 'agent:test',
    onBehalfOf: 'human:dev',
    surface: chance.of(['hook', 'hook', 'mcp']),
    tool: isBuiltin
      ? { name: chance.of(catalogue), origin: 'builtin:claude-code', digest: null }
      : { name: 'mcp__x__do', origin: 'mcp:x', digest: null },
    args,
    cwd: '/work/app',
    workspace: '/work/app',
    plan: null,
    idempotencyKey: null,
    proposedAtMs: 0,
  };
}

function randomFacts(chance: Chance): Facts {
  const target = { kind: 'session', name: chance.of(['session', 'another']) } as const;
  return {
    nowMs: 1_000,
    minuteOfDay: chance.of([0, 479, 480, 1_319, 1_320, 1_439]),
    home: '/home/dev',
    gatewayPaths: ['/home/dev/.local/state/countersign'],
    realPaths: {},
    channel: chance.of(['api', 'telegram', 'discord', 'cli']),
    principal: {
      authenticated: !chance.often(0.03),
      standing: chance.of(['standard', 'standard', 'standard', 'restricted', 'muted', 'senior']),
    },
    emergency: {
      halt: chance.often(0.04) ? { source: 'api', by: 'x', reason: 'stop', sinceMs: 0 } : null,
      safeMode: chance.often(0.05),
      containments: chance.often(0.1) ? [{ verb: 'freeze', target, by: 'x', reason: 'y', sinceMs: 0 }] : [],
    },
    session: {
      consecutiveDenials: chance.of([0, 0, 0, 1, 2, 3]),
      identicalBefore: chance.of([0, 0, 0, 1, 2]),
      otherWorkspaces: chance.often(0.3) ? ['/other/project'] : [],
    },
    grants: [],
    checkpoint: chance.of(['available', 'available', 'unavailable']),
    sandbox: chance.of(['none', 'workspace']),
    reviewer: chance.of(['none', 'none', 'no-objection', 'objection', 'abstain', 'malformed', 'timed-out']),
    budgets: [],
    estimate: { tokens: 0, costMicros: 0 },
    ...(chance.often(0.5)
      ? {}
      : {
          tool: {
            standing: chance.of(['unpinned', 'vouched', 'vouched', 'vouched', 'new', 'changed', 'refused']),
            warnings: chance.often(0.2) ? [{ kind: chance.of(['instruction', 'over-long']), text: '' }] : [],
          },
        }),
    plan: chance.often(0.3)
      ? { points: chance.of([0, 10, 31, 66, 90]), quality: chance.of([59, 60, 74, 75, 100]) }
      : null,
    approval: chance.often(0.3)
      ? { request: 'r', approvers: ['human:dev'], secondFactor: false, scope: 'action' }
      : null,
  };
}

type Says = { readonly forbid: boolean; readonly ask: boolean; readonly permit: boolean };

function randomPolicy(chance: Chance): { readonly policy: CompiledPolicy; readonly says: Says } {
  const says = { forbid: chance.often(0.1), ask: chance.often(0.15), permit: chance.often(0.2) };
  const rule = (decision: PolicyRule['decision']): PolicyRule => ({
    id: decision,
    layer: 'organisation',
    decision,
    when: [],
    reason: decision,
    instead: '',
    expiresAtMs: null,
    match: [],
    notMatch: [],
  });
  const { policy } = readyPolicy({
    profile: chance.of(['safe', 'dev', 'dev', 'full-auto']),
    acceptFairQuality: chance.often(0.5),
    window: chance.often(0.5) ? { fromMinute: 480, toMinute: 1_320, timeZone: 'UTC' } : null,
  });
  const evaluateRules = (): ReturnType<CompiledPolicy['evaluateRules']> => ({
    forbids: says.forbid ? [rule('forbid')] : [],
    asks: says.ask ? [rule('ask')] : [],
    permits: says.permit ? [rule('permit')] : [],
    broken: [],
  });
  return { policy: { ...policy, evaluateRules, isKnownHost: (host) => host === 'known.example' }, says };
}

test(`the naive evaluator agrees with the real one on ${CASES.toLocaleString('en-US')} cases`, () => {
  const seed = Number(process.env['COUNTERSIGN_SEED'] ?? 20_261_120);
  const chance = new Chance(seed);
  const verdicts: Record<string, number> = {};
  for (let index = 0; index < CASES; index++) {
    const action = randomAction(chance);
    const facts = randomFacts(chance);
    const { policy, says } = randomPolicy(chance);
    const real = decide(action, facts, policy);
    const { effects, hardFloor } = analyseAction(action, surroundingsOf(facts, policy));
    const input = {
      effects,
      hardFloor: hardFloor !== null,
      isShell: action.tool.origin === 'builtin:claude-code' && ['Bash', 'PowerShell'].includes(action.tool.name),
      isFront: action.surface === 'mcp',
      facts,
      policy: policy.settings,
      says: { ...says, covered: false },
      session: 'session',
    };
    const shown = `seed ${seed}, case ${index}: ${JSON.stringify({ action, facts, says, settings: { ...policy.settings, weights: undefined }, reason: real.reason, parts: real.risk.parts })}`;
    assert.equal(real.risk.score, naiveScore(input), shown);
    assert.equal(real.verdict, naiveVerdict(input), shown);
    verdicts[real.verdict] = (verdicts[real.verdict] ?? 0) + 1;
  }
  for (const verdict of ['allow', 'require-approval', 'defer', 'deny'])
    assert.ok((verdicts[verdict] ?? 0) > CASES / 100, JSON.stringify(verdicts));
  process.stdout.write(`seed ${seed}: ${JSON.stringify(verdicts)}\n`);
});
