import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { WireNotificationChannel, WireOffer, WirePairing } from '../../../sdk/wire.ts';
import { client, may } from '../gateway/account.ts';
import { useLoaded } from '../state/load.ts';
import { say } from '../state/toast.ts';
import { explain, nameOf, words } from '../state/words.ts';
import { Ask } from '../ui/ask.tsx';
import { Badge } from '../ui/badge.tsx';
import { CopyId } from '../ui/copy-id.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import { PushPanel } from '../ui/push-panel.tsx';
import { Empty, Shown } from '../ui/standing.tsx';
import { Table } from '../ui/table.tsx';
import { Time } from '../ui/time.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { Deliveries } from './deliveries.tsx';

/** How people are reached, and whether it got there. */
export function Channels(): JSX.Element {
  const channels = useLoaded(() => client().channels.list(), { on: ({ kind }) => kind === 'approval' });
  const pairings = useLoaded(() => (may('admin') ? client().channels.pairings() : Promise.resolve([])));
  const deliveries = useLoaded(() => client().channels.deliveries({ limit: 50 }), {
    on: ({ kind }) => kind === 'approval',
  });
  const offering = useSignal<string | null>(null);
  const offered = useSignal<WireOffer | null>(null);
  const channel = offering.value;
  return (
    <div class="page">
      <PageHead title="Channels">How people are reached when they are away, and whether messages arrived.</PageHead>
      <Shown of={channels} rows={2}>
        {(list) =>
          list.every(({ kind }) => kind === 'cli') ? (
            <NoChannels />
          ) : (
            <ul class="channel-cards">
              {list.map((one) => (
                <ChannelCard
                  key={one.name}
                  channel={one}
                  onPair={() => {
                    offering.value = one.name;
                  }}
                  onTested={deliveries.again}
                />
              ))}
            </ul>
          )
        }
      </Shown>
      <PushPanel />
      <Panel title="Paired accounts" flush>
        <Shown of={pairings} rows={1}>
          {(list) => <Pairings pairings={list} onEnded={pairings.again} />}
        </Shown>
      </Panel>
      <Panel title="Outbox" note="newest first" flush>
        <Shown of={deliveries} rows={2}>
          {(list) => <Deliveries deliveries={list} onRetried={deliveries.again} />}
        </Shown>
      </Panel>
      {channel === null ? null : (
        <Ask
          title={`Pair an account at ${channel}`}
          confirm="Make a code"
          fields={[{ name: 'principal', label: 'Whose account', hint: 'For example human:anna', min: 7 }]}
          onClose={() => {
            offering.value = null;
            pairings.again();
          }}
          run={async ({ principal = '' }) => {
            offered.value = await client().channels.offer({ channel, principal: principal.trim() });
          }}
        />
      )}
      {offered.value === null ? null : (
        <Dialog
          title="Type this code at the channel"
          onClose={() => {
            offered.value = null;
          }}
        >
          <p class="token-shown">
            <CopyId id={offered.value.code} label="code" whole />
          </p>
          <p>
            It works once, <Time atMs={offered.value.pairing.expires_at_ms} /> at the latest, and is not shown again.
          </p>
        </Dialog>
      )}
    </div>
  );
}

function NoChannels(): JSX.Element {
  return (
    <Panel title="Channels">
      <Empty icon="channels" title="Nobody is told outside this page">
        <p>
          Requests wait here and at <code>countersign approvals watch</code>. Telegram, Discord, Slack, mail, text
          messages and webhooks are set up in <code>channels.yaml</code>, beside the policy. See{' '}
          <code>docs/channels.md</code>.
        </p>
      </Empty>
    </Panel>
  );
}

/** A terminal that watches, or none: nobody watching is nothing broken. */
const WATCHED = {
  up: ['allow', 'check', 'Watched'],
  down: ['plain', 'dash', 'Nobody watches'],
  untried: ['plain', 'dash', 'Nobody watches'],
} as const;
const STATES = {
  up: ['allow', 'check', 'Up'],
  down: ['deny', 'warning', 'Down'],
  untried: ['plain', 'dash', 'Not tried yet'],
} as const;

