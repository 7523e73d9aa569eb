import { type CodeCall, type CodeValue, DATA, LONGEST_CONSTANT, textOf, textValue } from './code-value.ts';
import { decodeBase64Text, decodeBase64UrlText, decodeHexText } from './decode-text.ts';

/** A call whose arguments are values. */
export type ComputedCall = CodeCall & { readonly values: readonly CodeValue[] };

/**
 * The value of a call whose result is known where its arguments are; `DATA` for all others.
 *
 * `>same` its only argument; `>self` and `>trim` the value whose method it is, and without the blanks around it; `>join`,
 * `>chars` characters by number, `>base64`, `>base64url`, `>hex`, `>reverse`; `>path` parts of a path, of which in `>path-from`
 * an absolute one begins anew. Arguments that may change the result make it unknown.
 */
export function computeResult(kind: string, call: ComputedCall): CodeValue {
  const first = call.values[0];
  switch (kind) {
    case '>same':
      return first !== undefined && call.items.length === 1 && KEPT.has(first.kind) ? first : DATA;
    case '>self':
      return call.receiver.kind === 'text' && isKeptBy(call.receiver.text, call) ? call.receiver : DATA;
    case '>trim':
      return computed(call.items.length === 0 ? textOf(call.receiver) : null, (text) => text.trim());
    case '>base64':
      return computed(onlyText(call), decodeBase64Text);
    case '>base64url':
      return computed(onlyText(call), decodeBase64UrlText);
    case '>hex':
      return computed(onlyText(call), decodeHexText);
    case '>reverse':
      return computed(onlyText(call), (text) => (isAscii(text) ? [...text].reverse().join('') : null));
    case '>chars':
      return charactersOf(call.values);
    case '>join':
      return joinTexts(textOf(call.receiver), first?.kind === 'list' ? first.items : null);
    case '>path':
      return joinTexts('/', call.values);
    case '>path-from':
      return joinTexts('/', call.values.slice(Math.max(0, call.values.findLastIndex(isAbsolute))));
    default:
      return DATA;
  }
}

const KEPT: ReadonlySet<CodeValue['kind']> = new Set(['text', 'list', 'argument']);

/** Texts are bytes and bytes texts in any of these, but only in UTF-8 beyond ASCII. */
const UTF8 = new Set(['utf8', 'utf-8']);
const ASCII = new Set([...UTF8, 'ascii', 'us-ascii', 'latin1', 'binary']);

function isKeptBy(text: string, { items }: CodeCall): boolean {
  const encodings = isAscii(text) ? ASCII : UTF8;
  return items.every(({ value }) => encodings.has(textOf(value)?.toLowerCase() ?? ''));
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0x80) return false;
  return true;
}

/** The text of the only argument. */
function onlyText(call: ComputedCall): string | null {
  return call.items.length === 1 ? textOf(call.values[0]) : null;
}

function isAbsolute(value: CodeValue): boolean {
  return textOf(value)?.startsWith('/') === true;
}

function computed(text: string | null, compute: (text: string) => string | null): CodeValue {
  const result = text === null ? null : compute(text);
  return result === null ? DATA : textValue(result);
}

/** Only ASCII: beyond it languages take numbers for bytes, units or characters, and some wrap them around. */
function charactersOf(values: readonly CodeValue[]): CodeValue {
  let text = '';
  for (const value of values) {
    if (value.kind !== 'number' || !Number.isInteger(value.number) || value.number > 0x7f) return DATA;
    text += String.fromCharCode(value.number);
  }
  return textValue(text);
}

function joinTexts(separator: string | null, values: readonly CodeValue[] | null): CodeValue {
  if (separator === null || values === null) return DATA;
  const texts: string[] = [];
  let length = 0;
  for (const value of values) {
    const text = textOf(value);
    if (text === null) return DATA;
    length += text.length + separator.length;
    if (length > LONGEST_CONSTANT) return DATA;
    texts.push(text);
  }
  return textValue(texts.join(separator));
}
