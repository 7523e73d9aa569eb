import type { Json } from '../encoding/json.ts';
import { listingFields, type ToolListing } from './tool-listing.ts';

/** One text of a listing, and where it stands: field names with dots between, shortened to what can be printed anywhere. */
export type ListedText = { readonly where: string; readonly text: string };

/** Every text of a listing that a model could read: prose, and in the schemas every key, default, constant and choice. */
export function textsOfListing(listing: ToolListing): readonly ListedText[] {
  const texts: ListedText[] = [];
  const pending: { readonly value: Json; readonly where: string }[] = [];
  for (const [field, value] of Object.entries(listingFields(listing))) pending.push({ value, where: field });
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, where } = next;
    if (typeof value === 'string') texts.push({ where, text: value });
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      texts.push({ where, text: key });
      pending.push({ value: child, where: stepInto(where, key) });
    }
  }
  return texts;
}

const MAX_WHERE = 80;

/** A key that is no plain identifier is written as `*`, so that a place can be printed and is never itself a message. */
function stepInto(where: string, key: string): string {
  const isPlain = key.length <= 32 && [...key].every(isIdentifierCharacter);
  const place = `${where}.${isPlain ? key : '*'}`;
  return place.length <= MAX_WHERE ? place : where;
}

function isIdentifierCharacter(character: string): boolean {
  return (
    (character >= 'a' && character <= 'z') ||
    (character >= 'A' && character <= 'Z') ||
    (character >= '0' && character <= '9') ||
    character === '_' ||
    character === '$'
  );
}
