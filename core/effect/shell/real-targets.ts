import type { Effect } from '../effect.ts';
import { type Argument, isKnown, UNKNOWN } from './argument.ts';
import { effectsOfUse } from './emit-use.ts';
import type { Command } from './run-context.ts';

/** Programs that put files into a folder under the names that they have. */
const COPIERS: ReadonlySet<string> = new Set([
  'cp',
  'gcp',
  'mv',
  'gmv',
  'install',
  'ginstall',
  'ln',
  'gln',
  'rsync',
  'scp',
]);
/** Programs that replace a compressed file by what it holds. */
const UNPACKERS: ReadonlySet<string> = new Set(
  'gunzip unpigz uncompress bunzip2 lbunzip2 unxz unlzma unzstd unlz4'.split(' '),
);
/** Programs that do so where they are told to. */
const COMPRESSORS: ReadonlySet<string> = new Set(
  'gzip ggzip pigz compress bzip2 pbzip2 lbzip2 xz lzma pxz pixz lzip plzip zstd pzstd zstdmt lz4 brotli'.split(' '),
);
/** What their files end with, and what stands in its place in what they hold. */
const ENDINGS: readonly (readonly [string, string])[] = [
  ...['.gz', '.z', '.Z', '-gz', '_z', '-z', '.bz2', '.bz', '.xz', '.lzma', '.lz', '.zst', '.lz4', '.br'].map(
    (ending) => [ending, ''] as const,
  ),
  ...['.tgz', '.taz', '.tbz2', '.tbz', '.txz', '.tlz', '.tzst'].map((ending) => [ending, '.tar'] as const),
];
/** Options that print, or look, instead. */
const PRINTS: ReadonlySet<string> = new Set(['--stdout', '--to-stdout', '--list', '--test']);

/**
 * What a command writes under a name that its words do not hold: a file that keeps its own in another folder, as far as that name
 * is more than an ordinary file's; and what a compressed file is replaced by.
 */
export function effectsOfRealTargets(command: Command): readonly Effect[] {
  if (COPIERS.has(command.name)) return effectsOfCopies(command);
  if (UNPACKERS.has(command.name) || (COMPRESSORS.has(command.name) && command.args.some(unpacks)))
    return effectsOfUnpacked(command);
  return [];
}

function write(argument: Argument, text: string, { name, state, context }: Command): readonly Effect[] {
  return effectsOfUse('write', { ...argument, text, isPattern: false }, { cwd: state.cwd, command: name, context });
}

function effectsOfCopies(command: Command): readonly Effect[] {
  const words = command.args.filter(({ text }) => !text.startsWith('-'));
  const given = command.args.findIndex(({ text }) => text === '-t' || text.startsWith('--target-directory'));
  const option = command.args[given];
  const equals = option?.text.indexOf('=') ?? -1;
  const after = equals >= 0 ? option?.text.slice(equals + 1) : command.args[given + 1]?.text;
  const target = given >= 0 ? after : words.at(-1)?.text;
  if (target === undefined || words.length < 2 - Number(given >= 0)) return [];
  if (target.includes(':') || (given < 0 && words.length === 2 && !isLikeFolder(target))) return [];
  return words
    .filter((word) => isKnown(word) && !word.isPattern && word.text !== target)
    .flatMap((word) => write(word, `${target}/${lastPart(word.text)}`, command))
    .filter(({ class: effectClass }) => effectClass !== 'file.write');
}

/** A name without an ending may be a folder's: whether it is one cannot be seen. */
function isLikeFolder(target: string): boolean {
  const name = lastPart(target);
  return target.endsWith('/') || name === '.' || name === '..' || !name.includes('.');
}

function lastPart(text: string): string {
  const path = text.endsWith('/') ? text.slice(0, -1) : text;
  return path.slice(path.lastIndexOf('/') + 1);
}

function unpacks({ text }: Argument): boolean {
  return text === '--decompress' || text === '--uncompress' || letters(text).includes('d');
}

function letters(text: string): string {
  return text.startsWith('-') && !text.startsWith('--') ? text.slice(1) : '';
}

function effectsOfUnpacked(command: Command): readonly Effect[] {
  const { args } = command;
  if (args.some(({ text }) => PRINTS.has(text) || [...'clt'].some((letter) => letters(text).includes(letter))))
    return [];
  // The name that the file had before it was packed stands in it alone.
  const isNamedInside = args.some(({ text }) => text === '--name' || letters(text).includes('N'));
  return args
    .filter(({ text }) => !text.startsWith('-') && unpackedName(text, args) !== '')
    .flatMap((argument) => write(argument, isNamedInside ? UNKNOWN : unpackedName(argument.text, args), command));
}

function unpackedName(text: string, args: readonly Argument[]): string {
  const at = args.findIndex((argument) => argument.text === '-S' || argument.text === '--suffix');
  const suffix = at < 0 ? undefined : args[at + 1]?.text;
  const [ending, instead] = [...(suffix === undefined ? [] : [[suffix, ''] as const]), ...ENDINGS].find(
    ([each]) => each !== '' && text.endsWith(each),
  ) ?? ['', ''];
  return text.slice(0, text.length - ending.length) + instead;
}
