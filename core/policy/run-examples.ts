import type { Action } from '../action/action.ts';
import type { Effect } from '../effect/effect.ts';
import { TOOL_CATALOGUE } from '../effect/tool-catalogue.ts';
import { compileRules } from './compile-rules.ts';
import { evaluateRules } from './evaluate-rules.ts';
import type { Policy, PolicyRule, RuleExample } from './policy.ts';

/** Where examples are imagined to happen, and how their effects are found. Folders are absolute. */
export type ExampleSetting = {
  readonly effectsOf: (action: Action) => readonly Effect[];
  readonly home: string;
  readonly workspace: string;
};

/** An example that does not hold. `path` names it within its rule, for example `match[0]`. */
export type ExampleFailure = {
  readonly rule: string;
  readonly path: string;
  readonly found: string;
  readonly wanted: string;
};

/**
 * Runs the inline examples of each rule against that rule alone, and answers those that fail.
 *
 * A policy with a failing example must not be loaded. Examples test what a rule says, not when: expiry is ignored.
 */
export function runExamples({ rules }: Pick<Policy, 'rules'>, setting: ExampleSetting): readonly ExampleFailure[] {
  return rules.flatMap((rule) => [
    ...runList(rule, setting, { list: rule.match, name: 'match', wantsMatch: true }),
    ...runList(rule, setting, { list: rule.notMatch, name: 'not_match', wantsMatch: false }),
  ]);
}

/** The action that a short example stands for, proposed in the workspace. */
export function exampleAction(example: RuleExample, { workspace }: Pick<ExampleSetting, 'workspace'>): Action {
  return {
    id: '00000000-0000-7000-8000-000000000000',
    session: 'example',
    principal: 'agent:example',
    onBehalfOf: 'user:example',
    surface: 'cli',
    tool: { name: example.tool, origin: originOf(example.tool), digest: null },
    args: example.args,
    cwd: workspace,
    workspace,
    plan: null,
    idempotencyKey: null,
    proposedAtMs: 0,
  };
}

type ExampleList = { readonly list: readonly RuleExample[]; readonly name: string; readonly wantsMatch: boolean };

function runList(rule: PolicyRule, setting: ExampleSetting, { list, name, wantsMatch }: ExampleList): ExampleFailure[] {
  const compiled = compileRules({ rules: [{ ...rule, expiresAtMs: null }] });
  const failures: ExampleFailure[] = [];
  for (const [index, example] of list.entries()) {
    const action = exampleAction(example, setting);
    const context = { action, effects: setting.effectsOf(action), home: setting.home, nowMs: 0 };
    const { forbids, asks, permits, broken } = evaluateRules(compiled, context);
    const found =
      broken.length > 0
        ? 'a rule that cannot be evaluated'
        : matchWord(forbids.length + asks.length + permits.length > 0);
    if (found !== matchWord(wantsMatch)) {
      failures.push({ rule: rule.id, path: `${name}[${index}]`, found, wanted: matchWord(wantsMatch) });
    }
  }
  return failures;
}

function matchWord(matches: boolean): string {
  return matches ? 'a match' : 'no match';
}

/** A tool of the catalogue is taken for that one; `mcp__server__tool` for that server's; any other for an API caller's. */
function originOf(tool: string): string {
  for (const [origin, tools] of Object.entries(TOOL_CATALOGUE)) if (Object.hasOwn(tools, tool)) return origin;
  const [prefix, server] = tool.split('__');
  return prefix === 'mcp' && server !== undefined ? `mcp:${server}` : 'api';
}
