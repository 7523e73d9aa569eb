import { saysItChanges } from '../provenance/call-shape.ts';
import type { ToolListing } from './tool-listing.ts';

/**
 * Tells whether a listing says of its tool that it only reads, in its annotations (`readOnlyHint`), and says nothing else: neither that it
 * is destructive, nor by a word of its name that it does something.
 *
 * It is the server's own word. It counts only once a person has vouched for that very listing.
 */
export function saysItReads({ name, annotations = {} }: Pick<ToolListing, 'name' | 'annotations'>): boolean {
  return annotations['readOnlyHint'] === true && annotations['destructiveHint'] !== true && !saysItChanges(name);
}
