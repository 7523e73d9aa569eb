import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { WireEmergency, WireHealth } from '../../../sdk/wire.ts';
import { client } from '../gateway/account.ts';
import { useLoaded } from '../state/load.ts';
import { count, words } from '../state/words.ts';
import { Icon } from '../ui/icon.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel, Tile } from '../ui/panel.tsx';
import { Shown } from '../ui/standing.tsx';
import { Table } from '../ui/table.tsx';
import { Time } from '../ui/time.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { DoctorPanel } from './doctor-panel.tsx';
import { EmergencyPanel } from './emergency-panel.tsx';
import { FactorPanel } from './factor-panel.tsx';
import { SandboxPanel } from './sandbox-panel.tsx';
import { ToolPanel } from './tool-panel.tsx';

/** How the gateway is, and the controls that stop it. */
export function SystemPage(): JSX.Element {
  const health = useLoaded(() => client().health(), { on: () => true });
  const emergency = useLoaded(() => client().emergency(), {
    on: ({ kind }) => kind === 'emergency' || kind === 'guardrail',
  });
  const again = () => {
    health.again();
    emergency.again();
  };
  return (
    <div class="page">
      <PageHead title="System">What guards, how it is, and how to stop everything.</PageHead>
      <Shown of={emergency} rows={2}>
        {(state) => <EmergencyPanel state={state} onChange={again} />}
      </Shown>
      <Shown of={health} rows={2}>
        {(state) => <Health health={state} />}
      </Shown>
      <Shown of={emergency} rows={1}>
        {(state) => <Contained state={state} onChange={again} />}
      </Shown>
      <div class="columns">
        <div class="stack">
          <DoctorPanel />
          <ToolPanel />
        </div>
        <div class="stack">
          <FactorPanel />
          <SandboxPanel />
        </div>
      </div>
    </div>
  );
}

const WITNESS = {
  none: ['ask', 'None', 'set one up: countersign witness'],
  pending: ['ask', 'Pending', 'the newest checkpoint waits for its cosignature'],
  cosigned: ['allow', 'Cosigned', 'the newest checkpoint has a second signature'],
} as const;

function Health({ health }: { readonly health: WireHealth }): JSX.Element {
  const [tone, said, note] = WITNESS[health.witness];
  return (
    <>
      <dl class="tiles six">
        <Tile
          name="Gateway"
          value={words(health.status)}
          tone={health.status === 'ok' ? 'allow' : 'deny'}
          note={`version ${health.version}`}
        />
        <Tile name="Started" value={<Time atMs={health.started_at_ms} />} />
        <Tile
          name="Log"
          value={count(health.log.size)}
          note={health.log.writable ? 'entries, writable' : 'entries, NOT WRITABLE'}
          tone={health.log.writable ? 'plain' : 'deny'}
        />
        <Tile name="Witness" value={said} note={note} tone={tone} />
        <Tile
          name="Mode"
          value={words(health.mode)}
          note={`profile ${health.profile}`}
          tone={health.mode === 'shadow' ? 'ask' : 'plain'}
        />
        <Tile
          name="Waiting"
          value={count(health.pending_approvals)}
          note={health.pending_approvals === 1 ? 'request' : 'requests'}
        />
      </dl>
      {health.closed_workspaces.length === 0 ? null : (
        <Panel title="Closed workspaces" flush>
          <Table
            label="Closed workspaces"
            rows={health.closed_workspaces}
            keyOf={({ root }) => root}
            columns={[
              { name: 'Workspace', of: ({ root }) => <code>{root}</code> },
              { name: 'Why', of: ({ problem }) => problem },
              { name: 'Since', of: ({ since_ms }) => <Time atMs={since_ms} /> },
              { name: 'Next', of: ({ root }) => <code>countersign workspace reopen {root}</code> },
            ]}
          />
        </Panel>
      )}
    </>
  );
}

function Contained({
  state,
  onChange,
}: {
  readonly state: WireEmergency;
  readonly onChange: () => void;
}): JSX.Element | null {
  const failure = useSignal<string | null>(null);
  if (state.containments.length === 0) return null;
  const lift = (target: WireEmergency['containments'][number]['target']) => {
    client()
      .lift({ target, rationale: 'Lifted on the dashboard.' })
      .then(onChange, (error: unknown) => {
        failure.value = String(error);
      });
  };
  return (
    <Panel title="Contained" note={`${state.containments.length}`} flush>
      <Table
        label="Contained"
        rows={state.containments}
        keyOf={({ target }) => `${target.kind} ${target.name}`}
        columns={[
          {
            name: 'What',
            of: ({ target }) => (
              <>
                <b>{words(target.kind)}</b> <VisibleText text={target.name} />
              </>
            ),
          },
          { name: 'How', of: ({ verb }) => words(verb) },
          { name: 'Why', of: ({ reason }) => <VisibleText text={reason} /> },
          { name: 'By', of: ({ by }) => by },
          { name: 'Since', of: ({ since_ms }) => <Time atMs={since_ms} /> },
          {
            name: '',
            of: ({ target }) => (
              <button type="button" class="button small" onClick={() => lift(target)}>
                <Icon name="undo" size={14} /> Lift
              </button>
            ),
          },
        ]}
      />
    </Panel>
  );
}
