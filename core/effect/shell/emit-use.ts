import type { ActionPlace } from '../action-place.ts';
import { analyseFile, type FileOperation } from '../analyse-file.ts';
import type { Effect, EffectClass, EffectMark } from '../effect.ts';
import { filePathOf } from '../file-url.ts';
import { makeEffect } from '../make-effect.ts';
import {
  effectsOfAddress,
  effectsOfDatabase,
  effectsOfHost,
  effectsOfImage,
  effectsOfListening,
  effectsOfRequirement,
  effectsOfServer,
} from './address-effects.ts';
import { type Argument, argumentFrom, EVERY_BELOW, isKnown, isOfMany, UNKNOWN, withUnknownAs } from './argument.ts';
import { effectOfCommand, opaque } from './findings.ts';
import { generatedTree } from './generated-folders.ts';
import { effectsOfMount } from './mount-effects.ts';
import { partsOfUse } from './parts-of-use.ts';
import { secretsMatching } from './pattern-matches.ts';
import type { Use } from './program-rule.ts';
import { effectsOfRepository } from './repository-address.ts';
import type { RunContext } from './run-context.ts';
import { fileOfData, filesOfField } from './sent-files.ts';

/** Where a use is made of a word: the folder paths start at (null where it is not known) and the command around it. */
export type UsePlace = { readonly cwd: string | null; readonly command: string; readonly context: RunContext };

type FileUse = { readonly operation: FileOperation; readonly isTree: boolean };

const FILE_USES: { readonly [Name in Use]?: FileUse } = {
  read: { operation: 'read', isTree: false },
  tree: { operation: 'read', isTree: true },
  write: { operation: 'write', isTree: false },
  delete: { operation: 'delete', isTree: false },
  'delete-tree': { operation: 'delete', isTree: true },
  mode: { operation: 'metadata', isTree: false },
  'mode-tree': { operation: 'metadata', isTree: true },
  script: { operation: 'read', isTree: false },
};

/** Places that a program writes to without changing a file. */
const SINKS = new Set(['/dev/null', '/dev/stdout', '/dev/stderr', '/dev/tty', '/dev/zero', '/dev/full', '-']);

/**
 * The effects of using a word: of a file operation those of `analyseFile`, of a URL those of `analyseUrl`.
 *
 * Uses that run something (`command`, `shell`, `code`) are not made here. A path that is not known in full is judged by
 * what is known of it, and marked so that it passes nowhere unasked but in a sandbox.
 */
export function effectsOfUse(use: Use, argument: Argument, place: UsePlace): readonly Effect[] {
  if (use === 'script' && isCodeAddress(argument.text))
    return [opaque(place.command, 'code that is not in a file here')];
  // For many programs a file that begins so is a command that reads what they write.
  if (use === 'write' && argument.text.startsWith('|')) return [opaque(place.command, 'a pipe in the place of a file')];
  const parts = partsOfUse(use, argument);
  if (parts !== null) return parts.flatMap((part) => effectsOfUse(part.use, part.argument, place));
  if (use === 'look') return effectsOfLook(argument, place);
  const file = FILE_USES[use];
  if (file !== undefined) {
    const effects = [
      ...effectsOfAddress(file.operation, argument, place),
      ...namesOf(file, argument).flatMap((name) => effectsOfFile(file, name, place)),
    ];
    if (use === 'write' && isLikeOption(argument))
      return [...effects, opaque(place.command, 'a file whose name programs take for an option')];
    return use === 'script' ? [...effects, runsFile(`${place.command} ${shown(argument)}`, effects, place)] : effects;
  }
  return OTHER_USES[use]?.(argument, place) ?? [];
}

/** Marks of what lies elsewhere than in the folders of the task: of that, names alone tell something. */
const ELSEWHERE: readonly EffectMark[] = ['outside-workspace', 'other-workspace', 'gateway-state', 'links-elsewhere'];

/**
 * What a file is called, how big it is and since when: of a file in the workspace its folder tells that, and no secret that
 * is in it is read. Where what is printed goes on to other commands, it counts as reading the file.
 */
function effectsOfLook(argument: Argument, place: UsePlace): readonly Effect[] {
  const effects = effectsOfUse('read', argument, place);
  const isHere = effects.every(({ marks }) => !marks.some((mark) => ELSEWHERE.includes(mark)));
  if (place.context.isTaken || !isHere) return effects;
  return effects.filter(({ class: name }) => name !== 'secret.read').map(ofFolder);
}

