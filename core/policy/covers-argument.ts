import type { Effect } from '../effect/effect.ts';
import { isWithin } from '../path/normalise-path.ts';
import { type CompiledArgument, isCommandName } from './argument-pattern.ts';
import { matchGlob } from './glob.ts';
import { coversHost, hostOfUrl } from './host-pattern.ts';
import { matchPath } from './path-pattern.ts';
import type { Subject } from './subject.ts';
import { valuesOfArgument } from './values-of-argument.ts';

type TextArgument = Extract<CompiledArgument, { kind: 'text' }>;
/** How far the argument itself was covered, for judging what the effects touch beyond it. */
type Extent = { readonly asCommand: boolean };

/**
 * Tells whether a permission written as `Tool(pattern)` covers the whole action: everything that the tool is used on, and
 * every path, host and URL that its effects touch. Anything that cannot be read is not covered.
 *
 * A command pattern written out in full covers what the command touches; one with wildcards covers, beside the command,
 * only paths in the workspace, because nobody wrote the others down.
 */
export function coversArgument(argument: CompiledArgument, subject: Subject): boolean {
  const { unreadable, unreadableHost } = subject.operands;
  if (unreadable || unreadableHost) return false;
  if (argument.kind === 'domain') return coversDomain(argument, subject);
  const extent =
    argument.name === null ? coverOperands(argument, subject) : coverNamed(argument, argument.name, subject);
  if (extent === null) return false;
  return subject.context.effects.every((effect) => coversResource(argument, effect, { subject, extent }));
}

function coversDomain({ host: pattern }: Extract<CompiledArgument, { kind: 'domain' }>, subject: Subject): boolean {
  const { commands, hosts } = subject.operands;
  if (commands.length > 0 || hosts.length === 0 || !hosts.every((host) => coversHost(pattern, host))) return false;
  return subject.context.effects.every((effect) => effect.resource.kind !== 'path');
}

/** Null when something is not covered, or nothing is there to cover. */
function coverOperands(argument: TextArgument, subject: Subject): Extent | null {
  const { commands, paths, urls, declared } = subject.operands;
  const isAllCovered =
    commands.every((text) => matchGlob(argument.command, text) === 'yes') &&
    paths.every((path) => coversPath(argument, path, subject)) &&
    [...urls, ...declared].every((text) => coversText(argument, text));
  const touches = subject.context.effects.some(({ resource }) => PLACES.has(resource.kind));
  const count = commands.length + paths.length + urls.length + declared.length;
  return isAllCovered && (count > 0 || touches) ? { asCommand: commands.length > 0 } : null;
}

const PLACES: ReadonlySet<Effect['resource']['kind']> = new Set(['path', 'host', 'url']);

function coverNamed(argument: TextArgument, name: string, subject: Subject): Extent | null {
  const values = valuesOfArgument(subject.context.action.args, name);
  if (values === 'unreadable' || values.length === 0) return null;
  if (isCommandName(name)) {
    return values.every((value) => matchGlob(argument.command, value) === 'yes') ? { asCommand: true } : null;
  }
  const isAllCovered = values.every((value) => coversValue(argument, value, subject));
  return isAllCovered && subject.operands.commands.length === 0 ? { asCommand: false } : null;
}

function coversValue(argument: TextArgument, value: string, subject: Subject): boolean {
  if (!argument.anchored && coversText(argument, value)) return true;
  const path = subject.pathOf(value);
  return path !== null && coversPath(argument, path, subject);
}

function coversResource(
  argument: TextArgument,
  effect: Effect,
  { subject, extent }: { readonly subject: Subject; readonly extent: Extent },
): boolean {
  const { kind, value } = effect.resource;
  if (!PLACES.has(kind) || (extent.asCommand && argument.exact)) return true;
  if (kind !== 'path') return coversText(argument, value) || coversHostOfUrl(argument, effect, subject);
  if (coversPath(argument, value, subject)) return true;
  const isOutside = effect.marks.includes('outside-workspace') || !isWithin(value, subject.places.workspace);
  return extent.asCommand && !isOutside;
}

/** A host is covered when the URLs that the pattern covers are where it comes from. */
function coversHostOfUrl(argument: TextArgument, effect: Effect, subject: Subject): boolean {
  const { operands } = subject;
  const host = subject.hostOf(effect);
  if (host === null || operands.urls.length === 0) return false;
  return operands.urls.every((url) => coversText(argument, url) && hostOfUrl(url) === host.name);
}

function coversPath({ path }: TextArgument, value: string, { places }: Subject): boolean {
  return path !== null && value.startsWith('/') && matchPath(path, value, places) === 'yes';
}

/** A wildcard never stands for a way up: `docs/*` covers no `docs/../..`. */
function coversText({ covered, source }: TextArgument, value: string): boolean {
  return matchGlob(covered, value) === 'yes' && (!climbs(value) || climbs(source));
}

/** Tells whether a path or URL goes up a folder, percent-encoded dots included. */
function climbs(text: string): boolean {
  if (text === '..' || text.startsWith('../') || text.endsWith('/..') || text.includes('/../')) return true;
  return text.toLowerCase().includes('%2e');
}