const TERMINAL = 'Shows requests in a terminal, and takes answers there: countersign approvals watch.';
const PROOFS = {
  accepted: 'proof that its service took a message',
  delivered: 'proof that a message arrived',
} as const;

function toldOf({ answers, proof }: Pick<WireNotificationChannel, 'answers' | 'proof'>): string {
  const who = answers ? 'People are told and can answer here' : 'People are told here, and answer elsewhere';
  return `${who}; there is ${PROOFS[proof]}.`;
}

function ChannelCard({
  channel,
  onPair,
  onTested,
}: {
  readonly channel: WireNotificationChannel;
  readonly onPair: () => void;
  readonly onTested: () => void;
}): JSX.Element {
  const { name, kind, state, answers, proof, last_success_at_ms: lastSuccess, last_failure: lastFailure } = channel;
  const [tone, icon, said] = kind === 'cli' ? WATCHED[state] : STATES[state];
  const test = () => {
    client()
      .channels.test(name)
      .then(
        (sent) => {
          say(
            sent.length === 0 ? `No place is known at ${name} yet: pair an account first.` : `A test went to ${name}.`,
          );
          onTested();
        },
        (error: unknown) => say(explain(error).text, { tone: 'bad' }),
      );
  };
  return (
    <li class="panel">
      <header class="panel-head">
        <h2>{name}</h2>
        <span class="panel-note">{kind === name ? '' : words(kind)}</span>
        <span class="panel-actions">
          <Badge tone={tone} icon={icon}>
            {said}
          </Badge>
        </span>
      </header>
      <div class="panel-body stack">
        <p>{kind === 'cli' ? TERMINAL : toldOf({ answers, proof })}</p>
        <p class="quiet">
          {lastSuccess === null ? (
            'Nothing was delivered yet.'
          ) : (
            <>
              Last delivered <Time atMs={lastSuccess} />.
            </>
          )}
        </p>
        {lastFailure === null || kind === 'cli' ? null : (
          <p class="deny-text">
            Failed <Time atMs={lastFailure.at_ms} />: <VisibleText text={lastFailure.reason} />
          </p>
        )}
        {may('admin') && kind !== 'cli' ? (
          <div class="card-actions">
            <button type="button" class="button small" onClick={test}>
              Send a test
            </button>
            {answers ? (
              <button type="button" class="button small" onClick={onPair}>
                Pair an account
              </button>
            ) : null}
          </div>
        ) : null}
      </div>
    </li>
  );
}

function Pairings({
  pairings,
  onEnded,
}: {
  readonly pairings: readonly WirePairing[];
  readonly onEnded: () => void;
}): JSX.Element {
  const held = pairings.filter(({ state }) => state !== 'ended');
  if (held.length === 0) return <p class="panel-body quiet">No account is paired.</p>;
  const end = (id: string) => {
    client()
      .channels.unpair(id)
      .then(onEnded, (error: unknown) => say(explain(error).text, { tone: 'bad' }));
  };
  return (
    <Table
      label="Paired accounts"
      rows={held}
      keyOf={({ id }) => id}
      columns={[
        { name: 'Who', of: ({ principal }) => nameOf(principal) },
        { name: 'Channel', of: ({ channel }) => channel },
        {
          name: 'Account',
          of: ({ user, state, expires_at_ms }) =>
            state === 'offered' ? (
              <>
                code offered, ends <Time atMs={expires_at_ms} />
              </>
            ) : (
              <code>{user}</code>
            ),
        },
        { name: 'Since', of: ({ paired_at_ms, offered_at_ms }) => <Time atMs={paired_at_ms ?? offered_at_ms} /> },
        {
          name: '',
          of: ({ id }) => (
            <button type="button" class="button small deny" onClick={() => end(id)}>
              Unpair
            </button>
          ),
        },
      ]}
    />
  );
}
