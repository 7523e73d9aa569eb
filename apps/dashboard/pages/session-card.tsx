import type { JSX } from 'preact';
import type { WireBudget, WireCheckpoint, WireLease, WireRun, WireSession, WireTrust } from '../../../sdk/wire.ts';
import { client, may } from '../gateway/account.ts';
import { linkTo } from '../router.ts';
import { say } from '../state/toast.ts';
import { count, dollars, explain, nameOf, plural } from '../state/words.ts';
import { Badge } from '../ui/badge.tsx';
import { CopyId } from '../ui/copy-id.tsx';
import { CrisisNotice } from '../ui/crisis-notice.tsx';
import { Icon } from '../ui/icon.tsx';
import { Fact } from '../ui/panel.tsx';
import { Time } from '../ui/time.tsx';
import { Use } from '../ui/use.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { SessionCheckpoints } from './session-checkpoints.tsx';
import { SessionWork } from './session-work.tsx';

type CardOptions = {
  readonly session: WireSession;
  readonly isFrozen: boolean;
  readonly run: WireRun | null;
  readonly lease: WireLease | null;
  readonly budget: WireBudget | null;
  readonly checkpoints: readonly WireCheckpoint[];
  readonly trusts: readonly WireTrust[];
  readonly onChange: () => void;
  readonly onEnd: () => void;
};

/** What the gateway calls the place of somebody who works in no folder. */
const NO_FOLDER = '/nonexistent';

/** One session: what holds for it, where its data comes from, what it used and kept, and the switches that end it. */
export function SessionCard(options: CardOptions): JSX.Element {
  const { session, isFrozen, run, lease, budget, checkpoints, trusts, onChange, onEnd } = options;
  const { id, principal, workspace, started_at_ms, consecutive_denials: denials } = session;
  return (
    <li class="panel">
      <header class="panel-head">
        <h2>
          <VisibleText text={nameOf(principal)} />
        </h2>
        <CopyId id={id} label="session" whole={id.length < 32} />
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
        <CrisisNotice session={id} />
        <dl class="facts">
          <Fact name="Workspace">
            {workspace === NO_FOLDER ? (
              <span class="quiet">none: it only calls models</span>
            ) : (
              <code>
                <VisibleText text={workspace} />
              </code>
            )}
          </Fact>
          {run === null ? null : <RunFact run={run} />}
          <Fact name="Since">
            <Time atMs={started_at_ms} />
          </Fact>
          <SessionWork session={id} />
          <Trust session={session} trusts={trusts} onChange={onChange} />
          <SessionCheckpoints checkpoints={checkpoints} />
        </dl>
        <Used lease={lease} budget={budget} />
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

function Trust({
  session: { id, grants, refused, consecutive_denials: denials },
  trusts,
  onChange,
}: {
  readonly session: WireSession;
  readonly trusts: readonly WireTrust[];
  readonly onChange: () => void;
}): JSX.Element {
  const takeBack = () => {
    client()
      .prompts.revokeTrust(id)
      .then(onChange, (error: unknown) => say(explain(error).text, { tone: 'bad' }));
  };
  return (
    <Fact name="Trust">
      {grants === 0 ? 'no session approvals' : plural(grants, 'session approval')}
      {refused === 0 ? '' : `, ${refused} refused`}
      {denials === 0 ? '' : `, ${plural(denials, 'denial')} in a row`}
      {trusts.map((trust) => (
        <span key={trust.id} class="trust-line">
          {trust.kind === 'work' ? 'trusted with ordinary work' : `trusted with ${trust.pattern ?? 'a pattern'}`} by{' '}
          {nameOf(trust.by)}, ends <Time atMs={trust.expires_at_ms} />
        </span>
      ))}
      {(grants > 0 || trusts.length > 0) && may('approve') ? (
        <button type="button" class="button small" onClick={takeBack}>
          Take it back
        </button>
      ) : null}
    </Fact>
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

/** What bounds the session: its lease, or its own budget, or neither. */
function Used({
  lease,
  budget,
}: {
  readonly lease: WireLease | null;
  readonly budget: WireBudget | null;
}): JSX.Element {
  const use = lease?.uses[0];
  return (
    <div class="lease">
      {lease === null ? (
        <p class="quiet">No lease: only the policy bounds it.</p>
      ) : (
        <p>
          <Icon name="key" size={16} /> Lease <CopyId id={lease.id} label="lease" /> for “{lease.task}”, ends{' '}
          <Time atMs={lease.expires_at_ms} />
        </p>
      )}
      {use === undefined ? (
        <TaskBudget budget={budget} />
      ) : (
        <dl class="uses">
          <Use name="Tokens" used={use.tokens} limit={use.limits.tokens} shown={count} />
          <Use name="Cost" used={use.cost_micros} limit={use.limits.cost_micros} shown={dollars} />
          <Use name="Calls" used={use.calls} limit={use.limits.calls} shown={count} />
        </dl>
      )}
    </div>
  );
}

function TaskBudget({ budget }: { readonly budget: WireBudget | null }): JSX.Element {
  if (budget === null) return <p class="quiet">No model was called in it through the gateway: no budget is used.</p>;
  return (
    <dl class="uses">
      <Use name="Tokens" used={budget.used.tokens} limit={budget.limit.tokens} shown={count} />
      <Use name="Cost" used={budget.used.cost_micros} limit={budget.limit.cost_micros} shown={dollars} />
    </dl>
  );
}
