import { type CommandLine, type CommandWord, endLine, type LineReader, newLineReader } from './shell-words.ts';

/** Text of `cmd` in commands; `isSound` is false where something in it is not looked into. */
export type CmdText = { readonly lines: readonly CommandLine[]; readonly isSound: boolean };

type Reader = LineReader & { readonly text: string; at: number; isSound: boolean };

/**
 * Splits a command line of `cmd` at `&`, `|`, brackets and line ends.
 *
 * Total and linear. Carets are resolved; variables in `%` or `!` make a word unknown, and as they may hold whole commands the
 * text unsound where they stand outside of quotes.
 */
export function splitCmd(text: string): CmdText {
  const reader: Reader = { ...newLineReader(), text, at: 0, isSound: true };
  while (reader.at < text.length) {
    const character = text.charAt(reader.at);
    if (' \t\r,;='.includes(character)) reader.at += 1;
    else if ('&|\n()'.includes(character)) endAt(reader, character);
    else if (character === '<' || isOutputMark(text, reader.at)) readMark(reader, character);
    else readWord(reader);
  }
  endLine(reader, false);
  return { lines: reader.lines, isSound: reader.isSound };
}

function endAt(reader: Reader, character: string): void {
  const isDouble = reader.text.charAt(reader.at + 1) === character;
  reader.at += isDouble && character !== '(' && character !== ')' ? 2 : 1;
  endLine(reader, character === '|' && !isDouble);
}

function isOutputMark(text: string, at: number): boolean {
  return text.charAt(at) === '>' || ('0123456789'.includes(text.charAt(at)) && text.charAt(at + 1) === '>');
}

/** `<file` is read as a file like any word; after `>` the next word is written. */
function readMark(reader: Reader, character: string): void {
  const { text } = reader;
  if (character === '<') {
    reader.at += 1;
    reader.isSound = false;
    return;
  }
  reader.at += text.charAt(reader.at) === '>' ? 1 : 2;
  if (text.charAt(reader.at) === '>') reader.at += 1;
  if (text.charAt(reader.at) === '&') reader.at += 2;
  else reader.isOutput = true;
}

const WORD_ENDS = ' \t\r\n&|()<>,;=';

function readWord(reader: Reader): void {
  const { text, at: start } = reader;
  const parts: string[] = [];
  let isKnown = true;
  let isInQuotes = false;
  const isQuoted = text.charAt(start) === '"';
  for (; reader.at < text.length; reader.at++) {
    const character = text.charAt(reader.at);
    if (character === '"') isInQuotes = !isInQuotes;
    else if (!isInQuotes && WORD_ENDS.includes(character)) break;
    else if (character === '\n') break;
    else if (character === '^' && !isInQuotes) {
      reader.at += 1;
      parts.push(text.charAt(reader.at));
    } else {
      if (character === '%' || character === '!') {
        isKnown = false;
        reader.isSound = false;
      }
      parts.push(character);
    }
  }
  if (isInQuotes) reader.isSound = false;
  reader.at = Math.min(reader.at, text.length);
  const at = { start, end: reader.at };
  const word: CommandWord = { text: parts.join(''), isKnown, isQuoted, isListed: false, suffix: '', at };
  if (reader.isOutput) reader.outputs.push(word);
  else reader.words.push(word);
  reader.isOutput = false;
}
