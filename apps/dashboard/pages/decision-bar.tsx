import type { JSX } from 'preact';
import type { WireApproval, WireApprovalScope } from '../../../sdk/wire.ts';
import { may } from '../gateway/account.ts';
import { nowMs } from '../state/clock.ts';
import { answering, decideRequest } from '../state/inbox.ts';
import { singleKeys } from '../state/keys.ts';
import { Icon } from '../ui/icon.tsx';
import { useNote } from './inbox-detail.tsx';

/** The answers to a request, always in reach. */
export function DecisionBar({ approval }: { readonly approval: WireApproval }): JSX.Element {
  const { note, field, clear } = useNote();
  const { terms, deadline_ms, shown, id } = approval;
  const isOver = deadline_ms <= nowMs.value;
  const isBusy = answering.value.has(id);
  const cannot = whyNot(approval, isOver);
  const send = async (answer: 'approve' | 'deny', scope: WireApprovalScope = 'action') => {
    if (await decideRequest(approval, { answer, scope, note })) clear();
  };
  const isLocked = isBusy || isOver || !may('approve');
  const isUnseen = shown === null || approval.prompt === null;
  return (
    <footer class="decision-bar" aria-label="Your answer">
      {cannot === null ? null : <p class="cannot">{cannot}</p>}
      {field}
      <div class="decision-buttons">
        <button type="button" class="button deny" disabled={isLocked} onClick={() => void send('deny')}>
          <Icon name="cross" /> Deny <Key name="d" />
        </button>
        {terms.scopes.includes('session') ? (
          <button
            type="button"
            class="button"
            disabled={isLocked || isUnseen}
            onClick={() => void send('approve', 'session')}
          >
            For this session <Key name="s" />
          </button>
        ) : null}
        {terms.scopes.includes('proposal') ? (
          <button
            type="button"
            class="button"
            disabled={isLocked || isUnseen}
            title="Approves once, and proposes a rule that would allow it from then on"
            onClick={() => void send('approve', 'proposal')}
          >
            Propose “always” <Key name="r" />
          </button>
        ) : null}
        <button
          type="button"
          class="button allow primary"
          disabled={isLocked || isUnseen}
          onClick={() => void send('approve')}
        >
          <Icon name="check" /> {isBusy ? 'Signing…' : 'Approve once'} <Key name="a" />
        </button>
      </div>
    </footer>
  );
}

/** The key that does the same. */
export function Key({ name }: { readonly name: string }): JSX.Element | null {
  return singleKeys.value ? <kbd aria-hidden="true">{name}</kbd> : null;
}

function whyNot({ shown, terms }: WireApproval, isOver: boolean): string | null {
  if (isOver) return 'Its time is over: it was denied.';
  if (!may('approve')) return 'You may look, not answer: your login has no scope “approve”.';
  if (shown === null) return 'What was asked is erased: it can only be denied.';
  return terms.second_factor ? 'Critical: approving asks for your passkey or a one-time code.' : null;
}
