import { DEEPEST_NESTING } from './code-token.ts';
import { type CommandLine, type CommandWord, endLine, type LineReader, newLineReader } from './shell-words.ts';

/** PowerShell text in commands; `isSound` is false where something in it is not looked into. */
export type PowershellText = { readonly lines: readonly CommandLine[]; readonly isSound: boolean };

type Reader = LineReader & {
  readonly text: string;
  at: number;
  depth: number;
  isSound: boolean;
  /** True behind a comma, as long as the command goes on. */
  isListed: boolean;
};

/**
 * Splits PowerShell text into its commands, those in parentheses, blocks and quoted texts too, each with its words.
 *
 * Total and linear. Backticks and quotes are resolved; a word with a variable or an expression in it is not known.
 */
export function splitPowershell(text: string): PowershellText {
  const reader: Reader = { ...newLineReader(), text, at: 0, depth: 0, isSound: true, isListed: false };
  if (hasTypographicMarks(text)) reader.isSound = false;
  readCommands(reader, '');
  return { lines: reader.lines, isSound: reader.isSound };
}

/** Dashes, quotes and blanks that PowerShell takes for the plain ones. */
function hasTypographicMarks(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if ((unit >= 0x2000 && unit <= 0x202f) || unit === 0xa0 || unit === 0x85 || unit === 0x3000) return true;
  }
  return false;
}

/** Commands up to a bracket that closes them, which is gone over. */
function readCommands(reader: Reader, close: string): void {
  const { words, outputs, isPiped, isOutput, isListed } = reader;
  Object.assign(reader, { words: [], outputs: [], isPiped: false, isOutput: false, isListed: false });
  reader.depth += 1;
  if (reader.depth > DEEPEST_NESTING) {
    reader.isSound = false;
    reader.at = reader.text.length;
  }
  while (reader.at < reader.text.length) {
    const character = reader.text.charAt(reader.at);
    if (character === close) break;
    if (!readSeparator(reader, character)) readWord(reader);
  }
  if (close !== '' && reader.at >= reader.text.length) reader.isSound = false;
  reader.at = Math.min(reader.at + close.length, reader.text.length);
  endLine(reader, false);
  reader.depth -= 1;
  Object.assign(reader, { words, outputs, isPiped, isOutput, isListed });
}

/** Goes over what stands between words; false where a word begins. */
function readSeparator(reader: Reader, character: string): boolean {
  const { text, at } = reader;
  if (character === ' ' || character === '\t' || character === '\r' || character === ',') {
    reader.at += 1;
    if (character === ',') reader.isListed = true;
    return true;
  }
  if (character === '#') {
    const end = text.indexOf('\n', at);
    reader.at = end < 0 ? text.length : end;
    return true;
  }
  if (text.startsWith('<#', at)) {
    const end = text.indexOf('#>', at + 2);
    if (end < 0) reader.isSound = false;
    reader.at = end < 0 ? text.length : end + 2;
    return true;
  }
  if (character === ';' || character === '\n' || character === '}' || character === ')') {
    if (character === '}' || character === ')') reader.isSound = false;
    reader.at += 1;
    endLine(reader, false);
    reader.isListed = false;
    return true;
  }
  if (character === '|' || text.startsWith('&&', at)) {
    const isDouble = text.charAt(at + 1) === character;
    reader.at += isDouble ? 2 : 1;
    endLine(reader, !isDouble);
    reader.isListed = false;
    return true;
  }
  return readOutputMark(reader);
}

/** `>`, `>>`, `2>`, `*>`, and `2>&1`. */
function readOutputMark(reader: Reader): boolean {
  const { text, at } = reader;
  const isNumbered = '123456*'.includes(text.charAt(at)) && text.charAt(at + 1) === '>';
  const mark = isNumbered ? at + 1 : at;
  if (text.charAt(mark) !== '>') return false;
  reader.at = mark + (text.charAt(mark + 1) === '>' ? 2 : 1);
  if (text.charAt(reader.at) === '&') reader.at += 2;
  else reader.isOutput = true;
  return true;
}

