/** A piece of a shell line, for colours only: what it would do is said by the gateway's own reading, never by this. */
export type ShellWord = {
  readonly kind: 'program' | 'option' | 'text' | 'quoted' | 'operator' | 'variable' | 'blank';
  readonly text: string;
};

const OPERATORS = ['&&', '||', '<<<', '<<', '>>', '2>', '&>', '|&', ';', '|', '&', '>', '<', '(', ')', '{', '}', '\n'];

/** Takes a shell line apart for colours. Every character of it is in exactly one piece, in order. */
export function shellWords(line: string): readonly ShellWord[] {
  const words: ShellWord[] = [];
  let isProgram = true;
  for (let at = 0; at < line.length; ) {
    const word = nextWord(line, at, isProgram);
    words.push(word);
    at += word.text.length;
    if (word.kind === 'operator') isProgram = !['>', '>>', '<', '2>', '&>', '<<', '<<<', '}'].includes(word.text);
    else if (word.kind !== 'blank') isProgram = isProgram && word.kind === 'text' && word.text.includes('=');
  }
  return words;
}

function nextWord(line: string, at: number, isProgram: boolean): ShellWord {
  const character = line[at] ?? '';
  if (character === ' ' || character === '\t') return { kind: 'blank', text: character };
  const operator = OPERATORS.find((candidate) => line.startsWith(candidate, at));
  if (operator !== undefined) return { kind: 'operator', text: operator };
  if (character === "'" || character === '"') return { kind: 'quoted', text: line.slice(at, quoteEnd(line, at)) };
  if (character === '$') return { kind: 'variable', text: line.slice(at, variableEnd(line, at)) };
  const text = line.slice(at, wordEnd(line, at));
  if (isProgram && !text.includes('=')) return { kind: 'program', text };
  return { kind: text.startsWith('-') ? 'option' : 'text', text };
}

function quoteEnd(line: string, at: number): number {
  const quote = line[at];
  for (let end = at + 1; end < line.length; end++) {
    if (line[end] === '\\' && quote === '"') end++;
    else if (line[end] === quote) return end + 1;
  }
  return line.length;
}

function variableEnd(line: string, at: number): number {
  if (line[at + 1] === '{') {
    const end = line.indexOf('}', at);
    return end < 0 ? line.length : end + 1;
  }
  if (line[at + 1] === '(') return at + 1;
  let end = at + 1;
  while (end < line.length && /\w/.test(line[end] ?? '')) end++;
  return Math.max(end, at + 1);
}

function wordEnd(line: string, at: number): number {
  let end = at;
  while (end < line.length) {
    const character = line[end] ?? '';
    if (character === '\\') end++;
    else if (
      end > at &&
      (' \t\'"$'.includes(character) || OPERATORS.some((operator) => line.startsWith(operator, end)))
    )
      break;
    end++;
  }
  return Math.min(Math.max(end, at + 1), line.length);
}
