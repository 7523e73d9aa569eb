import { isJsonObject, type Json, type JsonObject } from '../../core/encoding/json.ts';
import { objectAt, textAt } from './wire-json.ts';

/** What one picture counts as, however many bytes it has: providers count them by size in pixels. */
const PICTURE_TOKENS = 6_000;
/** What a request counts as that refers to what is not in it: the largest context of any known model. */
const UNSEEN_TOKENS = 1_000_000;
const MAX_DEPTH = 16;

const PICTURES: ReadonlySet<string> = new Set(['image', 'image_url', 'input_image', 'computer_screenshot']);
const DOCUMENTS: ReadonlySet<string> = new Set(['document', 'file', 'input_file']);

type Media = { tokens: number; discount: number; isUnseen: boolean };

/**
 * The most tokens that a request can count as. `text` is its body as it leaves.
 *
 * Two letters a token, and one for every other byte. A picture in base64 counts by the piece, a document by its bytes; whoever refers to
 * a file, an address or a conversation that the provider keeps is counted with a whole context.
 */
export function estimateInput(body: JsonObject, text: string): number {
  const media: Media = { tokens: 0, discount: 0, isUnseen: refersToKept(body) };
  for (const name of ['system', 'messages', 'input']) look(body[name] ?? null, media, 0);
  const visible = Math.ceil(weightOf(text) - media.discount) + media.tokens;
  return media.isUnseen ? Math.max(visible, UNSEEN_TOKENS) : visible;
}

function refersToKept(body: JsonObject): boolean {
  return ['previous_response_id', 'conversation', 'prompt'].some((name) => (body[name] ?? null) !== null);
}

/** Looks where blocks of content stand, and nowhere else: the same shape within a call's arguments is text. */
function look(value: Json, media: Media, depth: number): void {
  if (depth > MAX_DEPTH) return;
  if (Array.isArray(value)) for (const inner of value) look(inner as Json, media, depth + 1);
  if (!isJsonObject(value)) return;
  const type = textAt(value, 'type');
  if (type === 'item_reference') media.isUnseen = true;
  if (PICTURES.has(type) || DOCUMENTS.has(type)) count(value, media);
  for (const name of ['content', 'output']) look(value[name] ?? null, media, depth + 1);
}

function count(block: JsonObject, media: Media): void {
  const isPicture = PICTURES.has(textAt(block, 'type'));
  const given = payloadOf(block);
  const payload = given === null ? null : base64Of(given);
  if (payload !== null) {
    media.discount += weightOf(payload);
    media.tokens += isPicture ? PICTURE_TOKENS : Math.max(PICTURE_TOKENS, payload.length);
  } else if (isPicture) media.tokens += PICTURE_TOKENS;
  else if (textAt(objectAt(block, 'source'), 'type') !== 'text') media.isUnseen = true;
}

/** Where a block of any of the APIs keeps its bytes; null where it has none. */
function payloadOf(block: JsonObject): string | null {
  const source = objectAt(block, 'source');
  const places = [
    textAt(source, 'type') === 'base64' ? source['data'] : undefined,
    block['image_url'],
    objectAt(block, 'image_url')['url'],
    block['file_data'],
    objectAt(block, 'file')['file_data'],
  ];
  const found = places.find((place) => typeof place === 'string');
  return typeof found === 'string' ? found : null;
}

/** The text without the head of a data URL, where it is base64 to its end. */
function base64Of(text: string): string | null {
  const comma = text.startsWith('data:') ? text.indexOf(',') : -1;
  if (text.startsWith('data:') && (comma < 0 || comma > 256)) return null;
  for (let at = comma + 1; at < text.length; at++) if (!isBase64(text.charCodeAt(at))) return null;
  return text.slice(comma + 1);
}

function isBase64(unit: number): boolean {
  return isLetter(unit) || (unit >= 0x2f && unit <= 0x39) || unit === 0x2b || unit === 0x3d;
}

function isLetter(unit: number): boolean {
  return (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
}

/** Half a token a letter, one for every other byte of UTF-8. */
function weightOf(text: string): number {
  let weight = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isLetter(unit)) weight += 0.5;
    else if (unit < 0x80) weight += 1;
    else weight += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return weight;
}