const WORD_ENDS = ' \t\r\n;|,)}';

function readWord(reader: Reader): void {
  const { text, at: start } = reader;
  const parts: string[] = [];
  let isKnown = true;
  const isQuoted = text.charAt(start) === "'" || text.charAt(start) === '"';
  while (reader.at < text.length) {
    const character = text.charAt(reader.at);
    if (isAssignment(reader, { start, character })) break;
    if (WORD_ENDS.includes(character) || (character === '>' && reader.at > start)) break;
    const part = readWordPart(reader, character);
    if (part === null) isKnown = false;
    parts.push(part ?? '');
    if (character === '{' || character === '(') break;
  }
  const word: CommandWord = {
    text: parts.join(''),
    isKnown,
    isQuoted,
    isListed: reader.isListed,
    suffix: isQuoted ? parts.slice(1).join('') : '',
    at: { start, end: Math.min(reader.at, text.length) },
  };
  if (reader.isOutput) reader.outputs.push(word);
  else reader.words.push(word);
  reader.isOutput = false;
  reader.isListed = false;
}

/** `$x=…` is three words, as with blanks. */
function isAssignment(
  { text, at }: Reader,
  { start, character }: { readonly start: number; readonly character: string },
): boolean {
  if (text.charAt(start) === '=') return character !== '=' && at > start;
  return text.charAt(start) === '$' && character === '=' && at > start;
}

/** Letters that stand for a control character behind a backtick (about_Special_Characters); `e` does so only since version 6. */
const CONTROL_LETTERS = '0abfnrtuv';

/** A stretch of a word; null where it is computed. */
function readWordPart(reader: Reader, character: string): string | null {
  const { text } = reader;
  reader.at += 1;
  const next = text.charAt(reader.at);
  switch (character) {
    case "'":
      return readSingle(reader);
    case '"':
      return readDouble(reader);
    case '`':
      reader.at += 1;
      return CONTROL_LETTERS.includes(next) ? null : next;
    case '@':
      if (next === "'" || next === '"') reader.isSound = false;
      return '@';
    case '(':
      readCommands(reader, ')');
      return null;
    case '{':
      readCommands(reader, '}');
      return null;
    case '$':
      if (next !== '{') return '$';
      reader.isSound = false;
      return null;
    default:
      return character;
  }
}

function readSingle(reader: Reader): string {
  const { text } = reader;
  const parts: string[] = [];
  while (reader.at < text.length) {
    const end = text.indexOf("'", reader.at);
    if (end < 0) break;
    parts.push(text.slice(reader.at, end));
    reader.at = end + 1;
    if (text.charAt(reader.at) !== "'") return parts.join('');
    parts.push("'");
    reader.at += 1;
  }
  reader.isSound = false;
  reader.at = text.length;
  return parts.join('');
}

/** Double quotes; null where a variable or an expression is in them. */
function readDouble(reader: Reader): string | null {
  const { text } = reader;
  const parts: string[] = [];
  let isKnown = true;
  while (reader.at < text.length) {
    const character = text.charAt(reader.at);
    reader.at += 1;
    if (character === '"') {
      if (text.charAt(reader.at) !== '"') return isKnown ? parts.join('') : null;
      parts.push('"');
      reader.at += 1;
    } else if (character === '`') {
      if (CONTROL_LETTERS.includes(text.charAt(reader.at))) isKnown = false;
      parts.push(text.charAt(reader.at));
      reader.at += 1;
    } else if (character === '$' && text.charAt(reader.at) === '(') {
      reader.at += 1;
      readCommands(reader, ')');
      isKnown = false;
    } else {
      if (character === '$' && text.charAt(reader.at) > ' ' && text.charAt(reader.at) !== '"') isKnown = false;
      parts.push(character);
    }
  }
  reader.isSound = false;
  return null;
}
