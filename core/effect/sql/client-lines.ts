import type { SqlAct } from './syntax.ts';

/**
 * Reads a line that a database client takes for itself: `\…` (psql, mysql), `.…` (sqlite3, duckdb), `:…` and `!…` (sqlcmd,
 * sqlplus, others). Whatever client it may be for: what does nothing in one client and something in another does
 * something. Total.
 */
export function actsOfClientLine(line: string): readonly SqlAct[] {
  if (line.startsWith('\\')) return [...shellsInBackquotes(line), ...actsOfBackslash(line.slice(1))];
  if (line.startsWith('.')) return actsOfDot(line.slice(1));
  if (line.startsWith(':!!')) return [{ kind: 'shell', side: 'client', text: line.slice(3).trim() }];
  if (line.startsWith('!!')) return [{ kind: 'shell', side: 'client', text: line.slice(2).trim() }];
  if (line.startsWith('!')) return [{ kind: 'shell', side: 'client', text: line.slice(1).trim() }];
  return actsOfColon(line.slice(1));
}

const READ: SqlAct = { kind: 'read', verb: 'describe', tables: [] };

/** psql runs what stands in backquotes. */
function shellsInBackquotes(line: string): readonly SqlAct[] {
  return line
    .split('`')
    .filter((_, index) => index % 2 === 1)
    .map((text) => ({ kind: 'shell', side: 'client', text }));
}

/** Commands of psql that print, or set something for the session alone; most take a pattern. */
const PRINTS =
  /^(d[a-zA-Z]*[+SxX]*|l[+x]?|list[+x]?|x|a|t|h|H|q|p|r|s|z|f|C|T|conninfo|timing|echo|qecho|warn|pset|encoding|errverbose|sf[+]?|sv[+]?|if|elif|else|endif|gdesc|crosstabview|bind|prompt|unset|copyright|help|watch|gx|G|c|u)$/;

function actsOfBackslash(line: string): readonly SqlAct[] {
  if (line.startsWith('!')) return [{ kind: 'shell', side: 'client', text: line.slice(1).trim() }];
  if (line.startsWith(';') || line.startsWith('\\')) return [{ kind: 'sql', text: line.slice(1) }];
  if (line.startsWith('.')) return [{ kind: 'file', operation: 'run', side: 'client', path: line.slice(1).trim() }];
  if (line.startsWith('?')) return [READ];
  const { name, rest } = split(line);
  // Two backslashes end the command, and SQL follows; one begins another command.
  const sql = rest.indexOf('\\\\');
  const [own = '', ...others] = (sql < 0 ? rest : rest.slice(0, sql)).split('\\');
  const more = others.filter((other) => other.trim() !== '').flatMap((other) => actsOfBackslash(other));
  const behind: readonly SqlAct[] = sql < 0 ? [] : [{ kind: 'sql', text: rest.slice(sql + 2) }];
  return [...actsOfNamed(name, own.trim()), ...more, ...behind];
}

function actsOfNamed(name: string, rest: string): readonly SqlAct[] {
  if (['g', 'gx', 'G'].includes(name)) return rest === '' ? [READ] : [outputTo(rest), { kind: 'sql', text: rest }];
  if (['o', 'out', 'w', 'write', 'T', 'tee', 's'].includes(name) && rest !== '') return [outputTo(rest)];
  if (['i', 'ir', 'include', 'include_relative'].includes(name)) return [fileOf('run', rest)];
  if (name === 'copy') return copyOfClient(rest);
  if (name === 'P' && rest !== '') return [{ kind: 'shell', side: 'client', text: rest }];
  if (name === 'c' || name === 'connect') return rest === '' ? [READ] : [{ kind: 'connect', target: null }];
  if (name === 'password') return [{ kind: 'identity', verb: 'change a password', names: [rest] }];
  if (name === 'set' && !/^(HISTFILE|PROMPT[123]|EDITOR|PAGER)/i.test(rest))
    return [{ kind: 'setting', name: `psql ${split(rest).name.toLowerCase()}`, value: null, isGlobal: false }];
  if (PRINTS.test(name)) return [READ];
  return [{ kind: 'opaque', why: `the client's command \\${name.slice(0, 32)}` }];
}

function outputTo(rest: string): SqlAct {
  if (rest.startsWith('|')) return { kind: 'shell', side: 'client', text: rest.slice(1).trim() };
  return fileOf('write', rest);
}

function fileOf(operation: 'read' | 'write' | 'run', rest: string): SqlAct {
  return { kind: 'file', operation, side: 'client', path: firstWord(rest) };
}

/** `\copy table from|to 'file'|program 'command'|stdin`. */
function copyOfClient(rest: string): readonly SqlAct[] {
  const words = wordsOf(rest);
  const at = words.findIndex((word) => ['from', 'to'].includes(word.toLowerCase()));
  const isFrom = words[at]?.toLowerCase() === 'from';
  const target = words[at + 1] ?? '';
  const table = words[0] ?? '';
  const copied: SqlAct = isFrom
    ? { kind: 'write', verb: 'copy', tables: [table], rows: 'new', where: null }
    : { kind: 'read', verb: 'copy', tables: [table] };
  const inner: readonly SqlAct[] = table.startsWith('(')
    ? [{ kind: 'sql', text: rest.slice(1, rest.lastIndexOf(')')) }]
    : [];
  if (at < 0) return [{ kind: 'opaque', why: 'a copy that cannot be read' }];
  if (target.toLowerCase() === 'program')
    return [copied, ...inner, { kind: 'shell', side: 'client', text: words[at + 2] ?? null }];
  if (['stdin', 'stdout', 'pstdin', 'pstdout'].includes(target.toLowerCase())) return [copied, ...inner];
  return [copied, ...inner, { kind: 'file', operation: isFrom ? 'read' : 'write', side: 'client', path: target }];
}

