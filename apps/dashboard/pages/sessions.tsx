import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { WireCheckpoint, WireLease, WireRun, WireSession } from '../../../sdk/wire.ts';
import { client, may } from '../gateway/account.ts';
import { linkTo } from '../router.ts';
import { useLoaded } from '../state/load.ts';
import { say } from '../state/toast.ts';
import { count, dollars, explain, nameOf, plural, shortId } from '../state/words.ts';
import { Ask } from '../ui/ask.tsx';
import { Badge } from '../ui/badge.tsx';
import { CopyId } from '../ui/copy-id.tsx';
import { Icon } from '../ui/icon.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Fact, Meter } from '../ui/panel.tsx';
import { Empty, Shown } from '../ui/standing.tsx';
import { Time } from '../ui/time.tsx';
import { VisibleText } from '../ui/visible-text.tsx';

type Known = {
  readonly sessions: readonly WireSession[];
  readonly leases: readonly WireLease[];
  readonly checkpoints: readonly WireCheckpoint[];
  readonly frozen: ReadonlySet<string>;
  readonly runs: readonly WireRun[];
};

/** Who works at the moment, under which lease, with what used, and the switch that ends it. */
export function Sessions(): JSX.Element {
  const known = useLoaded(readAll, {
    on: ({ kind }) => ['decision', 'lease', 'emergency', 'run', 'guardrail'].includes(kind),
  });
  const ending = useSignal<WireSession | null>(null);
  const session = ending.value;
  return (
    <div class="page">
      <PageHead title="Sessions">Agents at work: what holds for them, and what they used.</PageHead>
      <Shown of={known}>
        {({ sessions, leases, checkpoints, frozen, runs }) =>
          sessions.length === 0 ? (
            <Empty icon="sessions" title="No agent is at work">
              <p>
                A session begins when an agent that is connected does. <code>countersign run -- claude</code> starts one
                in a sandbox.
              </p>
            </Empty>
          ) : (
            <ul class="session-cards">
              {sessions.map((one) => (
                <SessionCard
                  key={one.id}
                  session={one}
                  isFrozen={frozen.has(one.id)}
                  run={runs.find(({ session: name, state }) => name === one.id && state !== 'ended') ?? null}
                  lease={leases.find((lease) => lease.session === one.id && lease.live) ?? null}
                  checkpoints={checkpoints.filter((checkpoint) => checkpoint.session === one.id)}
                  onEnd={() => {
                    ending.value = one;
                  }}
                />
              ))}
            </ul>
          )
        }
      </Shown>
      {session === null ? null : (
        <Ask
          title="Freeze this session?"
          tone="danger"
          confirm="Freeze it"
          fields={[{ name: 'reason', label: 'Why', hint: 'Goes on record, and to the agent.', min: 3 }]}
          onClose={() => {
            ending.value = null;
            known.again();
          }}
          run={async ({ reason = '' }) => {
            await client().contain({ verb: 'freeze', target: { kind: 'session', name: session.id }, reason });
            say('Frozen. Nothing of this session is allowed until it is lifted (System).', { tone: 'good' });
          }}
        >
          <p>
            Everything that{' '}
            <b>
              <VisibleText text={session.id} />
            </b>{' '}
            proposes is denied from now on. It can be lifted under System.
          </p>
        </Ask>
      )}
    </div>
  );
}

async function readAll(): Promise<Known> {
  const [sessions, leases, checkpoints, emergency, runs] = await Promise.all([
    client().reading.sessions(),
    client().guards.leases(),
    client().checkpoints.list({ limit: 200 }),
    client().emergency(),
    client().runs.list(),
  ]);
  const frozen = emergency.containments
    .filter(({ target }) => target.kind === 'session')
    .map(({ target }) => target.name);
  return { sessions, leases, checkpoints, frozen: new Set(frozen), runs };
}

type CardOptions = {
  readonly session: WireSession;
  readonly isFrozen: boolean;
  readonly run: WireRun | null;
  readonly lease: WireLease | null;
  readonly checkpoints: readonly WireCheckpoint[];
  readonly onEnd: () => void;
};

