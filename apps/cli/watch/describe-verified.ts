import type { WireEvent } from '../../../sdk/wire.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { shortId } from './describe-request.ts';

/**
 * Says that a change stands which a person must look at, and where; null for one that nobody needs to look at. A change that was
 * rejected and stands all the same could not be taken back.
 */
export function verifiedText({
  action_id,
  outcome,
  stands,
  failed,
}: Extract<WireEvent, { kind: 'verification' }>): string | null {
  if (!stands || (outcome !== 'human' && outcome !== 'rollback')) return null;
  const why = failed.length === 0 ? 'its checks gave no answer' : `not passed: ${visibleText(failed.join(', '))}`;
  const what = outcome === 'human' ? 'stands, and a person must look at it' : 'could not be taken back, and STANDS';
  return `change: action ${visibleText(shortId(action_id))} ${what} (${why}); see "countersign checkpoint list"`;
}
