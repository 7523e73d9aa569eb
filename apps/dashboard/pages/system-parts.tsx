import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { WireSandbox, WireTool } from '../../../sdk/wire.ts';
import { client, may } from '../gateway/account.ts';
import { useLoaded } from '../state/load.ts';
import { say } from '../state/toast.ts';
import { explain, plural, words } from '../state/words.ts';
import { Badge } from '../ui/badge.tsx';
import { Panel } from '../ui/panel.tsx';
import { Empty, Failure, Loading, Shown } from '../ui/standing.tsx';
import { Time } from '../ui/time.tsx';
import { VisibleText } from '../ui/visible-text.tsx';

const STANDINGS = {
  vouched: ['allow', 'check', 'Vouched'],
  new: ['ask', 'ask', 'New: held'],
  changed: ['ask', 'warning', 'Changed: held'],
  refused: ['deny', 'cross', 'Refused'],
} as const;

/** Tools of MCP servers, those that are held first. */
export function ToolPanel(): JSX.Element {
  const tools = useLoaded(() => client().listTools(), { on: ({ kind }) => kind === 'tool' });
  const act = (work: Promise<unknown>, said: string) => {
    work.then(
      () => {
        say(said, { tone: 'good' });
        tools.again();
      },
      (error: unknown) => say(explain(error).text, { tone: 'bad' }),
    );
  };
  const vouch = ({ server, name, digest }: WireTool) =>
    act(client().vouchTools({ server, tools: [{ name, digest }] }), `${name} is vouched for.`);
  const refuse = ({ server, name }: WireTool) =>
    act(client().refuseTools({ server, tools: [name] }), `${name} is refused.`);
  return (
    <Panel title="Tools of MCP servers" flush>
      <Shown of={tools} rows={2}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon="key" title="No server has listed tools yet">
              <p>Tools of MCP servers appear here, and are held until a person has looked at them.</p>
            </Empty>
          ) : (
            <ul class="list">
              {list
                .toSorted((one, two) => Number(one.standing === 'vouched') - Number(two.standing === 'vouched'))
                .map((tool) => (
                  <ToolRow
                    key={`${tool.server} ${tool.name}`}
                    tool={tool}
                    onVouch={() => vouch(tool)}
                    onRefuse={() => refuse(tool)}
                  />
                ))}
            </ul>
          )
        }
      </Shown>
    </Panel>
  );
}

function ToolRow({
  tool,
  onVouch,
  onRefuse,
}: {
  readonly tool: WireTool;
  readonly onVouch: () => void;
  readonly onRefuse: () => void;
}): JSX.Element {
  const [tone, icon, said] = STANDINGS[tool.standing];
  return (
    <li>
      <span class="list-main">
        <b class="mono">
          <VisibleText text={tool.name} />
        </b>
        <small>
          <VisibleText text={tool.server} /> · <Time atMs={tool.changed_at_ms} />
          {tool.warnings.length === 0 ? '' : ` · ${tool.warnings.map(words).join(', ')}`}
        </small>
      </span>
      <Badge tone={tone} icon={icon}>
        {said}
      </Badge>
      {tool.standing === 'vouched' || !may('admin') ? null : (
        <button type="button" class="button small" onClick={onVouch}>
          Vouch
        </button>
      )}
      {tool.standing === 'refused' || !may('admin') ? null : (
        <button type="button" class="button small deny" onClick={onRefuse}>
          Refuse
        </button>
      )}
    </li>
  );
}

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
