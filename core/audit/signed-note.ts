import { fromBase64, toBase64 } from '../encoding/base64.ts';
import { fail, ok, type Result } from '../result.ts';

/** The longest note that is read, in UTF-16 code units: room for 100 signatures of the largest kind. */
export const MAX_NOTE_LENGTH = 1_048_576;

/** The most signatures a note may carry; the standard asks for at least 16. */
export const MAX_NOTE_SIGNATURES = 100;

/** One signature of a note, not checked: whose it says it is, and its bytes after the four of the key id. */
export type NoteSignature = {
  readonly name: string;
  /** The first four bytes of a hash of the key, as an unsigned number. It identifies; it proves nothing. */
  readonly keyId: number;
  readonly signature: Uint8Array;
};

/** A note taken apart. The text ends in a newline. Nothing in it may be believed before `openNote` says so. */
export type SignedNote = { readonly text: string; readonly signatures: readonly NoteSignature[] };

const LINE_START = '— ';
const KEY_ID_BYTES = 4;

/**
 * Takes a signed note apart (c2sp.org/signed-note): text, a blank line, signature lines. Checks no signature.
 *
 * Refused is what `divideNote` refuses, and a line that is no signature or whose base64 has another spelling: a note can be
 * written in one way only.
 */
export function parseSignedNote(note: string): Result<SignedNote, string> {
  const divided = divideNote(note);
  if (!divided.ok) return divided;
  const { text, lines } = divided.value;
  const signatures = lines.map(parseSignatureLine);
  const bad = signatures.indexOf(null);
  if (bad >= 0) return fail(`read a signed note: line ${bad + 1} after the text is no signature, want "— name base64"`);
  return ok({ text, signatures: signatures as NoteSignature[] });
}

/**
 * Divides a note at its last blank line, so that the text may have blank lines of its own. Does not read the signature lines.
 *
 * Refused: over 1 MiB, lone surrogates, control characters but newline, no blank line, no newline at the end, over 100 signature lines.
 */
export function divideNote(note: string): Result<{ readonly text: string; readonly lines: readonly string[] }, string> {
  if (note.length > MAX_NOTE_LENGTH)
    return fail(`read a signed note: ${note.length} characters, want ${MAX_NOTE_LENGTH} at most`);
  if (!note.isWellFormed()) return fail('read a signed note: a lone surrogate, want valid Unicode');
  if (hasControlCharacter(note)) return fail('read a signed note: a control character, want none but newline');
  const divide = note.lastIndexOf('\n\n');
  if (divide < 0) return fail('read a signed note: no blank line, want one between text and signatures');
  if (!note.endsWith('\n')) return fail('read a signed note: no newline at the end, want one');
  const lines = note.slice(divide + 2, -1).split('\n');
  if (lines.length > MAX_NOTE_SIGNATURES) {
    return fail(`read a signed note: ${lines.length} signatures, want ${MAX_NOTE_SIGNATURES} at most`);
  }
  return ok({ text: note.slice(0, divide + 1), lines });
}

/** Writes a signed note. The text must end in a newline and hold no other control character; names must be key names. */
export function formatSignedNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(formatSignatureLine).join('')}`;
}

/** Writes one signature line, with its newline: what a witness answers and what is appended to a note. */
export function formatSignatureLine({ name, keyId, signature }: NoteSignature): string {
  const bytes = new Uint8Array(KEY_ID_BYTES + signature.length);
  new DataView(bytes.buffer).setUint32(0, keyId);
  bytes.set(signature, KEY_ID_BYTES);
  return `${LINE_START}${name} ${toBase64(bytes)}\n`;
}

/** Reads one signature line without its newline; null when it is none. */
export function parseSignatureLine(line: string): NoteSignature | null {
  if (!line.startsWith(LINE_START)) return null;
  const space = line.indexOf(' ', LINE_START.length);
  if (space < 0) return null;
  const name = line.slice(LINE_START.length, space);
  const bytes = fromBase64(line.slice(space + 1));
  if (!isKeyName(name) || bytes === null || bytes.length <= KEY_ID_BYTES) return null;
  return { name, keyId: new DataView(bytes.buffer).getUint32(0), signature: bytes.subarray(KEY_ID_BYTES) };
}

/** Tells whether a text may name a key: not empty, valid Unicode, without white space, control characters and plus. */
export function isKeyName(name: string): boolean {
  if (name.length === 0 || !name.isWellFormed() || hasControlCharacter(name)) return false;
  for (let index = 0; index < name.length; index++) {
    const unit = name.charCodeAt(index);
    if (unit === PLUS || isUnicodeSpace(unit)) return false;
  }
  return true;
}

const PLUS = 0x2b;

/** The `White_Space` property of Unicode, without the control characters below U+0020, which are refused by themselves. */
function isUnicodeSpace(unit: number): boolean {
  return SPACES.has(unit) || (unit >= 0x2000 && unit <= 0x200a);
}

const SPACES: ReadonlySet<number> = new Set([0x0a, 0x20, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000]);

function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 && unit !== 0x0a) return true;
  }
  return false;
}
