import { toUtf8 } from '../encoding/utf8.ts';

/** How a value is written into the text it stands in. */
export type SecretSpelling = 'plain' | 'header' | 'json' | 'form' | 'path';

const UNRESERVED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~';

/** How a value is to be written at a place, by the media type of a body. */
export function spellingAt(place: 'header' | 'query' | 'path' | 'body', mediaType: string): SecretSpelling {
  if (place === 'header') return 'header';
  if (place === 'path') return 'path';
  if (place === 'query') return 'plain';
  const type = (mediaType.toLowerCase().split(';')[0] as string).trim();
  if (type === 'application/json' || type.endsWith('+json')) return 'json';
  return type === 'application/x-www-form-urlencoded' ? 'form' : 'plain';
}

/**
 * Writes a value such that it is one value there and nothing more; null where it cannot stand.
 *
 * A header takes no control characters (RFC 9110 §5.5): a value with line breaks would become headers of its own.
 */
export function writeSecret(value: string, spelling: SecretSpelling): string | null {
  if (spelling === 'header') return hasControls(value) ? null : value;
  if (spelling === 'json') return JSON.stringify(value).slice(1, -1);
  if (spelling === 'plain') return value;
  return percentEncoded(value);
}

function hasControls(value: string): boolean {
  for (let at = 0; at < value.length; at++) {
    const unit = value.charCodeAt(at);
    if (unit < 32 || unit === 127) return true;
  }
  return false;
}

function percentEncoded(value: string): string {
  let text = '';
  for (const byte of toUtf8(value)) {
    const character = String.fromCharCode(byte);
    text += UNRESERVED.includes(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return text;
}
