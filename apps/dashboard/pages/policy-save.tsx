import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { account, client } from '../gateway/account.ts';
import { nowMs } from '../state/clock.ts';
import { useLoaded } from '../state/load.ts';
import { say } from '../state/toast.ts';
import { Ask } from '../ui/ask.tsx';
import { Icon } from '../ui/icon.tsx';

type Options = {
  readonly before: string;
  readonly text: string;
  /** Null where it may be saved; otherwise why not. */
  readonly obstacle: string | null;
  /** How many recorded verdicts of the last week would be others. */
  readonly changed: number;
  readonly onSaved: () => void;
};

/** Puts a changed policy in force: says once more what it changes, and takes a code of whoever did not just sign in with a passkey. */
export function PolicySave({ before, text, obstacle, changed, onSaved }: Options): JSX.Element {
  const isAsking = useSignal(false);
  const people = useLoaded(() => client().people.list());
  const own = (people.value.value ?? []).find(({ principals }) => principals.includes(account.value?.principal ?? ''));
  const session = account.value?.session;
  const byPasskey = session?.way === 'passkey' && nowMs.value < session.created_at_ms + LOGIN_PROVES_MS;
  const lacks = !byPasskey && own?.totp !== true;
  const why = obstacle ?? (lacks && own !== undefined ? LACKS : null);
  return (
    <>
      <button
        type="button"
        class="button small primary"
        disabled={why !== null}
        aria-describedby={why === null ? undefined : 'save-why'}
        onClick={() => {
          isAsking.value = true;
        }}
      >
        <Icon name="check" size={16} /> Save and put in force
      </button>
      {why === null ? null : (
        <p id="save-why" class="hint save-why">
          {why}
        </p>
      )}
      {isAsking.value ? (
        <Ask
          title="Put this policy in force?"
          confirm="Save it"
          fields={byPasskey ? [] : [{ name: 'totp', label: 'A code of your authenticator app', min: 6 }]}
          onClose={() => {
            isAsking.value = false;
          }}
          run={async ({ totp = '' }) => {
            const saving = { before, text, ...(byPasskey ? {} : { totp: totp.trim() }) };
            const { kept } = await client().reading.savePolicy(saving);
            say(kept === null ? 'Saved, and in force.' : 'Saved, and in force. The one before is kept beside it.', {
              tone: 'good',
            });
            onSaved();
          }}
        >
          <p>
            It decides from the next action on.{' '}
            {changed === 0
              ? 'No verdict of the last week would have been another.'
              : `Of the last week, ${changed === 1 ? '1 verdict' : `${changed} verdicts`} would have been others.`}
          </p>
        </Ask>
      ) : null}
    </>
  );
}

/** How long the gateway takes a login with a passkey for proof, less what it takes to send. */
const LOGIN_PROVES_MS = 595_000;

const LACKS =
  'Saving here takes a second factor: sign in with a passkey, at most ten minutes before, or add an authenticator app under System. Or replace the file by hand.';
