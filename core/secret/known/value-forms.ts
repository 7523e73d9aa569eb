import { toBase64 } from '../../encoding/base64.ts';
import { toHex } from '../../encoding/hex.ts';
import { toUtf8 } from '../../encoding/utf8.ts';

const UNRESERVED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~';
/** What `encodeURIComponent` leaves as it is, beside what RFC 3986 calls unreserved. */
const LEFT_BY_SCRIPTS = `${UNRESERVED}!'()*`;
/** What forms leave as it is (WHATWG URL). */
const LEFT_BY_FORMS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-._';
/** The shortest spelling that is looked for: shorter ones stand in ordinary text. */
const SHORTEST = 6;

/**
 * The ways in which a server may give a value back: as it is, in JSON, percent-encoded, as a form, in HTML, in hex, and in base64
 * of both alphabets wherever it begins in a group of three bytes.
 *
 * A value outside ASCII also in the bytes of Latin-1, and as each of the two is misread for the other. Each once, the value itself
 * first. A value that was changed in any other way is not among them.
 */
export function formsOf(value: string): readonly string[] {
  const utf8 = toUtf8(value);
  const latin1 = toLatin1(value);
  const quoted = quote(value, false);
  const forms = [
    value,
    quoted,
    quoted.replaceAll('/', '\\/'),
    quote(value, true),
    quote(quoted, false),
    htmlOf(value),
    ...encodings(utf8),
    ...(latin1 === null ? [] : [String.fromCharCode(...utf8), misread(value), ...encodings(latin1)]),
  ];
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST);
}

/** The spellings of `formsOf` as bytes: in UTF-8, and in Latin-1 (ISO 8859-1, the bytes of a header) where that differs. */
export function byteFormsOf(value: string): readonly Uint8Array[] {
  return formsOf(value).flatMap((form) => {
    const latin1 = toLatin1(form);
    return latin1 === null ? [toUtf8(form)] : [toUtf8(form), latin1];
  });
}

/** The bytes of a text in Latin-1; null where it has none, or they are those of UTF-8. */
function toLatin1(text: string): Uint8Array | null {
  let isAscii = true;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 255) return null;
    if (unit > 127) isAscii = false;
    bytes[at] = unit;
  }
  return isAscii ? null : bytes;
}

/** A text in Latin-1 that was read as UTF-8: what is no byte of it became U+FFFD. */
function misread(text: string): string {
  let read = '';
  for (let at = 0; at < text.length; at++) read += text.charCodeAt(at) > 127 ? '\uFFFD' : text.charAt(at);
  return read;
}

/** The value inside a JSON string, without its quotes; with `ascii`, nothing but ASCII. */
function quote(value: string, ascii: boolean): string {
  const text = JSON.stringify(value).slice(1, -1);
  if (!ascii) return text;
  let escaped = '';
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    escaped += unit < 128 ? text.charAt(at) : `\\u${unit.toString(16).padStart(4, '0')}`;
  }
  return escaped;
}

function encodings(bytes: Uint8Array): readonly string[] {
  const upper = [UNRESERVED, LEFT_BY_SCRIPTS, LEFT_BY_FORMS, ''].map((left) => percent(bytes, left));
  const form = percent(bytes, LEFT_BY_FORMS).replaceAll('%20', '+');
  const hex = toHex(bytes);
  return [
    ...[...upper, form].flatMap((text) => [text, lowerEscapes(text)]),
    hex,
    hex.toUpperCase(),
    ...[0, 1, 2].flatMap((offset) => base64At(bytes, offset)),
  ];
}

function percent(bytes: Uint8Array, left: string): string {
  let text = '';
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    text += left.includes(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return text;
}

function lowerEscapes(text: string): string {
  return text
    .split('%')
    .map((part, index) => (index === 0 ? part : part.slice(0, 2).toLowerCase() + part.slice(2)))
    .join('%');
}

function htmlOf(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Those digits of base64 that are made of nothing but the value, when it begins `offset` bytes into a group. */
function base64At(bytes: Uint8Array, offset: number): readonly string[] {
  const shifted = new Uint8Array(offset + bytes.length);
  shifted.set(bytes, offset);
  const digits = toBase64(shifted).slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
  return [digits, digits.replaceAll('+', '-').replaceAll('/', '_')];
}
