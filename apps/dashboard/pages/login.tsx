import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { signInWithPasskey, signInWithToken, whyNoPasskeys } from '../gateway/account.ts';
import { explain } from '../state/words.ts';
import { Brand } from '../ui/brand.tsx';
import { Icon } from '../ui/icon.tsx';

/** Signing in: by the printed link, or with a token of this gateway. */
export function Login(): JSX.Element {
  const token = useSignal('');
  const failure = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const submit = async (event: Event | null, enter: () => Promise<void>) => {
    event?.preventDefault();
    isBusy.value = true;
    failure.value = null;
    try {
      await enter();
    } catch (error) {
      failure.value = explain(error).text;
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <main id="main" class="login">
      <div class="login-card">
        <Brand />
        <h1 tabIndex={-1}>Sign in</h1>
        <p>
          Run <code>countersign dashboard</code> where the gateway runs and open the link it prints. It works once.
        </p>
        <button
          type="button"
          class="button"
          disabled={isBusy.value || whyNoPasskeys() !== null}
          onClick={() => void submit(null, signInWithPasskey)}
        >
          <Icon name="key" /> Use a passkey
        </button>
        {whyNoPasskeys() === null ? null : <p class="hint">{whyNoPasskeys()}</p>}
        <form onSubmit={(event) => void submit(event, () => signInWithToken(token.value.trim()))}>
          <label for="token">Or paste a token</label>
          <div class="field-row">
            <input
              id="token"
              type="password"
              autocomplete="off"
              spellcheck={false}
              value={token.value}
              aria-describedby="token-help"
              aria-invalid={failure.value !== null}
              onInput={(event) => {
                token.value = event.currentTarget.value;
              }}
            />
            <button type="submit" class="button primary" disabled={isBusy.value || token.value.trim() === ''}>
              {isBusy.value ? 'Signing in…' : 'Sign in'}
            </button>
          </div>
          <p id="token-help" class="hint">
            The gateway prints where it is when it starts: <code>…/tokens/operator.token</code>. It is exchanged for a
            session of this browser and is not kept.
          </p>
          {failure.value === null ? null : (
            <p class="form-error" role="alert">
              <Icon name="warning" /> {failure.value}
            </p>
          )}
        </form>
      </div>
    </main>
  );
}