function ofFolder(effect: Effect): Effect {
  const { kind, value } = effect.resource;
  if (kind !== 'path' || !effect.marks.includes('sensitive-path')) return effect;
  const folder = value.slice(0, Math.max(1, value.lastIndexOf('/')));
  return makeEffect('file.read', { kind, value: folder }, { detail: 'list a folder' });
}

/** A file named `--checkpoint-action=…` or `-e sh x` is an option for whatever is run with `*` beside it. */
function isLikeOption({ text }: Argument): boolean {
  const name = text.slice(text.lastIndexOf('/') + 1);
  return name.startsWith('-') && (name.includes('=') || name.includes(' '));
}

/**
 * The files that a word may name. Of what is read, `@name` is for many programs (compilers, linkers, Java's tools) a file with
 * more words, and `file:` begins the address of one.
 */
function namesOf({ operation }: FileUse, argument: Argument): readonly Argument[] {
  if (operation !== 'read') return [argument];
  if (argument.text.startsWith('@') && argument.text.length > 1) return [argument, argumentFrom(argument, 1)];
  const path = filePathOf(argument.text);
  return path === null ? [argument] : [{ ...argument, text: path }];
}

/** Code that stands in the address itself, or comes from another machine. */
function isCodeAddress(text: string): boolean {
  return ['data:', 'http://', 'https://'].some((scheme) => text.toLowerCase().startsWith(scheme));
}

type EffectsOf = (argument: Argument, place: UsePlace) => readonly Effect[];

const OTHER_USES: { readonly [Name in Use]?: EffectsOf } = {
  fetch: ({ text }, place) => effectsOfHost('fetch', text, place),
  upload: ({ text }, place) => effectsOfHost('upload', text, place),
  connect: ({ text }, place) => effectsOfHost('connect', text, place),
  listen: effectsOfListening,
  sent: (argument, place) => effectsOfSent([fileOfData(argument)], place),
  field: (argument, place) => effectsOfSent(filesOfField(argument), place),
  remote: effectsOfRemote,
  destination: effectsOfDestination,
  requirement: effectsOfRequirement,
  repository: effectsOfRepository,
  image: effectsOfImage,
  mount: (argument, place) => effectsOfMount(argument, place, effectsOfUse),
  server: effectsOfServer,
  database: effectsOfDatabase,
  package: (argument) => [named('package.install', argument, 'install a package')],
  secret: (argument) => [named('secret.read', argument, 'read a secret')],
  opaque: (_, { command }) => [opaque(command, 'an option that can run or load anything')],
};

function effectsOfSent(files: readonly (Argument | null)[], place: UsePlace): readonly Effect[] {
  return files.flatMap((file) => (file === null ? [] : effectsOfUse('read', file, place)));
}

function named(effectClass: EffectClass, argument: Argument, detail: string): Effect {
  return makeEffect(effectClass, { kind: 'other', value: shown(argument) }, { detail });
}

/** An effect of running code that nobody has read. */
export function runsUnseen(command: string): Effect {
  return effectOfCommand('process.run', command, { detail: 'run code of the project', marks: ['unseen-code'] });
}

/** What installers of toolchains put below the home to be sourced: it names folders and functions of the toolchain. */
const TOOLCHAIN_FILES = '.nvm/nvm.sh .cargo/env .sdkman/bin/sdkman-init.sh .asdf/asdf.sh .ghcup/env'.split(' ');

/** Code from outside of the workspace is nobody's project; the user's toolchain is set up by every shell that they open. */
function runsFile(command: string, file: readonly Effect[], { context }: UsePlace): Effect {
  const known = TOOLCHAIN_FILES.map((name) => `${context.place.home}/${name}`);
  const isOutside = file.some(
    ({ marks, resource }) => marks.includes('outside-workspace') && !known.includes(resource.value),
  );
  const effect = runsUnseen(command);
  return isOutside ? { ...effect, marks: [...effect.marks, 'outside-workspace'] } : effect;
}

