/** Letters and digits of whatever script, in runs. One class of characters, repeated: linear in the text. */
const RUN = /[\p{L}\p{N}]+/gu;

/** The words of a text as they are compared: lower case, without anything between them. `a.b@c` is three words. */
export function wordsOf(text: string): readonly string[] {
  return text.normalize('NFKC').toLowerCase().match(RUN) ?? [];
}

/**
 * The words that a name is made of, as programmers write names: `send_email`, `sendEmail`, `GmailSendEmail`, `HTTPServer`.
 */
export function wordsOfName(name: string): readonly string[] {
  const words: string[] = [];
  for (const run of name.slice(0, MAX_NAME).match(RUN) ?? []) {
    let start = 0;
    for (let at = 1; at <= run.length; at++) {
      if (at < run.length && !begins(run, at)) continue;
      words.push(run.slice(start, at).toLowerCase());
      start = at;
    }
  }
  return words;
}

/** A longer name is cut: nobody reads on. */
const MAX_NAME = 256;

/** Tells whether a word begins at a capital: one behind a small letter, or one before a small letter. */
function begins(run: string, at: number): boolean {
  if (!isCapital(run.charAt(at))) return false;
  return !isCapital(run.charAt(at - 1)) || (at + 1 < run.length && !isCapital(run.charAt(at + 1)));
}

function isCapital(character: string): boolean {
  return character !== character.toLowerCase();
}
