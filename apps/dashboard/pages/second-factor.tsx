import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { account, client, whyNoPasskeys } from '../gateway/account.ts';
import { linkTo } from '../router.ts';
import { type Answer, confirming, decideRequest, lineOf } from '../state/inbox.ts';
import { useLoaded } from '../state/load.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { VisibleText } from '../ui/visible-text.tsx';

type Confirm = (factor: NonNullable<Answer['factor']>) => void;

/** The second factor of a critical approval: shows once more what is approved, and asks for a passkey or a code. */
export function SecondFactor(): JSX.Element | null {
  const waiting = confirming.value;
  if (waiting === null) return null;
  const { approval, answer } = waiting;
  return (
    <Dialog title="Confirm this approval" tone="danger" onClose={close}>
      <p class="confirm-line mono">
        <VisibleText text={lineOf(approval)} />
      </p>
      <p>
        Its risk is {approval.risk_level} ({approval.risk_score}). A second factor shows that it is you.
      </p>
      <Factors
        onClose={close}
        onConfirm={(factor) => {
          close();
          void decideRequest(approval, { ...answer, factor });
        }}
      />
    </Dialog>
  );
}

function close(): void {
  confirming.value = null;
}

/** What the person has, as far as it is known; both where it is not. */
function Factors({ onConfirm, onClose }: { readonly onConfirm: Confirm; readonly onClose: () => void }): JSX.Element {
  const people = useLoaded(() =>
    client()
      .people.list()
      .catch(() => []),
  );
  const own = (people.value.value ?? []).find(({ principals }) => principals.includes(account.value?.principal ?? ''));
  if (own !== undefined && own.passkeys === 0 && !own.totp) {
    return (
      <>
        <p class="ask-text">You have none yet, so this cannot be approved by you now. It can be denied.</p>
        <p>
          <a class="button primary" href={linkTo('system')} onClick={onClose}>
            <Icon name="key" /> Add one under System
          </a>
        </p>
      </>
    );
  }
  return (
    <>
      {own?.passkeys === 0 ? null : <WithPasskey onConfirm={onConfirm} />}
      {own?.totp === false ? null : <WithCode onConfirm={onConfirm} />}
    </>
  );
}

function WithPasskey({ onConfirm }: { readonly onConfirm: Confirm }): JSX.Element {
  const why = whyNoPasskeys();
  return (
    <>
      <button
        type="button"
        class="button primary"
        disabled={why !== null}
        onClick={() => onConfirm({ kind: 'passkey' })}
      >
        <Icon name="key" /> Confirm with a passkey
      </button>
      {why === null ? null : <p class="hint">{why}</p>}
    </>
  );
}

function WithCode({ onConfirm }: { readonly onConfirm: Confirm }): JSX.Element {
  const code = useSignal('');
  return (
    <form
      class="code-form"
      onSubmit={(event) => {
        event.preventDefault();
        onConfirm({ kind: 'totp', code: code.value.trim() });
      }}
    >
      <label for="totp">A code of your authenticator app</label>
      <div class="field-row">
        <input
          id="totp"
          type="text"
          inputMode="numeric"
          autocomplete="one-time-code"
          placeholder="123456"
          value={code.value}
          onInput={(event) => {
            code.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="button" disabled={code.value.trim().length < 6}>
          Confirm
        </button>
      </div>
    </form>
  );
}
