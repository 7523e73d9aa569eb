import type { Action } from '../core/action/action.ts';
import { digestAction } from '../core/action/digest-action.ts';
import { decide } from '../core/decide.ts';
import type { PolicyRule } from '../core/policy/policy.ts';
import { factsOf } from '../core/testing/samples.ts';
import { readyPolicy } from '../test/harness/test-policy.ts';
import { type BenchLine, percentile, timeEach } from './measure.ts';

const COUNT = 100_000;

const FACTS = factsOf({
  nowMs: 1_790_000_000_000,
  minuteOfDay: 600,
  home: '/home/dev',
  gatewayPaths: ['/home/dev/.local/state/countersign'],
});

/** A hundred rules as people write them: tools, folders, hosts, effects; none of them decides the measured actions. */
function hundredRules(): readonly PolicyRule[] {
  return Array.from({ length: 100 }, (_, index) => {
    const path = {
      tool: null,
      argument: null,
      effect: { classes: ['file.write' as const], path: `/srv/app-${index}/**`, host: null, mark: null },
    };
    const argument = {
      tool: ['Read', 'Write', 'Bash', 'WebFetch', 'mcp__*'][index % 5] ?? null,
      argument: { kind: 'any-of-primary' as const, glob: `/data/${index}/**` },
      effect: null,
    };
    return {
      id: `rule-${index}`,
      layer: 'organisation' as const,
      decision: (['forbid', 'ask', 'permit'] as const)[index % 3] ?? 'forbid',
      when: [index % 2 === 0 ? path : argument],
      reason: 'a rule of the benchmark',
      instead: '',
      expiresAtMs: null,
      match: [],
      notMatch: [],
    };
  });
}

function actionOf(index: number): Action {
  const kinds: readonly (readonly [string, Action['args']])[] = [
    ['Read', { file_path: `/work/app/src/file-${index % 1000}.ts` }],
    ['Write', { file_path: `src/file-${index % 1000}.ts`, content: 'export const value = 1;\n'.repeat(20) }],
    ['Bash', { command: `npm run test -- --filter case-${index % 1000}` }],
    ['WebFetch', { url: `https://docs.example.com/page/${index % 1000}`, prompt: 'read' }],
  ];
  const [name, args] = kinds[index % kinds.length] ?? ['Read', {}];
  return {
    id: `action-${index}`,
    session: 'session',
    principal: 'agent:bench',
    onBehalfOf: 'human:operator',
    surface: 'hook',
    tool: { name, origin: 'builtin:claude-code', digest: null },
    args,
    cwd: '/work/app',
    workspace: '/work/app',
    plan: null,
    idempotencyKey: null,
    proposedAtMs: 0,
  };
}

/** Decisions a second with a hundred rules, and the slowest hundredth; beside it, the digest of the same action. */
export async function benchDecide(hash: (data: string | Uint8Array) => Uint8Array): Promise<readonly BenchLine[]> {
  const { policy } = readyPolicy({ rules: hundredRules() });
  const actions = Array.from({ length: 1_000 }, (_, index) => actionOf(index));
  const run = (index: number): void => void decide(actions[index % 1_000] as Action, FACTS, policy);
  for (let index = 0; index < 20_000; index++) run(index);
  const samples = await timeEach(COUNT, run);
  const startMs = performance.now();
  for (let index = 0; index < COUNT; index++) run(index);
  const perSecond = (COUNT / (performance.now() - startMs)) * 1_000;
  const floorMs = performance.now();
  for (let index = 0; index < COUNT; index++) digestAction(actions[index % 1_000] as Action, hash);
  const floor = (COUNT / (performance.now() - floorMs)) * 1_000;
  return [
    {
      name: 'decide, 100 rules',
      value: perSecond,
      unit: '/s',
      target: { kind: 'at-least', value: 20_000 },
      floor: { name: 'digesting the action', value: floor, unit: '/s' },
    },
    {
      name: 'decide, 100 rules, p99',
      value: percentile(samples, 99) / 1_000,
      unit: 'ms',
      target: { kind: 'at-most', value: 0.2 },
      floor: { name: 'digesting the action', value: 1_000 / floor, unit: 'ms' },
    },
  ];
}
