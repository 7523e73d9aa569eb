import type { Action } from '../../core/action/action.ts';
import { surroundingsIn } from '../../core/decide.ts';
import { analyseAction } from '../../core/effect/analyse-action.ts';
import { effectSignature, parseShown, parseWords } from '../../core/fatigue/whitelist-entry.ts';
import type { CompiledPolicy } from '../../core/policy/compiled-policy.ts';
import { fail, ok, type Result } from '../../core/result.ts';

/** Where a pattern is tried. */
export type ShownPlace = {
  readonly policy: CompiledPolicy;
  readonly home: string;
  readonly gatewayPaths: readonly string[];
  readonly workspace: string;
};

/** Stands for `*` where a pattern is tried: one plain file of the workspace. */
const SOME_WORD = 'some-file';

/** A pattern that may be whitelisted, and what its commands do: this is shown, and nothing beyond it is covered. */
export type ShownPattern = { readonly words: readonly string[]; readonly effects: readonly string[] };

/**
 * Works out what commands of a pattern do, as the gateway would decide about them, or why they cannot be whitelisted: the
 * pattern is none, or what it does is destructive, of high risk, outside the workspace, or not known.
 */
export function shownEffects(
  { tool, pattern }: { readonly tool: string; readonly pattern: string },
  { policy, home, gatewayPaths, workspace }: ShownPlace,
): Result<ShownPattern, string> {
  const words = parseWords(pattern);
  if (!words.ok) return words;
  const action = actionOf(tool, { words: words.value, workspace });
  if (action === null) return fail(`found the tool ${JSON.stringify(tool)}, want its origin and its name`);
  const places = { home, gatewayPaths, realPaths: {}, otherWorkspaces: [] };
  const { effects } = analyseAction(action, surroundingsIn(places, policy));
  const isWild = words.value.includes('*');
  const shown: string[] = [];
  for (const effect of effects) {
    const read = parseShown(effectSignature(effect), { isWild });
    if (!read.ok) return fail(`${pattern}: it would ${effect.detail}: ${read.failure}`);
    if (!shown.includes(read.value)) shown.push(read.value);
  }
  return shown.length === 0
    ? fail(`${pattern}: nothing is known of what it does`)
    : ok({ words: words.value, effects: shown });
}

function actionOf(
  tool: string,
  { words, workspace }: { readonly words: readonly string[]; readonly workspace: string },
): Action | null {
  const [origin, name, digest = null] = tool.split(' ');
  if (origin === undefined || name === undefined) return null;
  return {
    id: '00000000-0000-7000-8000-000000000000',
    session: 'none',
    principal: 'agent:none',
    onBehalfOf: 'human:none',
    surface: 'hook',
    tool: { name, origin, digest },
    args: { command: words.map((word) => (word === '*' ? SOME_WORD : word)).join(' ') },
    cwd: workspace,
    workspace,
    plan: null,
    idempotencyKey: null,
    proposedAtMs: 0,
  };
}
