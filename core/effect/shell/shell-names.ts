/** Tells whether a text is a name of the shell (POSIX.1-2024 §3.216): letters, digits and underscores, no digit first. */
export function isShellName(text: string): boolean {
  if (text === '' || isDigits(text.charAt(0))) return false;
  for (let index = 0; index < text.length; index++) {
    if (!isNameCharacter(text.charAt(index))) return false;
  }
  return true;
}

/** Tells whether a character may stand in a name of the shell. */
export function isNameCharacter(character: string): boolean {
  const lower = character.toLowerCase();
  return (lower >= 'a' && lower <= 'z') || character === '_' || isDigits(character);
}

/** Tells whether a text consists of decimal digits, at least one. */
export function isDigits(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (text.charAt(index) < '0' || text.charAt(index) > '9') return false;
  }
  return text !== '';
}

/** Tells whether a word begins with an assignment: `NAME=`, `NAME+=` or `NAME[…]=`. */
export function isAssignment(word: string): boolean {
  const equals = word.indexOf('=');
  if (equals < 1) return false;
  const target = word.slice(0, word.charAt(equals - 1) === '+' ? equals - 1 : equals);
  const bracket = target.indexOf('[');
  if (bracket < 0) return isShellName(target);
  return target.endsWith(']') && isShellName(target.slice(0, bracket));
}
