const MAX_LOCAL_LENGTH = 64;
const MAX_LENGTH = 254;
const LOCAL_MARKS = new Set("!#$%&'*+-/=?^_`{|}~.");

/**
 * Tells whether a text is one plain address: `local@domain`, ASCII, without quotes, comments, routes or a second address (the dot-atom
 * form of RFC 5322 §3.4.1 over a domain of RFC 1035 §2.3.1).
 *
 * Nothing that passes can end a header, begin another, or name a second recipient.
 */
export function isMailAddress(text: string): boolean {
  const at = text.indexOf('@');
  if (at < 1 || at > MAX_LOCAL_LENGTH || text.length > MAX_LENGTH) return false;
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  return isDotted(local, (c) => isLetterOrDigit(c) || LOCAL_MARKS.has(c)) && isDomain(domain);
}

/** Tells whether a text is a domain or the name of a machine. */
export function isDomain(text: string): boolean {
  const labels = text.split('.');
  return labels.every(
    (label) =>
      label.length >= 1 &&
      label.length <= 63 &&
      !label.startsWith('-') &&
      !label.endsWith('-') &&
      [...label].every((character) => isLetterOrDigit(character) || character === '-'),
  );
}

function isDotted(text: string, allows: (character: string) => boolean): boolean {
  return !text.startsWith('.') && !text.endsWith('.') && !text.includes('..') && [...text].every(allows);
}

function isLetterOrDigit(character: string): boolean {
  return (
    (character >= 'a' && character <= 'z') ||
    (character >= 'A' && character <= 'Z') ||
    (character >= '0' && character <= '9')
  );
}