function effectsOfFile(
  { operation, isTree }: FileUse,
  argument: Argument,
  { cwd, context }: UsePlace,
): readonly Effect[] {
  const { place } = context;
  if (operation === 'write' && SINKS.has(argument.text)) return [];
  if (argument.text === '-' || argument.text.startsWith('/dev/fd/')) return [];
  const isBulk = operation === 'delete' && (isTree || argument.isPattern || isOfMany(argument.text));
  const anchored = argument.text.startsWith('/');
  if (!isKnown(argument) || (cwd === null && !anchored))
    return effectsOfUnknownFile(operation, argument, { isBulk, cwd, context });
  const at = { place: { ...place, cwd: cwd ?? '/' }, wholeTree: isTree };
  const effects = [
    ...analyseFile(operation, literalPath(argument.text), at),
    ...secretsIn(operation, argument, at.place).flatMap((path) => analyseFile(operation, path, at)),
  ];
  const isGenerated = isBulk && generatedTree(argument.text, { cwd: cwd ?? '/', place });
  return isBulk && !isGenerated ? effects.map((effect) => withMark(effect, 'bulk')) : effects;
}

/** What a pattern would read beside what its author names. */
function secretsIn(operation: FileOperation, { text, isPattern }: Argument, place: ActionPlace): readonly string[] {
  return operation === 'read' && isPattern ? secretsMatching(literalPath(text), place) : [];
}

/** After expansion a `~` is the beginning of a name. */
function literalPath(text: string): string {
  return text.startsWith('~') ? `./${text}` : text;
}

type UnknownFile = { readonly isBulk: boolean; readonly cwd: string | null; readonly context: RunContext };

/** What is known of the path is judged, the rest taken for any name; and nobody can say where it leads. */
function effectsOfUnknownFile(
  operation: FileOperation,
  argument: Argument,
  { isBulk, cwd, context }: UnknownFile,
): readonly Effect[] {
  const marks: EffectMark[] = isBulk ? ['unresolved', 'bulk'] : ['unresolved'];
  const effects: Effect[] = [
    makeEffect(
      `file.${operation}`,
      { kind: 'other', value: shown(argument) },
      {
        detail: `${operation} a file whose path is not known`,
        marks,
      },
    ),
  ];
  if (argument.text.endsWith(UNKNOWN) && argument.text.startsWith(UNKNOWN)) return effects;
  // Names that stand for secrets do so in every folder: a folder that is not known is taken for one here.
  const place = { ...context.place, cwd: cwd ?? context.place.cwd };
  const guess = withUnknownAs(argument.text, '*');
  const isPattern = isOfMany(argument.text);
  const known = [
    guess,
    ...secretsIn(operation, { ...argument, text: guess, isPattern }, place),
    ...treeOf(operation, argument.text),
  ].flatMap((path) => analyseFile(operation, path, { place }));
  return [...effects, ...known.map((effect) => (isBulk ? withMark(effect, 'bulk') : effect))];
}

/** Who deletes everything below a folder deletes what the folder is. */
function treeOf(operation: FileOperation, text: string): readonly string[] {
  const tree = text.slice(0, -EVERY_BELOW.length - 1);
  const isTree = operation === 'delete' && text.endsWith(`/${EVERY_BELOW}`) && isKnown({ text: tree });
  return isTree ? [tree === '' ? '/' : tree] : [];
}

function withMark(effect: Effect, mark: EffectMark): Effect {
  return { ...effect, marks: [...new Set([...effect.marks, mark])] };
}

/** `host:path` or `user@host:path` is on another machine; anything else is a file here. */
function effectsOfRemote(argument: Argument, place: UsePlace): readonly Effect[] {
  const host = hostIn(argument.text);
  return host === null
    ? effectsOfFile({ operation: 'read', isTree: true }, argument, place)
    : effectsOfHost('connect', host, place);
}

function effectsOfDestination(argument: Argument, place: UsePlace): readonly Effect[] {
  const host = hostIn(argument.text);
  return host === null
    ? effectsOfFile({ operation: 'write', isTree: false }, argument, place)
    : effectsOfHost('upload', host, place);
}

/** The host, or the URL, of a place on another machine; null for a file here. */
function hostIn(text: string): string | null {
  if (text.includes('://')) return text;
  const colon = text.indexOf(':');
  const slash = text.indexOf('/');
  return colon > 0 && (slash < 0 || colon < slash) ? text.slice(0, colon) : null;
}

/** A text as people see it: what is not known is an ellipsis. */
export function shown({ text }: Pick<Argument, 'text'>): string {
  return withUnknownAs(text, '…').slice(0, 256);
}
