import { fail, ok, type Result } from '../result.ts';
import { compileGlob, type Glob, literalTexts } from './glob.ts';
import { compileHostPattern } from './host-pattern.ts';
import { compilePathPattern, isAnchored, type PathPattern } from './path-pattern.ts';
import type { ArgumentPattern } from './policy.ts';

/** The text inside `Tool(...)`, compiled for every kind of thing it may be held against. */
export type CompiledArgument =
  | { readonly kind: 'domain'; readonly host: Glob }
  | {
      readonly kind: 'text';
      /** The one argument it is held against; null for whatever the tool is used on. */
      readonly name: string | null;
      readonly source: string;
      /** Null where the text cannot be a path pattern. */
      readonly path: PathPattern | null;
      /** For a restriction: `rm *` concerns a bare `rm` as well. */
      readonly concerned: readonly Glob[];
      /** For a permission: as written. */
      readonly covered: Glob;
      readonly command: Glob;
      /** It starts at the root or the home, so that plain text is not meant. */
      readonly anchored: boolean;
      /** It has no wildcard: what it covers was written out in full. */
      readonly exact: boolean;
    };

/** Names of arguments that hold shell text. */
const COMMAND_NAMES: ReadonlySet<string> = new Set(['command', 'cmd', 'script']);

/** Tells whether an argument of this name holds shell text. */
export function isCommandName(name: string): boolean {
  return COMMAND_NAMES.has(name);
}

/** Compiles the text inside `Tool(...)`. The failure is a phrase `found …, want …`. */
export function compileArgument(pattern: ArgumentPattern): Result<CompiledArgument, string> {
  if (pattern.kind === 'domain') {
    const host = compileHostPattern(pattern.glob);
    return host.ok ? ok({ kind: 'domain', host: host.value }) : host;
  }
  const source = pattern.glob;
  const covered = compileGlob(source, 'text');
  if (!covered.ok) return covered;
  const path = compilePathPattern(source);
  if (!path.ok && isAnchored(source) && !source.includes(' ')) return fail(path.failure);
  return ok({
    kind: 'text',
    name: pattern.kind === 'named' ? pattern.name : null,
    source,
    path: path.ok ? path.value : null,
    concerned: [covered.value, ...withoutTrailingWords(source)],
    covered: covered.value,
    command: { ...covered.value, dialect: 'command' },
    anchored: isAnchored(source),
    exact: literalTexts(covered.value) !== null,
  });
}

function withoutTrailingWords(source: string): readonly Glob[] {
  const bare = source.endsWith(' *') ? compileGlob(source.slice(0, -2), 'text') : null;
  return bare?.ok === true ? [bare.value] : [];
}
