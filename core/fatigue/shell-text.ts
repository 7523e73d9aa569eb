import type { Action } from '../action/action.ts';
import { cataloguedUses } from '../effect/tool-catalogue.ts';
import { canonicalJson } from '../encoding/canonical-json.ts';

/** The text of a call of a shell that reads POSIX text; null for any other tool. */
export function shellTextOf({ tool, args }: Pick<Action, 'tool' | 'args'>): string | null {
  const uses = cataloguedUses(tool.origin, tool.name) ?? [];
  const [only] = uses;
  if (only === undefined || uses.length !== 1 || only.kind !== 'shell' || only.language !== 'shell') return null;
  const text = Object.hasOwn(args, only.argument) ? args[only.argument] : undefined;
  return typeof text === 'string' ? text : null;
}

/** Longest call that is remembered word for word. */
const MAX_CALL = 4_096;

/** Arguments beside the line of a shell that change nothing of what it does. */
const REMARKS: ReadonlySet<string> = new Set(['description', 'explanation', 'timeout']);

/**
 * A call as people see it, for telling whether another is the same: the tool's text or arguments, and the folder that it is made
 * in. What an agent says beside a line of a shell, and how long it waits, is no part of it; any other argument is, such as another folder
 * or the wish to run outside a sandbox. Null for one that is too long to be remembered.
 */
export function callOf(action: Pick<Action, 'tool' | 'args' | 'cwd'>): string | null {
  const text = shellTextOf(action);
  const call = canonicalJson([
    action.cwd,
    ...(text === null ? [action.args] : [text, ...besideText(action.args, text)]),
  ]);
  return call.length > MAX_CALL ? null : call;
}

function besideText(args: Action['args'], text: string): readonly Action['args'][] {
  const others = Object.entries(args).filter(([name, value]) => !REMARKS.has(name) && value !== text);
  return others.length === 0 ? [] : [Object.fromEntries(others)];
}
