import type { Use } from '../program-rule.ts';
import type { Span } from '../syntax.ts';
import { addUse, type CodeValue, type CodeWalk, textOf, wordSet } from './code-value.ts';
import { namesSecret } from './names-secret.ts';

/** An argument in its call. */
export type RolePlace = { readonly values: readonly CodeValue[]; readonly index: number; readonly at: Span };

/** Uses that are taken as they are: the argument is what is used. */
const USES: ReadonlySet<string> = wordSet(
  'read tree write delete delete-tree mode mode-tree fetch upload connect script secret package',
);

/**
 * Notes what an argument is used for.
 *
 * Beside the uses: `-` nothing; `enter` a folder to work in; `shell` a command as text or list; `command` this and all
 * arguments after it as words; `open` a file, with its mode as the next argument; `rm` a file, or a tree where more is said;
 * `eval` code of the same language; `env` the name of a variable; `callback` something that is called; `opaque`.
 */
export function applyRole(walk: CodeWalk, role: string, place: RolePlace): void {
  const value = place.values[place.index];
  if (value === undefined || role === '-') return;
  if (USES.has(role)) {
    applyUse(walk, role as Use, { value, at: place.at });
    return;
  }
  switch (role) {
    case 'enter':
      addUse(walk, 'enter', { value: textOf(value), at: place.at });
      walk.isUnderstood = false;
      return;
    case 'shell':
      addUse(walk, 'shell', { value: value.kind === 'list' ? joinWords(value.items) : textOf(value), at: place.at });
      return;
    case 'command': {
      const words = place.values.slice(place.index).flatMap((each) => (each.kind === 'list' ? each.items : [each]));
      addUse(walk, 'shell', { value: words.length === 1 ? textOf(words[0]) : joinWords(words), at: place.at });
      return;
    }
    case 'open':
      applyOpen(walk, value, { mode: place.values[place.index + 1], at: place.at });
      return;
    case 'rm':
      applyUse(walk, place.values.length > place.index + 1 ? 'delete-tree' : 'delete', { value, at: place.at });
      return;
    default:
      applyCode(walk, role, place);
  }
}

function applyCode(walk: CodeWalk, role: string, { values, index, at }: RolePlace): void {
  const value = values[index];
  const text = textOf(value);
  switch (role) {
    case 'eval':
      if (text !== null) walk.readNested(walk, { text, language: walk.dialect.knowledge.language, at });
      else addOpaque(walk, at);
      return;
    case 'env':
      if (text === null || walk.dialect.knowledge.isForbidden(text) || namesSecret(text))
        addUse(walk, 'secret', { value: text, at });
      return;
    case 'callback':
      if (value?.kind === 'name') walk.calledNames.add(value.name);
      else if (text !== null && walk.dialect.knowledge.pure.has(text.toLowerCase())) return;
      else if (value?.kind !== 'own' && value?.kind !== 'reference' && value?.kind !== 'number')
        walk.isUnderstood = false;
      return;
    default:
      addOpaque(walk, at);
  }
}

function addOpaque(walk: CodeWalk, at: Span): void {
  addUse(walk, 'opaque', { value: null, at });
  walk.isUnderstood = false;
}

function applyOpen(
  walk: CodeWalk,
  value: CodeValue,
  { mode, at }: { readonly mode: CodeValue | undefined; readonly at: Span },
): void {
  const text = mode === undefined ? 'r' : textOf(mode);
  const isWritten = text === null || [...'wax+c'].some((letter) => text.includes(letter));
  if (!isWritten || text === null || text.includes('+')) applyUse(walk, 'read', { value, at });
  if (isWritten) applyUse(walk, 'write', { value, at });
}

const FILE_READS: ReadonlySet<string> = wordSet('read tree script');

/** Files of the command line are the command line's; open descriptors are nobody's; what looks like a URL is one. */
function applyUse(walk: CodeWalk, use: Use, { value, at }: { readonly value: CodeValue; readonly at: Span }): void {
  if (value.kind === 'argument' && (use === 'read' || use === 'tree')) return;
  if (value.kind === 'number' && (use === 'read' || use === 'write')) return;
  if (value.kind === 'list') {
    const items = use === 'connect' ? value.items.slice(0, 1) : value.items;
    for (const item of items) addUse(walk, use, { value: textOf(item), at });
    return;
  }
  const text = textOf(value);
  const scheme = text === null ? null : schemeOf(text);
  if (scheme === null || (use !== 'write' && !FILE_READS.has(use))) addUse(walk, use, { value: text, at });
  else if (scheme === 'php' && text !== null && PHP_STREAMS.has(text)) return;
  else if (scheme === 'file') addUse(walk, use, { value: text?.slice('file://'.length) ?? null, at });
  else if (!REMOTE_SCHEMES.has(scheme)) addOpaque(walk, at);
  else addUse(walk, use === 'write' ? 'upload' : 'fetch', { value: text, at });
}

const REMOTE_SCHEMES: ReadonlySet<string> = wordSet('http https ftp ftps ws wss sftp');
const PHP_STREAMS: ReadonlySet<string> = wordSet(
  'php://stdin php://stdout php://stderr php://input php://output php://memory php://temp',
);

/** What stands before `://`, in lower case; null for a plain path. */
function schemeOf(text: string): string | null {
  const end = text.indexOf(':');
  if (end < 2 || end > 32) return null;
  const scheme = text.slice(0, end).toLowerCase();
  return text.startsWith('://', end) || scheme === 'data' || scheme === 'phar' ? scheme : null;
}

/** Words as a shell reads them back; null where one is not known. */
export function joinWords(words: readonly CodeValue[]): string | null {
  const quoted: string[] = [];
  for (const word of words) {
    const text = word.kind === 'number' && Number.isSafeInteger(word.number) ? String(word.number) : textOf(word);
    if (text === null) return null;
    quoted.push(quoteWord(text));
  }
  return quoted.length === 0 ? null : quoted.join(' ');
}

const PLAIN = wordSet(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,+@%');

function quoteWord(word: string): string {
  for (const character of word) if (!PLAIN.has(character)) return `'${word.replaceAll("'", "'\\''")}'`;
  return word === '' ? "''" : word;
}
