import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { whyNoPasskeys } from '../gateway/account.ts';
import { type Answer, confirming, decideRequest, lineOf } from '../state/inbox.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { VisibleText } from '../ui/visible-text.tsx';

/** The second factor of a critical approval: shows once more what is approved, and asks for a passkey or a code. */
export function SecondFactor(): JSX.Element | null {
  const code = useSignal('');
  const waiting = confirming.value;
  if (waiting === null) return null;
  const { approval, answer } = waiting;
  const close = () => {
    confirming.value = null;
    code.value = '';
  };
  const confirm = (factor: NonNullable<Answer['factor']>) => {
    close();
    void decideRequest(approval, { ...answer, factor });
  };
  return (
    <Dialog title="Confirm this approval" tone="danger" onClose={close}>
      <p class="confirm-line mono">
        <VisibleText text={lineOf(approval)} />
      </p>
      <p>
        Its risk is {approval.risk_level} ({approval.risk_score}). A second factor shows that it is you.
      </p>
      {whyNoPasskeys() === null ? null : <p class="hint">{whyNoPasskeys()}</p>}
      <button
        type="button"
        class="button primary"
        disabled={whyNoPasskeys() !== null}
        onClick={() => confirm({ kind: 'passkey' })}
      >
        <Icon name="key" /> Confirm with a passkey
      </button>
      <form
        class="field-row"
        onSubmit={(event) => {
          event.preventDefault();
          confirm({ kind: 'totp', code: code.value.trim() });
        }}
      >
        <label for="totp" class="sr-only">
          One-time code
        </label>
        <input
          id="totp"
          type="text"
          inputMode="numeric"
          autocomplete="one-time-code"
          placeholder="or a six-digit code"
          value={code.value}
          onInput={(event) => {
            code.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="button" disabled={code.value.trim().length < 6}>
          Confirm
        </button>
      </form>
    </Dialog>
  );
}
