import { Buffer } from 'node:buffer';
import { resolve } from 'node:path/posix';
import type { FileAccess } from '../../../ports/sandbox.ts';

const MAX_ACCESSES = 10_000;

/** Which of the paths that a call names it changes, and how. All that is not here only looks. */
const KINDS: Readonly<Record<string, readonly (FileAccess['access'] | null)[]>> = {
  execve: ['run'],
  execveat: ['run'],
  unlink: ['delete'],
  unlinkat: ['delete'],
  rmdir: ['delete'],
  rename: ['rename', 'write'],
  renameat: ['rename', 'write'],
  renameat2: ['rename', 'write'],
  link: ['read', 'write'],
  linkat: ['read', 'write'],
  symlink: [null, 'write'],
  symlinkat: [null, 'write'],
  creat: ['write'],
  mkdir: ['write'],
  mkdirat: ['write'],
  mknod: ['write'],
  mknodat: ['write'],
  truncate: ['write'],
  chmod: ['write'],
  fchmodat: ['write'],
  fchmodat2: ['write'],
  chown: ['write'],
  lchown: ['write'],
  fchownat: ['write'],
  utime: ['write'],
  utimes: ['write'],
  utimensat: ['write'],
  setxattr: ['write', null],
  lsetxattr: ['write', null],
  removexattr: ['write', null],
  lremovexattr: ['write', null],
};
const OPENING = ['open', 'openat', 'openat2'];
const WRITING = ['O_WRONLY', 'O_RDWR', 'O_CREAT', 'O_TRUNC'];

type Call = { readonly name: string; readonly words: string; readonly failure: string | null };

/**
 * The files that a program touched and tried to, each way once, out of what strace wrote of it and of what stands around it
 * (`-f -y -e trace=%file`). Relative paths are told from the folder that the process was in, as far as strace said which.
 */
export function readTrace(text: string, folder: string): readonly FileAccess[] {
  const found = new Map<string, FileAccess>();
  const insiders = new Insiders();
  const folders = new Map<string, string>();
  const begun = new Map<string, string>();
  for (const line of text.split('\n')) {
    const space = line.indexOf(' ');
    const pid = line.slice(0, space);
    const call = callOf(whole(line.slice(space + 1).trimStart(), { pid, begun }));
    if (call === null) continue;
    const isInside = insiders.include(pid, call);
    const paths = pathsOf(call.words, { pid, folder, folders });
    if (call.name === 'chdir' && call.failure === null) folders.set(pid, paths[0] ?? folder);
    if (!isInside) continue;
    for (const access of accessesOf(call, paths)) {
      if (found.size >= MAX_ACCESSES) return [...found.values()];
      found.set(`${access.access} ${access.failure} ${access.path}`, access);
    }
  }
  return [...found.values()];
}

/** What stands around a program is not reported: that is every process until it becomes something inside of bubblewrap. */
class Insiders {
  private readonly outside = new Set<string>();
  private bwrap: string | null = null;
  private hasBegun = false;

  include(pid: string, { name, words, failure }: Call): boolean {
    if (this.hasBegun && !this.outside.has(pid)) return true;
    const isStart = name === 'execve' && failure === null;
    if (isStart && this.bwrap !== null && pid !== this.bwrap) {
      this.outside.delete(pid);
      this.hasBegun = true;
      return true;
    }
    if (isStart && words.includes('/bwrap", ["bwrap"')) this.bwrap = pid;
    this.outside.add(pid);
    return false;
  }
}

/** A call that another process interrupted in the log is put together again; null where its end is still to come. */
function whole(
  text: string,
  { pid, begun }: { readonly pid: string; readonly begun: Map<string, string> },
): string | null {
  const open = text.lastIndexOf(' <unfinished ...>');
  if (open !== -1) {
    begun.set(pid, text.slice(0, open));
    return null;
  }
  if (!text.startsWith('<... ')) return text;
  const start = begun.get(pid) ?? '';
  begun.delete(pid);
  return start + text.slice(text.indexOf('resumed>') + 'resumed>'.length);
}

function callOf(text: string | null): Call | null {
  const open = text?.indexOf('(') ?? -1;
  const end = text?.lastIndexOf(' = ') ?? -1;
  if (text === null || open < 1 || end < open) return null;
  const answer = text.slice(end + 3);
  return {
    name: text.slice(0, open),
    words: text.slice(open + 1, end),
    failure: answer.startsWith('-1 ') ? (answer.split(' ')[1] ?? 'EIO') : null,
  };
}

type Place = { readonly pid: string; readonly folder: string; readonly folders: Map<string, string> };

/** The strings of a call as absolute paths; each counts from the descriptor before it, where there is one. */
function pathsOf(words: string, { pid, folder, folders }: Place): readonly string[] {
  const paths: string[] = [];
  let from: string | null = null;
  for (let at = 0; at < words.length; at++) {
    if (words[at] === '[') return paths;
    if (words[at] === '<') {
      const end = words.indexOf('>', at);
      if (end === -1) return paths;
      from = unquoted(words.slice(at + 1, end));
      if (words.slice(0, at).endsWith('AT_FDCWD')) folders.set(pid, from);
      at = end;
    } else if (words[at] === '"') {
      const end = endOfString(words, at);
      paths.push(resolve(from ?? folders.get(pid) ?? folder, unquoted(words.slice(at + 1, end))));
      from = null;
      at = end;
    }
  }
  return paths;
}

function endOfString(words: string, start: number): number {
  for (let at = start + 1; at < words.length; at++) {
    if (words[at] === '\\') at += 1;
    else if (words[at] === '"') return at;
  }
  return words.length;
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, v: 11, f: 12, '"': 34, '\\': 92 };

/** strace writes bytes that are no printable ASCII as in C, by a letter or in octal. */
function unquoted(text: string): string {
  if (!text.includes('\\')) return text;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '\\') {
      bytes.push(...Buffer.from(text[at] ?? ''));
      continue;
    }
    const letter = ESCAPES[text[at + 1] ?? ''];
    const digits = letter === undefined ? octalAt(text, at + 1) : '';
    bytes.push(letter ?? Number.parseInt(digits || '0', 8));
    at += letter === undefined ? digits.length : 1;
  }
  return Buffer.from(bytes).toString('utf8');
}

function octalAt(text: string, start: number): string {
  let end = start;
  while (end < start + 3 && '01234567'.includes(text[end] ?? ' ')) end += 1;
  return text.slice(start, end);
}

function accessesOf({ name, words, failure }: Call, paths: readonly string[]): readonly FileAccess[] {
  const kinds = OPENING.includes(name)
    ? [WRITING.some((flag) => words.includes(flag)) ? ('write' as const) : ('read' as const)]
    : (KINDS[name] ?? ['read' as const]);
  // A call on an open descriptor has an empty name: it looks at nothing by name.
  if (words.includes('AT_EMPTY_PATH')) return [];
  return paths.flatMap((path, index) => {
    const access = kinds[index];
    return access === undefined || access === null ? [] : [{ path, access, failure }];
  });
}
