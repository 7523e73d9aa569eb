/** One `key = value` of a TOML text, with the table it stands in; values are as written, on one line. */
export type TomlEntry = {
  /** The names of the table, from the outermost; empty before the first header. */
  readonly table: readonly string[];
  /** Which table it is, counted from 0 over all headers: entries of one `[[package]]` have one number. */
  readonly tableIndex: number;
  readonly key: readonly string[];
  readonly value: string;
};

/**
 * Reads the entries of a TOML 1.0 text without reading their values: enough to see which tables name which packages. Null
 * where quotes or brackets do not close, or a line is neither a header nor an entry. Linear.
 */
export function readTomlEntries(text: string): readonly TomlEntry[] | null {
  const lines = logicalLines(text);
  if (lines === null) return null;
  const entries: TomlEntry[] = [];
  let table: readonly string[] = [];
  let tableIndex = 0;
  for (const line of lines) {
    if (line.startsWith('[')) {
      const isList = line.startsWith('[[');
      table = namesOf(line.slice(isList ? 2 : 1, isList ? -2 : -1));
      tableIndex += 1;
      continue;
    }
    const at = equalsSign(line);
    if (at < 0) return null;
    entries.push({ table, tableIndex, key: namesOf(line.slice(0, at)), value: line.slice(at + 1).trim() });
  }
  return entries;
}

/** The texts in quotes of a value, in order; escapes are left as they are. */
export function quotedTexts(value: string): readonly string[] {
  const texts: string[] = [];
  for (let at = 0; at < value.length; at++) {
    const quote = value.charAt(at);
    if (quote !== '"' && quote !== "'") continue;
    const end = value.indexOf(quote, at + 1);
    if (end < 0) break;
    texts.push(value.slice(at + 1, end));
    at = end;
  }
  return texts;
}

/** Lines without comments, those joined over which a list or a text of several lines goes; blank ones left out. */
function logicalLines(text: string): readonly string[] | null {
  const lines: string[] = [];
  let line = '';
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") {
      const end = closingOf(text, at);
      if (end < 0) return null;
      line += text.slice(at, end).replaceAll('\n', ' ');
      at = end;
      continue;
    }
    if (character === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
      continue;
    }
    if ('[{'.includes(character)) depth += 1;
    if (']}'.includes(character)) depth -= 1;
    const ends = character === '\n' && depth <= 0;
    if (ends) {
      lines.push(line.trim());
      line = '';
    } else line += character === '\n' ? ' ' : character;
    at += 1;
  }
  lines.push(line.trim());
  return depth === 0 ? lines.filter((one) => one !== '') : null;
}

/** The place behind the text in quotes that opens at `open`; -1 where it does not end. */
function closingOf(text: string, open: number): number {
  const quote = text.charAt(open);
  const long = quote.repeat(3);
  const isLong = text.startsWith(long, open);
  const ending = isLong ? long : quote;
  for (let at = open + ending.length; at < text.length; at++) {
    if (quote === '"' && text.charAt(at) === '\\') at += 1;
    else if (text.startsWith(ending, at)) return at + ending.length;
    else if (!isLong && text.charAt(at) === '\n') return -1;
  }
  return -1;
}

function equalsSign(line: string): number {
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === '=') return at;
    // Quotes close: the line could not have been read otherwise.
    if (character === '"' || character === "'") at = closingOf(line, at) - 1;
  }
  return -1;
}

function namesOf(dotted: string): readonly string[] {
  const names: string[] = [];
  let name = '';
  for (let at = 0; at < dotted.length; at++) {
    const character = dotted.charAt(at);
    const end = character === '"' || character === "'" ? closingOf(dotted, at) : -1;
    if (end > 0) {
      name += dotted.slice(at + 1, end - 1);
      at = end - 1;
    } else if (character === '.') {
      names.push(name.trim());
      name = '';
    } else name += character;
  }
  return [...names, name.trim()];
}
