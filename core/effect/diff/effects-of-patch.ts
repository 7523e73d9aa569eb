import type { ActionPlace } from '../action-place.ts';
import { analyseFile } from '../analyse-file.ts';
import type { Effect, EffectMark } from '../effect.ts';
import { makeEffect } from '../make-effect.ts';
import type { PatchedFile } from './patched-file.ts';
import { readPatched } from './read-patched.ts';

/** A plan of more files than this is large, and of more than the second nobody looks through (model §8). */
const MANY_FILES = 15;
const TOO_MANY_FILES = 50;

/**
 * Reduces a patch, in the form of `git diff` or of `*** Begin Patch`, to effects on every file it names.
 *
 * A patch that cannot be read could do anything to any file. What lies below a link that the same patch makes is elsewhere.
 * A submodule and a binary are content that nobody has read. More than 15 files are marked, more than 50 are `unknown` too.
 */
export function effectsOfPatch(
  text: string,
  { tool, place }: { readonly tool: string; readonly place: ActionPlace },
): readonly Effect[] {
  const files = readPatched(text);
  if (files === null) return [unknownPatch(tool, 'a patch that cannot be read')];
  const count = new Set(files.map(({ path }) => path)).size;
  const links = files.filter(({ kind }) => kind === 'link').map(({ path }) => path);
  const effects = files.flatMap((file) => effectsOfFile(file, { place, links, isMany: count > MANY_FILES }));
  return [...(count > TOO_MANY_FILES ? [unknownPatch(tool, `a patch of ${count} files`)] : []), ...effects];
}

function unknownPatch(tool: string, detail: string): Effect {
  return makeEffect('unknown', { kind: 'tool', value: tool }, { detail });
}

type PatchContext = { readonly place: ActionPlace; readonly links: readonly string[]; readonly isMany: boolean };

function effectsOfFile(file: PatchedFile, context: PatchContext): readonly Effect[] {
  const { place, links, isMany } = context;
  const effects = pathsOf(file.path).flatMap((path) => [
    ...analyseFile(file.operation, path, { place, added: file.added }),
  ]);
  if (file.kind === 'link' && file.operation === 'write') effects.push(...effectsOfLink(file, place));
  if (links.some((link) => file.path.startsWith(`${link}/`))) {
    const resource = { kind: 'path', value: file.path.slice(0, 256) } as const;
    effects.push(makeEffect('unknown', resource, { detail: 'a file below a link of the same patch' }));
  }
  const marks: EffectMark[] = isMany ? ['bulk'] : [];
  if (file.kind === 'submodule' || file.kind === 'binary') marks.push('unseen-code');
  return effects.map((effect) => withMarks(effect, marks));
}

function withMarks(effect: Effect, marks: readonly EffectMark[]): Effect {
  return marks.length === 0 ? effect : { ...effect, marks: [...new Set([...effect.marks, ...marks])] };
}

/**
 * A path, and what is left of it without its first folder where that leads up or to the root: tools strip it or not.
 */
function pathsOf(path: string): readonly string[] {
  const slash = path.indexOf('/');
  const rest = path.slice(slash + 1);
  const isOpen = slash > 0 && (rest.startsWith('/') || rest.split('/').includes('..'));
  return isOpen ? [path, rest] : [path];
}

/** A link is a way to change what it leads to. */
function effectsOfLink({ path, added }: PatchedFile, place: ActionPlace): readonly Effect[] {
  const target = added.trimEnd();
  if (target === '' || target.includes('\n')) {
    return [
      makeEffect('unknown', { kind: 'path', value: path.slice(0, 256) }, { detail: 'a link to nobody knows where' }),
    ];
  }
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return analyseFile('write', target.startsWith('/') ? target : `${folder}${target}`, { place });
}
