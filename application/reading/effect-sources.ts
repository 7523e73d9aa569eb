import type { Action } from '../../core/action/action.ts';
import type { ActionPlace } from '../../core/effect/action-place.ts';
import { analyseShell, type ShellLanguage } from '../../core/effect/analyse-shell.ts';
import type { Effect } from '../../core/effect/effect.ts';
import { cataloguedUses } from '../../core/effect/tool-catalogue.ts';
import { normalisePath } from '../../core/path/normalise-path.ts';

/** Where an effect comes from: the argument that has it, and the place in its text, `end` exclusive. */
export type EffectSource = { readonly argument: string; readonly start: number; readonly end: number };

/** The shell text among a call's arguments. */
export type ShellArgument = { readonly argument: string; readonly text: string; readonly language: ShellLanguage };

/** Finds the argument of a built-in tool that is shell text; null where there is none. */
export function shellArgument({ tool, args }: Action): ShellArgument | null {
  for (const use of cataloguedUses(tool.origin, tool.name) ?? []) {
    if (use.kind !== 'shell') continue;
    const text = args[use.argument];
    if (typeof text === 'string') return { argument: use.argument, text, language: use.language };
  }
  return null;
}

/**
 * Says where effects come from: of shell text the words that have them, of any other argument the part of its text that
 * names what the effect touches, or the whole of it. Null where no argument can be told.
 */
export function effectSources(
  effects: readonly Effect[],
  { action, place }: { readonly action: Action; readonly place: ActionPlace },
): readonly (EffectSource | null)[] {
  const shell = shellArgument(action);
  const known = new Map<string, EffectSource>();
  const { found } = shell === null ? { found: [] } : analyseShell(shell.text, place, shell.language);
  if (shell !== null) {
    for (const { effect, at } of found) known.set(keyOf(effect), { argument: shell.argument, ...at });
  }
  return effects.map((effect) => known.get(keyOf(effect)) ?? sourceInArguments(effect, { action, place }));
}

function keyOf({ class: effectClass, resource, marks, reversibility }: Effect): string {
  return JSON.stringify([effectClass, resource.kind, resource.value, marks, reversibility]);
}

function sourceInArguments(
  { resource }: Effect,
  { action, place }: { readonly action: Action; readonly place: ActionPlace },
): EffectSource | null {
  const texts = Object.entries(action.args).flatMap(([argument, value]) =>
    typeof value === 'string' && value !== '' ? [{ argument, text: value }] : [],
  );
  const paths = { cwd: place.cwd, home: place.home };
  const named =
    texts.find(({ text }) => text === resource.value) ??
    texts.find(({ text }) => resource.kind === 'path' && normalisePath(text, paths) === resource.value) ??
    texts.find(({ text }) => resource.value !== '' && text.length <= 4_096 && text.includes(resource.value)) ??
    onlyUsed(action, texts);
  if (named === undefined) return null;
  const { argument, text } = named;
  const start = resource.value === '' ? -1 : text.indexOf(resource.value);
  return start < 0 ? { argument, start: 0, end: text.length } : { argument, start, end: start + resource.value.length };
}

type ArgumentText = { readonly argument: string; readonly text: string };

/** The one argument by which a built-in tool does anything: a path behind a link is named by nothing else. */
function onlyUsed({ tool }: Action, texts: readonly ArgumentText[]): ArgumentText | undefined {
  const used = new Set((cataloguedUses(tool.origin, tool.name) ?? []).map(({ argument }) => argument));
  const [only] = used;
  return used.size === 1 ? texts.find(({ argument }) => argument === only) : undefined;
}
