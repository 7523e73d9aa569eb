import { type CompiledArgument, isCommandName } from './argument-pattern.ts';
import { commandPieces } from './command-pieces.ts';
import { matchGlob } from './glob.ts';
import { concernsHost } from './host-pattern.ts';
import { concernsPathOf } from './match-effect.ts';
import { concernsPath } from './path-pattern.ts';
import type { Subject } from './subject.ts';
import { valuesOfArgument } from './values-of-argument.ts';

type TextArgument = Extract<CompiledArgument, { kind: 'text' }>;

/**
 * Tells whether a restriction written as `Tool(pattern)` concerns the action: one match among everything that the tool is
 * used on, or that its effects touch, is enough.
 *
 * What is too long to be matched, or cannot be read, counts against the action: it concerns the restriction.
 */
export function concernsArgument(argument: CompiledArgument, subject: Subject): boolean {
  if (argument.kind === 'domain') {
    const { hosts, unreadable, unreadableHost } = subject.operands;
    return unreadable || unreadableHost || hosts.some((host) => concernsHost(argument.host, host));
  }
  return argument.name === null ? concernsOperands(argument, subject) : concernsNamed(argument, argument.name, subject);
}

function concernsOperands(argument: TextArgument, subject: Subject): boolean {
  const { operands, context } = subject;
  if (operands.unreadable) return true;
  const isConcerned = (text: string): boolean => concernsText(argument, text);
  if (operands.commands.some(isConcerned) || operands.pieces.some(isConcerned)) return true;
  if (operands.urls.some(isConcerned) || operands.hosts.some(isConcerned)) return true;
  if (!argument.anchored && (operands.declared.some(isConcerned) || operands.texts.some(isConcerned))) return true;
  const { path } = argument;
  if (path === null) return false;
  const isPathConcerned = (text: string): boolean => concernsPath(path, text, subject.places) !== 'no';
  if (operands.paths.some(isPathConcerned) || operands.possiblePaths.some(isPathConcerned)) return true;
  return context.effects.some((effect) => concernsPathOf(path, effect, subject));
}

function concernsNamed(argument: TextArgument, name: string, subject: Subject): boolean {
  const values = valuesOfArgument(subject.context.action.args, name);
  if (values === 'unreadable') return true;
  return values.some((value) => {
    if (concernsText(argument, value) || concernsValueAsPath(argument, value, subject)) return true;
    return isCommandName(name) && commandPieces(value).some((piece) => concernsText(argument, piece));
  });
}

function concernsText(argument: TextArgument, text: string): boolean {
  return argument.concerned.some((glob) => matchGlob(glob, text) !== 'no');
}

function concernsValueAsPath({ path }: TextArgument, value: string, subject: Subject): boolean {
  const normalised = subject.pathOf(value);
  return path !== null && normalised !== null && concernsPath(path, normalised, subject.places) !== 'no';
}
