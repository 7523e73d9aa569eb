import { surroundingsOf } from '../../core/decide.ts';
import type { DecisionRecord } from '../../core/decision-record.ts';
import { placeOf } from '../../core/effect/action-place.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import { readPayload, recordOf } from '../log/read-decision.ts';
import { effectSources, shellArgument } from './effect-sources.ts';
import { shellTree, type TreeNode } from './parse-tree.ts';
import { entriesAbout } from './show-action.ts';

/** One part of a shell line: what joins it to the part before, what it runs, and the effects that come from exactly here. */
export type ParsedPart = {
  readonly kind: string;
  readonly operator: string;
  readonly text: string;
  readonly program: string | null;
  readonly effects: readonly string[];
  readonly children: readonly ParsedPart[];
};

/**
 * How the gateway reads the shell text of an action, with the same parser that decided. `parts` is null where the action has none, or
 * its payload was erased; `isComplete` is false where it was too much to show, `problem` says why a shell would not run all of it.
 */
export type ParsedAction = {
  readonly parts: readonly ParsedPart[] | null;
  readonly isComplete: boolean;
  readonly problem: 'incomplete' | 'malformed' | null;
};

const NONE: ParsedAction = { parts: null, isComplete: true, problem: null };

/** Reads the shell text of an action once more. Raises `action.unknown`. Changes nothing, runs nothing. */
export async function parseAction(context: FlowContext, id: string): Promise<ParsedAction> {
  const record = await context.ports.stores.actions.find(id);
  if (record === null) throw new GatewayError('action.unknown', 'parse an action: none with this id is on record');
  const [first] = await entriesAbout(context, record, { limit: 1 });
  if (first === undefined) return NONE;
  const payload = await readPayload(first.index, first.head, { ...context.ports, ledger: context.ports.stores.ledger });
  return payload === null ? NONE : parsed(context, recordOf(first.index, payload));
}

function parsed({ policies }: FlowContext, { action, facts, decision }: DecisionRecord): ParsedAction {
  const shell = shellArgument(action);
  if (shell === null || shell.language !== 'shell') return NONE;
  const { policy } = policies.current;
  const script = policy.parseShell(shell.text);
  const { statements, isComplete } = shellTree(shell.text, script);
  const place = placeOf(action, surroundingsOf(facts, policy));
  const sources = effectSources(decision.effects, { action, place });
  const found = sources.flatMap((source, index) => {
    const effect = decision.effects[index];
    const isHere = source !== null && source.argument === shell.argument;
    return isHere && effect !== undefined ? [{ name: effect.class, start: source.start, end: source.end }] : [];
  });
  return { parts: statements.map((node) => partOf(node, found)), isComplete, problem: script.problem?.kind ?? null };
}

type Found = { readonly name: string; readonly start: number; readonly end: number };

/** An effect is told at the innermost part that holds the words it comes from. */
function partOf({ children, start, end, ...node }: TreeNode, found: readonly Found[]): ParsedPart {
  const here = found.filter((effect) => start <= effect.start && effect.end <= end);
  const within = (effect: Found) => children.some((child) => child.start <= effect.start && effect.end <= child.end);
  return {
    ...node,
    effects: [...new Set(here.filter((effect) => !within(effect)).map(({ name }) => name))],
    children: children.map((child) => partOf(child, here)),
  };
}
