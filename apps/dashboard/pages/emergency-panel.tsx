import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { WireEmergency } from '../../../sdk/wire.ts';
import { client, may } from '../gateway/account.ts';
import { say } from '../state/toast.ts';
import { Ask } from '../ui/ask.tsx';
import { CopyId } from '../ui/copy-id.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { Time } from '../ui/time.tsx';
import { VisibleText } from '../ui/visible-text.tsx';

type Asking = 'halt' | 'resume' | 'safe-mode' | null;

/** Stopping everything, and going on. Halting takes one person and two presses; going on takes the token that halting gave. */
export function EmergencyPanel({
  state,
  onChange,
}: {
  readonly state: WireEmergency;
  readonly onChange: () => void;
}): JSX.Element {
  const asking = useSignal<Asking>(null);
  const token = useSignal<string | null>(null);
  const close = () => {
    asking.value = null;
    onChange();
  };
  return (
    <section class={`emergency ${state.halt === null ? '' : 'halted'}`} aria-label="Emergency">
      {state.halt === null ? <Running state={state} /> : <Halted halt={state.halt} />}
      <div class="emergency-actions">
        {state.halt === null ? (
          <>
            {state.safe_mode ? null : (
              <button
                type="button"
                class="button"
                disabled={!may('halt')}
                onClick={() => {
                  asking.value = 'safe-mode';
                }}
              >
                <Icon name="shield" /> Safe mode
              </button>
            )}
            <button
              type="button"
              class="button danger halt"
              disabled={!may('halt')}
              onClick={() => {
                asking.value = 'halt';
              }}
            >
              <Icon name="stop" size={22} /> Halt everything
            </button>
          </>
        ) : (
          <button
            type="button"
            class="button resume"
            disabled={!may('halt')}
            onClick={() => {
              asking.value = 'resume';
            }}
          >
            <Icon name="check" /> Resume…
          </button>
        )}
      </div>
      <EmergencyDialog
        asking={asking.value}
        onToken={(given) => {
          token.value = given;
        }}
        onClose={close}
      />
      {token.value === null ? null : (
        <Dialog
          title="Halted. Keep this token"
          onClose={() => {
            token.value = null;
          }}
        >
          <p>
            It is shown once, and whoever has it can let the gateway go on. It is also in the gateway’s state directory,
            in <code>resume.token</code>.
          </p>
          <p class="token-shown">
            <CopyId id={token.value} label="resume token" whole />
          </p>
        </Dialog>
      )}
    </section>
  );
}

function Running({ state }: { readonly state: WireEmergency }): JSX.Element {
  return (
    <div class="emergency-said">
      <h2>{state.safe_mode ? 'Safe mode: read-only' : 'Agents may work, within the policy'}</h2>
      <p>
        {state.safe_mode
          ? 'No model, shell, network or write. It ends with a signed answer: countersign safe-mode off.'
          : 'Halting denies everything new at once, cancels what waits, and stops runs. Nothing is lost.'}
      </p>
    </div>
  );
}

function Halted({ halt }: { readonly halt: NonNullable<WireEmergency['halt']> }): JSX.Element {
  return (
    <div class="emergency-said">
      <h2>
        <Icon name="stop" /> Halted
      </h2>
      <p>
        By {halt.by} ({halt.source}) <Time atMs={halt.since_ms} />: <VisibleText text={halt.reason} />
      </p>
    </div>
  );
}

type DialogOptions = {
  readonly asking: Asking;
  readonly onToken: (token: string) => void;
  readonly onClose: () => void;
};

function EmergencyDialog({ asking, onToken, onClose }: DialogOptions): JSX.Element | null {
  if (asking === 'halt') {
    return (
      <Ask
        title="Halt everything?"
        tone="danger"
        confirm="Halt now"
        fields={[{ name: 'reason', label: 'Why', hint: 'Goes on record, and to every agent that asks.', min: 3 }]}
        onClose={onClose}
        run={async ({ reason = '' }) => {
          onToken((await client().halt({ reason, source: 'api' })).resume_token);
        }}
      >
        <p>
          Every agent is denied from now on, whatever the policy says. Everything that waits for a person is cancelled.
        </p>
      </Ask>
    );
  }
  if (asking === 'resume') {
    return (
      <Ask
        title="Let the gateway go on"
        confirm="Resume"
        fields={[
          {
            name: 'token',
            label: 'Resume token',
            kind: 'secret',
            hint: 'Halting showed it; the state directory keeps it in resume.token.',
            min: 8,
          },
          {
            name: 'rationale',
            label: 'What was found and mended',
            kind: 'long',
            hint: 'At least 20 characters; kept in the log.',
            min: 20,
          },
        ]}
        onClose={onClose}
        run={async ({ token = '', rationale = '' }) => {
          await client().resume({ resume_token: token.trim(), rationale });
          say('The gateway goes on.', { tone: 'good' });
        }}
      />
    );
  }
  if (asking === 'safe-mode') {
    return (
      <Ask
        title="Enter safe mode?"
        confirm="Make it read-only"
        fields={[{ name: 'reason', label: 'Why', min: 3 }]}
        onClose={onClose}
        run={async ({ reason = '' }) => void (await client().enterSafeMode({ reason }))}
      >
        <p>
          Agents may still read. Models, shells, the network and every write are refused until a person ends it with a
          signature.
        </p>
      </Ask>
    );
  }
  return null;
}
