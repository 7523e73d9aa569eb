import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { WireBudget, WireCheckpoint, WireLease, WireRun, WireSession, WireTrust } from '../../../sdk/wire.ts';
import { client } from '../gateway/account.ts';
import { useLoaded } from '../state/load.ts';
import { say } from '../state/toast.ts';
import { plural } from '../state/words.ts';
import { Ask } from '../ui/ask.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Empty, Shown } from '../ui/standing.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { SessionCard } from './session-card.tsx';

type Known = {
  readonly sessions: readonly WireSession[];
  readonly leases: readonly WireLease[];
  readonly budgets: readonly WireBudget[];
  readonly checkpoints: readonly WireCheckpoint[];
  readonly frozen: ReadonlySet<string>;
  readonly runs: readonly WireRun[];
  readonly trusts: readonly WireTrust[];
};

/** How many sessions are shown at once, newest first; each is read about by itself. */
const PAGE = 24;
const TOLD = ['decision', 'lease', 'emergency', 'run', 'guardrail', 'message', 'budget'];

/** Who works at the moment, under which lease, with what used, and the switches that end it. */
export function Sessions(): JSX.Element {
  const known = useLoaded(readAll, { on: ({ kind }) => TOLD.includes(kind) });
  const ending = useSignal<WireSession | null>(null);
  const shown = useSignal(PAGE);
  const session = ending.value;
  return (
    <div class="page">
      <PageHead title="Sessions">Agents at work: what holds for them, what they used, and how to stop them.</PageHead>
      <Shown of={known}>
        {(all) => (
          <>
            <List
              known={all}
              limit={shown.value}
              onChange={known.again}
              onEnd={(one) => {
                ending.value = one;
              }}
            />
            {all.sessions.length <= shown.value ? null : (
              <button
                type="button"
                class="button"
                onClick={() => {
                  shown.value += PAGE;
                }}
              >
                Show older: {plural(all.sessions.length - shown.value, 'session')}
              </button>
            )}
          </>
        )}
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

type ListOptions = {
  readonly known: Known;
  readonly limit: number;
  readonly onChange: () => void;
  readonly onEnd: (session: WireSession) => void;
};

function List({ known, limit, onChange, onEnd }: ListOptions): JSX.Element {
  const { sessions, leases, budgets, checkpoints, frozen, runs, trusts } = known;
  if (sessions.length === 0) {
    return (
      <Empty icon="sessions" title="No agent is at work">
        <p>
          A session begins when an agent that is connected does. <code>countersign run -- claude</code> starts one in a
          sandbox.
        </p>
      </Empty>
    );
  }
  return (
    <ul class="session-cards">
      {sessions.slice(0, limit).map((one) => (
        <SessionCard
          key={one.id}
          session={one}
          isFrozen={frozen.has(one.id)}
          run={runs.find(({ session: name, state }) => name === one.id && state !== 'ended') ?? null}
          lease={leases.find((lease) => lease.session === one.id && lease.live) ?? null}
          budget={budgets.find(({ scope }) => scope === `task ${one.id}`) ?? null}
          checkpoints={checkpoints.filter((checkpoint) => checkpoint.session === one.id)}
          trusts={trusts.filter((trust) => trust.session === one.id)}
          onChange={onChange}
          onEnd={() => onEnd(one)}
        />
      ))}
    </ul>
  );
}

async function readAll(): Promise<Known> {
  const [sessions, leases, budgets, checkpoints, emergency, runs, trusts] = await Promise.all([
    client().reading.sessions(),
    client().guards.leases(),
    client().guards.budgets({ limit: 200 }),
    client().checkpoints.list({ limit: 200 }),
    client().emergency(),
    client().runs.list(),
    client().prompts.trusts(),
  ]);
  const frozen = emergency.containments
    .filter(({ target }) => target.kind === 'session')
    .map(({ target }) => target.name);
  return { sessions, leases, budgets, checkpoints, frozen: new Set(frozen), runs, trusts };
}
