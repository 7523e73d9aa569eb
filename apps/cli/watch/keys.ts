/** One key as the prompt understands it. */
export type Key =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'enter' | 'backspace' | 'escape' | 'interrupt' | 'suspend' | 'other' };

/**
 * Reads what a terminal in raw mode sent at one time.
 *
 * Escape sequences (arrows, function keys, mouse, bracketed paste) are one `other` each, whatever letters they hold: none of them can
 * be taken for an answer.
 */
export function readKeys(data: string): readonly Key[] {
  const keys: Key[] = [];
  for (let rest = data; rest !== ''; ) {
    const length = rest.startsWith('\u001b') ? sequenceLength(rest) : (rest.codePointAt(0) ?? 0) > 0xffff ? 2 : 1;
    keys.push(keyOf(rest.slice(0, length)));
    rest = rest.slice(length);
  }
  return keys;
}

function keyOf(text: string): Key {
  switch (text) {
    case '\u001b':
      return { kind: 'escape' };
    case '\r':
    case '\n':
      return { kind: 'enter' };
    case '\u007f':
    case '\b':
      return { kind: 'backspace' };
    case '\u0003':
    case '\u0004':
      return { kind: 'interrupt' };
    case '\u001a':
      return { kind: 'suspend' };
  }
  const point = text.codePointAt(0) ?? 0;
  return text.startsWith('\u001b') || point < 0x20 ? { kind: 'other' } : { kind: 'character', character: text };
}

/** ECMA-48 §5.4: ESC [ parameters, ended by a byte from @ to ~; ESC O and one byte; otherwise ESC and one byte, or ESC alone. */
function sequenceLength(text: string): number {
  const introducer = text[1];
  if (introducer === undefined) return 1;
  if (introducer === 'O') return Math.min(3, text.length);
  if (introducer !== '[') return 2;
  for (let at = 2; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x40 && unit <= 0x7e) return at + 1;
  }
  return text.length;
}
