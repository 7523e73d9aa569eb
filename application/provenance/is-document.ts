import type { Action } from '../../core/action/action.ts';
import { leavesOf } from '../../core/effect/argument-leaves.ts';
import { listsThings, placeOfArgument } from '../../core/provenance/call-shape.ts';

/**
 * Tells whether a call may bring what one file, page, note or address holds. Whoever wrote that may be anybody, and wrote its structure too:
 * none of it is a record.
 */
export function isDocument({ tool, args }: Pick<Action, 'tool' | 'args'>): boolean {
  if (!listsThings(tool.name)) return true;
  return leavesOf(args).some(({ name }) => {
    const place = placeOfArgument(name);
    return place === 'document' || place === 'address';
  });
}
