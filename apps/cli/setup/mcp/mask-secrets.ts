import { applyEdits, type Edit, type SourceFile, type SourceNode } from './source-file.ts';

/** How a value is shown: as it is, as arguments without what looks like a secret, or not at all. */
export type Showing = 'whole' | 'arguments' | 'nothing';

/** What stands where something is not shown. */
export const MASK = '•••';

/**
 * A configuration file for people's eyes: the same lines, with values masked as `showing` says for the keys that lead to them.
 *
 * Comments are masked whole, since a server that was commented out may hold a key. `showing` is asked about every value, the outermost
 * first; what it answers for a value holds for everything below unless it answers differently there.
 */
export function maskSource(source: SourceFile, showing: (path: readonly string[]) => Showing): string {
  const sign = source.format === 'json' ? '// ' : '# ';
  const comments = source.comments.map((span) => ({
    ...span,
    text: maskComment(source.text.slice(span.start, span.end), sign),
  }));
  return applyEdits(source.text, [...comments, ...maskNode(source.root, { path: [], showing })]);
}

type Masking = { readonly path: readonly string[]; readonly showing: (path: readonly string[]) => Showing };

function maskNode(node: SourceNode, { path, showing }: Masking): readonly Edit[] {
  if (node.kind === 'object') {
    return node.members.flatMap(({ key, value }) => maskNode(value, { path: [...path, key], showing }));
  }
  const how = showing(path);
  if (node.kind === 'array') {
    if (how === 'arguments') return maskArguments(node.items);
    return node.items.flatMap((item) => maskNode(item, { path, showing }));
  }
  if (how === 'whole' || (how === 'arguments' && node.kind === 'other')) return [];
  if (how === 'nothing') return [hide(node)];
  return node.kind === 'string' ? replaceText(node, maskArgument(node.value)) : [];
}

function maskArguments(items: readonly SourceNode[]): readonly Edit[] {
  const words = items.map((item) => (item.kind === 'string' ? item.value : ''));
  const masked = maskWords(words);
  return items.flatMap((item, at) => (item.kind === 'string' ? replaceText(item, masked[at] ?? MASK) : []));
}

function replaceText(node: SourceNode & { readonly kind: 'string' }, shown: string): readonly Edit[] {
  return shown === node.value ? [] : [{ start: node.start, end: node.end, text: JSON.stringify(shown) }];
}

function hide({ start, end }: SourceNode): Edit {
  return { start, end, text: `"${MASK}"` };
}

/** Keeps the line ends of a comment, so that every other line stays where it is. */
function maskComment(text: string, sign: string): string {
  const lines = text.split('\n').length - 1;
  return lines === 0 ? `${sign}${MASK}` : `/* ${MASK}${'\n'.repeat(lines)} */`;
}

/** Names that announce a secret, as they stand in options, variables and query parameters. */
const SECRET_WORDS = [
  'key',
  'token',
  'secret',
  'passw',
  'pwd',
  'auth',
  'cred',
  'bearer',
  'header',
  'cookie',
  'dsn',
  'connection',
];

/** Options that are followed by `NAME=value` or by something that is a secret as a whole. */
const SECRET_OPTIONS: ReadonlySet<string> = new Set(['-e', '--env', '-H', '--user']);

/** How secrets of well-known services begin. */
const SECRET_STARTS = [
  'sk-',
  'sk_',
  'pk_',
  'rk_',
  'ghp_',
  'gho_',
  'ghs_',
  'ghu_',
  'github_pat_',
  'glpat-',
  'xox',
  'AKIA',
  'ASIA',
  'AIza',
  'ya29.',
  'eyJ',
  'hf_',
  'npm_',
  'pypi-',
  'dop_v1_',
  'lin_api_',
  'ntn_',
  'secret_',
  'figd_',
];

/** The words of a command with what looks like a secret masked: better one word too many than one too few. */
export function maskWords(words: readonly string[]): readonly string[] {
  return words.map((word, at) => {
    const before = words[at - 1] ?? '';
    const announced =
      before.startsWith('-') && !before.includes('=') && (SECRET_OPTIONS.has(before) || namesSecret(before));
    if (!announced || word.startsWith('-')) return maskArgument(word);
    const sign = word.indexOf('=');
    return sign > 0 && SECRET_OPTIONS.has(before) ? `${word.slice(0, sign)}=${MASK}` : MASK;
  });
}

/** One word with what looks like a secret masked. */
function maskArgument(word: string): string {
  const sign = word.indexOf('=');
  const name = sign > 0 ? word.slice(0, sign) : '';
  if (name !== '' && (isVariable(name) || (name.startsWith('-') && namesSecret(name)))) return `${name}=${MASK}`;
  if (word.includes('://')) return maskAddress(word);
  if (SECRET_STARTS.some((start) => word.startsWith(start)) || looksRandom(word)) return MASK;
  return word.toLowerCase().includes('bearer ') || word.toLowerCase().includes('authorization') ? MASK : word;
}

/** An address without user, query and fragment; the rest, its path included, is kept unless a part of it looks random. */
function maskAddress(word: string): string {
  const start = word.indexOf('://') + 3;
  const query = [...word].findIndex((character, at) => at >= start && (character === '?' || character === '#'));
  const place = query === -1 ? word : `${word.slice(0, query + 1)}${MASK}`;
  const rest = place.slice(start);
  const slash = rest.indexOf('/');
  const host = slash === -1 ? rest : rest.slice(0, slash);
  const user = host.lastIndexOf('@');
  const shown = user === -1 ? host : `${MASK}${host.slice(user)}`;
  const path = slash === -1 ? [] : rest.slice(slash).split('/');
  return `${word.slice(0, start)}${shown}${path.map((part) => (looksRandom(part) ? MASK : part)).join('/')}`;
}

/** `NAME` as environment variables are called. */
function isVariable(name: string): boolean {
  return [...name].every(
    (character) =>
      (character >= 'A' && character <= 'Z') || character === '_' || (character >= '0' && character <= '9'),
  );
}

/** Whether a name announces a secret, as `API_KEY` and `--token` do. */
export function namesSecret(name: string): boolean {
  const lower = name.toLowerCase();
  return SECRET_WORDS.some((word) => lower.includes(word));
}

const RANDOM_LENGTH = 24;

/** Whether a word is long, without separators of words and paths, and mixes digits with letters, as keys do. */
function looksRandom(word: string): boolean {
  if (word.length < RANDOM_LENGTH) return false;
  let [digits, letters] = [0, 0];
  for (const character of word) {
    const lower = character.toLowerCase();
    if (character >= '0' && character <= '9') digits += 1;
    else if (lower >= 'a' && lower <= 'z') letters += 1;
    else if (!'-_+=~'.includes(character)) return false;
  }
  return digits >= 2 && letters >= 4;
}
