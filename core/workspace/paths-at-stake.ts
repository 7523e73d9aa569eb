import type { Effect, EffectClass } from '../effect/effect.ts';
import { MAX_EFFECTS } from '../effect/keep-most-severe.ts';
import { isBesideWorkspace } from '../effect/make-effect.ts';

/** Effects that change the file they name. */
const CHANGES_FILES: ReadonlySet<EffectClass> = new Set(['file.write', 'file.delete', 'file.metadata']);

/** Effects that may change any file of the workspace, without naming one. */
const MAY_CHANGE_ANY: ReadonlySet<EffectClass> = new Set([
  'shell.opaque',
  'package.install',
  'git.commit',
  'git.history-rewrite',
  'unknown',
]);

/** Most paths that are kept one by one. */
const MAX_PATHS = 100;

/**
 * Tells what to keep before an action with these effects, as absolute paths; the workspace itself stands for all that is in
 * it. Empty where no file can change.
 *
 * Files that are named are kept one by one. Where a pattern, an archive or code that nobody has read may change others, or where
 * there may be more effects than a decision lists, the whole workspace is kept. What such a thing changes outside of the workspace is not known, and not kept: whether an action
 * may pass unasked is not judged by this, but by `checkpointFor`.
 */
export function pathsAtStake(effects: readonly Effect[], workspace: string): readonly string[] {
  const changed = effects.filter(changesFile);
  const outside = changed.filter(isBesideWorkspace);
  const isWide = effects.some(mayChangeAny) || changed.some((effect) => !isNamed(effect)) || mayHaveMore(effects);
  const named = (isWide ? outside : changed).filter(isNamed).map(pathOf);
  return [...new Set([...(isWide ? [workspace] : []), ...named])].slice(0, MAX_PATHS);
}

/** Tells whether effects may be missing that change files: the mildest are left out first, and reading is milder than changing. */
function mayHaveMore(effects: readonly Effect[]): boolean {
  return (
    effects.length >= MAX_EFFECTS && effects.some(({ class: name, marks }) => name !== 'file.read' || marks.length > 0)
  );
}

/** Tells whether an effect is a change of the file that it names. */
export function changesFile(effect: Effect): boolean {
  return CHANGES_FILES.has(effect.class);
}

function mayChangeAny({ class: name, marks }: Effect): boolean {
  return MAY_CHANGE_ANY.has(name) || (name === 'process.run' && marks.includes('unseen-code'));
}

function pathOf({ resource }: Effect): string {
  return resource.value;
}

/** Tells whether the resource is a path, and no pattern. */
export function isNamed({ resource: { kind, value } }: Effect): boolean {
  return kind === 'path' && !['*', '?', '['].some((character) => value.includes(character));
}
