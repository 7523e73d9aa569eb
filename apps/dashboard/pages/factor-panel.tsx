import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { WireTotpSecret, WireWebSession } from '../../../sdk/wire.ts';
import { account, client, makePasskey, whyNoPasskeys } from '../gateway/account.ts';
import { useLoaded } from '../state/load.ts';
import { say } from '../state/toast.ts';
import { explain, plural, words } from '../state/words.ts';
import { Ask } from '../ui/ask.tsx';
import { Badge } from '../ui/badge.tsx';
import { CopyId } from '../ui/copy-id.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Panel } from '../ui/panel.tsx';
import { Shown } from '../ui/standing.tsx';
import { Time } from '../ui/time.tsx';

/** Your second factors, and the browsers that are signed in as you. */
export function FactorPanel(): JSX.Element {
  const people = useLoaded(() => client().people.list());
  const sessions = useLoaded(() => client().people.webSessions());
  const secret = useSignal<WireTotpSecret | null>(null);
  const recovery = useSignal<string | null>(null);
  const addPasskey = () =>
    guarded(async () => {
      const obstacle = whyNoPasskeys();
      if (obstacle !== null) return void say(obstacle, { tone: 'bad' });
      const credential = await makePasskey(await client().people.beginPasskey());
      const factor = await client().people.finishPasskey({ credential, label: 'dashboard' });
      recovery.value = factor.recovery;
      say('This passkey confirms critical approvals from now on.', { tone: 'good' });
      people.again();
    });
  const addApp = () =>
    guarded(async () => {
      secret.value = await client().people.beginTotp();
    });
  const end = (session: WireWebSession) =>
    guarded(() => client().people.endWebSession(session.id).then(sessions.again));
  return (
    <Panel
      title="You"
      note={account.value?.principal}
      flush
      actions={
        <>
          <button type="button" class="button small" onClick={addPasskey}>
            Add a passkey
          </button>
          <button type="button" class="button small" onClick={addApp}>
            Add an app
          </button>
        </>
      }
    >
      <Shown of={people} rows={1}>
        {(list) => (
          <Factors person={list.find(({ principals }) => principals.includes(account.value?.principal ?? ''))} />
        )}
      </Shown>
      <Shown of={sessions} rows={1}>
        {(list) => <Browsers sessions={list} onEnd={end} />}
      </Shown>
      {secret.value === null ? null : (
        <Ask
          title="Add an authenticator app"
          confirm="Enrol it"
          fields={[{ name: 'code', label: 'The code that the app shows', min: 6 }]}
          onClose={() => {
            secret.value = null;
            people.again();
          }}
          run={async ({ code = '' }) => {
            recovery.value = (await client().people.confirmTotp(code.trim())).recovery;
          }}
        >
          <p>Type this secret into the app; it is shown once.</p>
          <p class="token-shown">
            <CopyId id={secret.value.secret} label="secret" whole />
          </p>
        </Ask>
      )}
      {recovery.value === null ? null : (
        <Dialog
          title="Keep this recovery code"
          onClose={() => {
            recovery.value = null;
          }}
        >
          <p>It takes the place of a lost factor. It is shown once.</p>
          <p class="token-shown">
            <CopyId id={recovery.value} label="recovery code" whole />
          </p>
        </Dialog>
      )}
    </Panel>
  );
}

function Factors({
  person,
}: {
  readonly person: { readonly totp: boolean; readonly passkeys: number } | undefined;
}): JSX.Element {
  const [passkeys, app] = [person?.passkeys ?? 0, person?.totp ?? false];
  return (
    <p class="panel-body factor-said">
      {passkeys === 0 && !app ? (
        <Badge tone="ask" icon="warning">
          No second factor: you cannot approve what is critical
        </Badge>
      ) : (
        <>
          {passkeys === 0 ? null : (
            <Badge tone="allow" icon="key">
              {plural(passkeys, 'passkey')}
            </Badge>
          )}{' '}
          {app ? (
            <Badge tone="allow" icon="check">
              Authenticator app
            </Badge>
          ) : null}
        </>
      )}
    </p>
  );
}

function Browsers({
  sessions,
  onEnd,
}: {
  readonly sessions: readonly WireWebSession[];
  readonly onEnd: (session: WireWebSession) => void;
}): JSX.Element {
  return (
    <ul class="list">
      {sessions.map((session) => (
        <li key={session.id}>
          <span class="list-main">
            <b>{browserName(session.agent)}</b>
            <small>
              by {words(session.way).toLowerCase()}, last used <Time atMs={session.used_at_ms} />, ends{' '}
              <Time atMs={session.expires_at_ms} />
            </small>
          </span>
          {session.current ? (
            <Badge tone="accent" icon="check">
              This browser
            </Badge>
          ) : (
            <button type="button" class="button small deny" onClick={() => onEnd(session)}>
              Sign out
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

const BROWSERS = ['Edg', 'Firefox', 'HeadlessChrome', 'Chrome', 'Safari'] as const;

function browserName(agent: string): string {
  const found = BROWSERS.find((name) => agent.includes(name));
  const system = ['Windows', 'Android', 'iPhone', 'Mac OS', 'Linux'].find((name) => agent.includes(name));
  if (found === undefined) return agent.slice(0, 40) || 'A browser';
  return `${found === 'Edg' ? 'Edge' : found}${system === undefined ? '' : ` on ${system}`}`;
}

function guarded(work: () => Promise<void>): void {
  work().catch((error: unknown) => say(explain(error).text, { tone: 'bad' }));
}
