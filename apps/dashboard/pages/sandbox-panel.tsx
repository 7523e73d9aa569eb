import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { WireSandbox } from '../../../sdk/wire.ts';
import { client } from '../gateway/account.ts';
import { plural } from '../state/words.ts';
import { Badge } from '../ui/badge.tsx';
import { Panel } from '../ui/panel.tsx';
import { Failure, Loading } from '../ui/standing.tsx';

/** What sandboxes hold here; they are tried only when somebody asks, since that runs programs. */
export function SandboxPanel(): JSX.Element {
  const found = useSignal<readonly WireSandbox[] | 'asking' | { readonly error: unknown } | null>(null);
  const ask = () => {
    found.value = 'asking';
    client()
      .runs.sandboxes(null, { timeoutMs: 120_000 })
      .then(
        (sandboxes) => {
          found.value = sandboxes;
        },
        (error: unknown) => {
          found.value = { error };
        },
      );
  };
  const state = found.value;
  return (
    <Panel
      title="Sandboxes"
      actions={
        <button type="button" class="button small" disabled={state === 'asking'} onClick={ask}>
          {state === 'asking' ? 'Trying…' : 'Try them'}
        </button>
      }
      flush
    >
      {state === null ? (
        <p class="panel-body quiet">
          Find out what each kind of sandbox really enforces on this machine, by running programs in it.
        </p>
      ) : null}
      {state === 'asking' ? <Loading rows={3} /> : null}
      {state !== null && state !== 'asking' && 'error' in state ? <Failure error={state.error} again={ask} /> : null}
      {Array.isArray(state) ? (
        <ul class="list">
          {state.map((sandbox: WireSandbox) => (
            <SandboxRow key={sandbox.name} sandbox={sandbox} />
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}

function SandboxRow({
  sandbox: { name, works, version, enforces, missing },
}: {
  readonly sandbox: WireSandbox;
}): JSX.Element {
  return (
    <li>
      <span class="list-main">
        <b class="mono">{name}</b>
        <small>
          {works ? `enforces ${plural(enforces.length, 'guarantee')}` : (missing[0]?.why ?? 'does not work here')}
          {version === null ? '' : `, ${version}`}
        </small>
        {works && missing.length > 0 ? (
          <small>not: {missing.map(({ guarantee }) => guarantee).join(', ')}</small>
        ) : null}
      </span>
      <Badge tone={works ? 'allow' : 'plain'} icon={works ? 'check' : 'dash'}>
        {works ? 'Works' : 'Not here'}
      </Badge>
    </li>
  );
}
