/** Longest line that is read for a `chmod`. */
const MAX_LENGTH = 4_096;

/**
 * Tells whether a line of a script runs `chmod` with a mode that lets somebody run or write more: `+x`, `u+s`, `755`, `4755`,
 * `o+w`, `666`. Modes that only take away (`go-w`, `600`) do not.
 */
export function widensMode(line: string): boolean {
  if (line.length > MAX_LENGTH) return line.includes('chmod');
  const words = wordsOf(line);
  return words.some((word, index) => {
    if (word !== 'chmod' && !word.endsWith('/chmod')) return false;
    const mode = words.slice(index + 1).find((next) => !next.startsWith('-'));
    return mode !== undefined && widens(mode);
  });
}

function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  for (const letter of `${line} `) {
    if (!' \t"\'`;&|()[]'.includes(letter)) word += letter;
    else {
      // Between the words of a list, as in `["chmod", "+x"]`, stands a comma by itself.
      if (word !== '' && word !== ',') words.push(word);
      word = '';
    }
  }
  return words;
}

function widens(mode: string): boolean {
  if (Array.from(mode).every((letter) => letter >= '0' && letter <= '7')) {
    return (Number.parseInt(mode, 8) & 0o6113) !== 0;
  }
  return mode.split(',').some((clause) => {
    const at = clause.search(/[+=]/);
    if (at < 0) return false;
    const who = clause.slice(0, at);
    const gained = clause.slice(at + 1);
    if (/[xXs]/.test(gained)) return true;
    return gained.includes('w') && (who === '' || who.includes('o') || who.includes('a'));
  });
}
