import type { JSX } from 'preact';
import type { WireApproval } from '../../../sdk/wire.ts';
import { decideRequest } from '../state/inbox.ts';
import { singleKeys } from '../state/keys.ts';
import { plural } from '../state/words.ts';

/** The requests that are selected, and the answers to all of them. */
export function BatchBar({
  chosen,
  onDone,
}: {
  readonly chosen: readonly WireApproval[];
  readonly onDone: () => void;
}): JSX.Element {
  const answer = (verb: 'approve' | 'deny') => void answerAll(chosen, verb).then(onDone);
  return (
    <div class="batch-bar" role="group" aria-label="Answer all that are selected">
      <b>{plural(chosen.length, 'request')} selected</b>
      <button type="button" class="button deny small" onClick={() => answer('deny')}>
        Deny all <ShiftKey name="d" />
      </button>
      <button type="button" class="button allow primary small" onClick={() => answer('approve')}>
        Approve all <ShiftKey name="a" />
      </button>
      <button type="button" class="button small" onClick={onDone}>
        Clear
      </button>
    </div>
  );
}

/** Answers one after the other: each is signed by itself, and one that fails keeps no other from its answer. */
export async function answerAll(chosen: readonly WireApproval[], verb: 'approve' | 'deny'): Promise<void> {
  for (const approval of chosen) await decideRequest(approval, { answer: verb });
}

function ShiftKey({ name }: { readonly name: string }): JSX.Element | null {
  return singleKeys.value ? <kbd aria-hidden="true">⇧{name}</kbd> : null;
}
