/**
 * The words of a text that may be code, in lower case: `verifyPassword`, `verify_password` and `verify-password` are `verify` and
 * `password`, `JWTVerifier` is `jwt` and `verifier`. Digits belong to the word before them. Linear.
 */
export function wordsOfCode(text: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  let before: Sort = 'other';
  const letters = Array.from(text);
  for (const [index, letter] of letters.entries()) {
    const sort = sortOf(letter);
    const beginsWord = sort === 'upper' && (before === 'lower' || sortOf(letters[index + 1] ?? '') === 'lower');
    if (word !== '' && (sort === 'other' || beginsWord)) {
      words.push(word);
      word = '';
    }
    if (sort === 'upper' || sort === 'lower') word += letter.toLowerCase();
    else if (sort === 'digit' && word !== '') word += letter;
    before = sort;
  }
  return word === '' ? words : [...words, word];
}

type Sort = 'upper' | 'lower' | 'digit' | 'other';

function sortOf(letter: string): Sort {
  const lower = letter.toLowerCase();
  if (letter !== lower) return 'upper';
  if (lower !== letter.toUpperCase()) return 'lower';
  return letter >= '0' && letter <= '9' ? 'digit' : 'other';
}