/** Commands of the SQLite and DuckDB shells that print or set how something is printed. */
const DOT_PRINTS = new Set(
  (
    'tables schema indexes indices databases dbinfo dump fullschema headers header mode show stats width separator ' +
    'nullvalue timer echo bail changes eqp explain help quit exit limit lint parameter print prompt progress selftest ' +
    'sha3sum timeout trace version vfsinfo vfslist vfsname columns rows maxrows maxwidth large_number_rendering ' +
    'highlight constant keyword tablename colsep rowsep crnl crlf dbconfig dbtotxt expert'
  ).split(' '),
);
const DOT_WRITES = new Set(['output', 'once', 'backup', 'save', 'log', 'clone', 'iotrace', 'testcase']);

function actsOfDot(line: string): readonly SqlAct[] {
  const { name, rest } = split(line);
  const words = wordsOf(rest);
  const file = words.filter((word) => !word.startsWith('-')).at(-1) ?? '';
  if (isShort(name, 'shell', 2) || isShort(name, 'system', 2)) return [{ kind: 'shell', side: 'client', text: rest }];
  if (DOT_PRINTS.has(name)) return [READ];
  if (name === 'once' && words.some((word) => /^--?[ewx]$/.test(word)))
    return [{ kind: 'opaque', why: 'it opens another program' }];
  if (DOT_WRITES.has(name))
    return file === '' || file === 'off'
      ? [READ]
      : [outputTo(name === 'output' || name === 'once' ? lastFile(rest, file) : file)];
  if (name === 'read')
    return rest.startsWith('|') || words[0]?.startsWith('|') === true ? [pipeOf(rest)] : [fileOf('run', rest)];
  if (name === 'import') return importOf(words);
  if (name === 'open' || name === 'restore')
    return file === '' ? [READ] : [{ kind: 'file', operation: 'write', side: 'client', path: file }];
  return [{ kind: 'opaque', why: `the client's command .${name.slice(0, 32)}` }];
}

function lastFile(rest: string, file: string): string {
  return rest.trimStart().startsWith('|') ? rest.trim() : file;
}

function pipeOf(rest: string): SqlAct {
  const text = rest.replaceAll('"', '').replaceAll("'", '').trim();
  return { kind: 'shell', side: 'client', text: text.slice(text.indexOf('|') + 1).trim() };
}

/** `.import [options] file table`; a file that begins with `|` is a command. */
function importOf(words: readonly string[]): readonly SqlAct[] {
  const [file = '', table = ''] = words.filter((word) => !word.startsWith('-'));
  const added: SqlAct = { kind: 'write', verb: 'import', tables: [table], rows: 'new', where: null };
  if (file.startsWith('|')) return [added, { kind: 'shell', side: 'client', text: file.slice(1).trim() }];
  return [added, { kind: 'file', operation: 'read', side: 'client', path: file }];
}

/** Commands may be shortened. */
function isShort(name: string, full: string, atLeast: number): boolean {
  return name.length >= atLeast && full.startsWith(name);
}

/** sqlcmd: `:r file`, `:out file`. */
function actsOfColon(line: string): readonly SqlAct[] {
  const { name, rest } = split(line.toLowerCase().startsWith('on error') ? 'on' : line);
  const command = name.toLowerCase();
  if (command === 'r') return [fileOf('run', rest)];
  if (['out', 'error', 'perftrace'].includes(command)) return [outputTo(rest)];
  if (['list', 'listvar', 'help', 'on', 'quit', 'exit', 'reset', 'serverlist', 'xml'].includes(command)) return [READ];
  if (command === 'connect') return [{ kind: 'connect', target: null }];
  return [{ kind: 'opaque', why: `the client's command :${command.slice(0, 32)}` }];
}

function split(line: string): { readonly name: string; readonly rest: string } {
  const trimmed = line.trim();
  const at = trimmed.search(/\s/);
  if (at < 0) return { name: trimmed.replace(/;+$/, ''), rest: '' };
  return { name: trimmed.slice(0, at), rest: trimmed.slice(at).trim() };
}

function firstWord(rest: string): string | null {
  return wordsOf(rest)[0] ?? null;
}

/** Words, with what stands in quotes or brackets in one piece. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "'" || character === '"') {
      const close = text.indexOf(character, at + 1);
      const end = close < 0 ? text.length : close;
      word = (word ?? '') + text.slice(at + 1, end);
      at = end;
      continue;
    }
    depth += character === '(' ? 1 : character === ')' ? -1 : 0;
    if (depth <= 0 && ' \t\r\n'.includes(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + character;
  }
  return word === null ? words : [...words, word];
}