function SessionCard({ session, isFrozen, run, lease, checkpoints, onEnd }: CardOptions): JSX.Element {
  const { id, principal, workspace, started_at_ms, consecutive_denials: denials, refused, grants } = session;
  return (
    <li class="panel">
      <header class="panel-head">
        <h2>
          <VisibleText text={nameOf(principal)} />
        </h2>
        <CopyId id={id} label="session" whole={id.length < 24} />
        {isFrozen ? (
          <Badge tone="deny" icon="stop">
            Frozen
          </Badge>
        ) : null}
        {denials >= 3 ? (
          <Badge tone="deny" icon="warning">
            Stopped after {denials} denials
          </Badge>
        ) : null}
      </header>
      <div class="panel-body">
        <dl class="facts">
          <Fact name="Workspace">
            <code>
              <VisibleText text={workspace} />
            </code>
          </Fact>
          {run === null ? null : <RunFact run={run} />}
          <Fact name="Since">
            <Time atMs={started_at_ms} />
          </Fact>
          <Fact name="Trust">
            {grants === 0 ? 'no session approvals' : plural(grants, 'session approval')}
            {refused === 0 ? '' : `, ${refused} refused`}
            {denials === 0 ? '' : `, ${plural(denials, 'denial')} in a row`}
          </Fact>
          <Fact name="Checkpoints">
            {checkpoints.length === 0 ? (
              <span class="quiet">none yet</span>
            ) : (
              <>
                {plural(checkpoints.length, 'state')} kept, newest{' '}
                <span class="mono">{shortId(checkpoints[0]?.id ?? '')}</span>
              </>
            )}
          </Fact>
        </dl>
        {lease === null ? (
          <p class="quiet lease-none">No lease: only the policy bounds it.</p>
        ) : (
          <Lease lease={lease} />
        )}
        <div class="card-actions">
          <a class="button small" href={`${linkTo('feed')}?session=${encodeURIComponent(id)}`}>
            <Icon name="feed" size={16} /> Its actions
          </a>
          <button type="button" class="button small deny" disabled={!may('halt') || isFrozen} onClick={onEnd}>
            <Icon name="stop" size={16} /> Freeze
          </button>
        </div>
      </div>
    </li>
  );
}

/** The sandbox that holds the session's program, and the button that kills it. */
function RunFact({ run }: { readonly run: WireRun }): JSX.Element {
  const kill = () => {
    client()
      .runs.stop(run.id, 'Stopped on the dashboard.')
      .then(
        () => say(`${run.program} was stopped.`, { tone: 'good' }),
        (error: unknown) => say(explain(error).text, { tone: 'bad' }),
      );
  };
  return (
    <Fact name="Runs in">
      {run.isolation}: <code>{run.program}</code>, {run.state}{' '}
      {may('admin') ? (
        <button type="button" class="button small deny" onClick={kill}>
          Kill
        </button>
      ) : null}
    </Fact>
  );
}

function Lease({ lease }: { readonly lease: WireLease }): JSX.Element {
  const [use] = lease.uses;
  return (
    <div class="lease">
      <p>
        <Icon name="key" size={16} /> Lease <CopyId id={lease.id} label="lease" /> for “{lease.task}”, ends{' '}
        <Time atMs={lease.expires_at_ms} />
      </p>
      {use === undefined ? null : (
        <dl class="uses">
          <Use name="Tokens" used={use.tokens} limit={use.limits.tokens} shown={count} />
          <Use name="Cost" used={use.cost_micros} limit={use.limits.cost_micros} shown={dollars} />
          <Use name="Calls" used={use.calls} limit={use.limits.calls} shown={count} />
        </dl>
      )}
    </div>
  );
}

/** How much of one limit is used. */
export function Use({
  name,
  used,
  limit,
  shown,
}: {
  readonly name: string;
  readonly used: number;
  readonly limit: number;
  readonly shown: (value: number) => string;
}): JSX.Element {
  return (
    <div class="use">
      <dt>{name}</dt>
      <dd>
        <Meter share={limit === 0 ? 1 : used / limit} label={`${name}: ${shown(used)} of ${shown(limit)}`} />
        <span>
          {shown(used)} of {shown(limit)}
        </span>
      </dd>
    </div>
  );
}
