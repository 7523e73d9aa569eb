import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { WireApproval } from '../../../sdk/wire.ts';
import { may } from '../gateway/account.ts';
import { go, linkTo, route } from '../router.ts';
import { batchLineOf } from '../state/batch.ts';
import {
  answering,
  asLookedAt,
  decided,
  decideRequest,
  inboxFailure,
  lookAt,
  pending,
  readInbox,
} from '../state/inbox.ts';
import { useKeys } from '../state/keys.ts';
import { dismiss, say } from '../state/toast.ts';
import { Icon } from '../ui/icon.tsx';
import { Empty, Failure, Loading } from '../ui/standing.tsx';
import { answerAll, BatchBar } from './batch-bar.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { InboxCard } from './inbox-card.tsx';
import { InboxDetail } from './inbox-detail.tsx';

/** A change of what is shown under somebody's fingers: an answer that comes sooner was meant for what stood there before. */
const SETTLED_MS = 350;
/** How long a second press of the same key counts as "yes, really" for what is grave. */
const CONFIRM_MS = 4_000;

/** What waits for a person, and what was decided lately. */
export function Inbox(): JSX.Element {
  const open = pending.value;
  const [, asked] = route.value;
  const all = [...(open ?? []), ...decided.value];
  const shown = useRef('');
  const asking = asked ?? shown.current;
  const listed = all.find(({ id }) => id === asking) ?? (asked === undefined ? (open?.[0] ?? null) : null);
  const current = listed === null ? null : asLookedAt(listed);
  useEffect(() => {
    if (listed !== null) void lookAt(listed.id);
  }, [listed?.id, listed?.status]);
  // What is shown stays while it waits, whatever comes in before it.
  shown.current = current?.status === 'pending' ? current.id : '';
  const picked = useSignal<ReadonlySet<string>>(new Set());
  const chosen = (open ?? []).filter((approval) => picked.value.has(approval.id) && batchLineOf(approval) !== null);
  const clear = () => {
    picked.value = new Set();
  };
  useInboxKeys({ open: open ?? [], current, chosen, onPick: (id) => toggle(picked, id), onBatch: clear });
  if (open === undefined) {
    return inboxFailure.value === null ? (
      <Loading rows={6} />
    ) : (
      <Failure error={inboxFailure.value} again={() => void readInbox()} />
    );
  }
  return (
    <div class={`inbox ${asked === undefined ? 'at-list' : 'at-detail'}`}>
      <div class="inbox-list">
        <div class="inbox-top">
          <h1 tabIndex={-1}>
            Inbox <span class="count">{open.length}</span>
          </h1>
          {chosen.length > 0 ? <BatchBar chosen={chosen} onDone={clear} /> : null}
        </div>
        {open.length === 0 ? <AllClear /> : null}
        <ul class="cards" aria-label="Waiting for an answer">
          {open.map((approval) => (
            <InboxCard
              key={approval.id}
              approval={approval}
              isCurrent={approval.id === current?.id}
              isPicked={picked.value.has(approval.id)}
              onOpen={() => show(approval)}
              onPick={() => toggle(picked, approval.id)}
            />
          ))}
        </ul>
        {decided.value.length === 0 ? null : <h2 class="list-heading">Decided lately</h2>}
        <ul class="cards past" aria-label="Decided lately">
          {decided.value.map((approval) => (
            <InboxCard
              key={approval.id}
              approval={approval}
              isCurrent={approval.id === current?.id}
              isPicked={false}
              onOpen={() => show(approval)}
              onPick={() => undefined}
            />
          ))}
        </ul>
      </div>
      <div class="inbox-detail">
        <a class="back-link" href={linkTo('inbox')}>
          <Icon name="back" /> Inbox
        </a>
        {current === null ? (
          <Empty icon="inbox" title={asked === undefined ? 'Nothing is selected' : 'This request is not here any more'}>
            <p>
              {decided.value.length === 0
                ? 'Requests appear here as soon as an agent needs a person.'
                : 'Pick one that was decided to see what became of it. New ones appear here by themselves.'}
            </p>
          </Empty>
        ) : (
          <>
            <InboxDetail key={current.id} approval={current} />
            {current.status === 'pending' ? <DecisionBar key={`bar ${current.id}`} approval={current} /> : null}
          </>
        )}
      </div>
    </div>
  );
}

function show(approval: WireApproval): void {
  go(linkTo('inbox', approval.id), { replace: route.value[1] !== undefined });
}

function toggle(picked: { value: ReadonlySet<string> }, id: string): void {
  const next = new Set(picked.value);
  if (!next.delete(id)) next.add(id);
  picked.value = next;
}

function AllClear(): JSX.Element {
  return (
    <Empty icon="check" title="Nothing waits for you">
      <p>Agents work within the policy. What needs a person appears here at once, and in the title of this tab.</p>
      <p>
        To try it: <code>countersign demo</code>
      </p>
    </Empty>
  );
}

/** How far the approval of a key reaches. */
const SCOPES = { a: 'action', s: 'session', r: 'proposal' } as const;

type KeyTargets = {
  readonly open: readonly WireApproval[];
  readonly current: WireApproval | null;
  readonly chosen: readonly WireApproval[];
  readonly onPick: (id: string) => void;
  readonly onBatch: () => void;
};

function useInboxKeys({ open, current, chosen, onPick, onBatch }: KeyTargets): void {
  const shownAt = useRef(0);
  const armed = useRef({ id: '', key: '', atMs: 0, hint: 0 });
  const id = current?.id;
  const isWhole = current !== null && current.prompt !== null;
  // With the change itself, not after it was painted: no key may come in between.
  useLayoutEffect(() => {
    shownAt.current = performance.now();
  }, [id, isWhole, chosen.length]);
  const move = (step: number) => {
    const at = open.findIndex((approval) => approval.id === id);
    const next = open[Math.max(0, Math.min(open.length - 1, at + step))];
    if (next === undefined) return;
    show(next);
    document.querySelector('.card.current')?.scrollIntoView({ block: 'nearest' });
  };
  const answer = (key: keyof typeof SCOPES | 'd') => {
    if (current === null || current.status !== 'pending' || !may('approve') || answering.value.has(current.id)) return;
    if (performance.now() - shownAt.current < SETTLED_MS || (key !== 'd' && !isWhole)) return;
    if (key !== 'd' && !current.terms.scopes.includes(SCOPES[key])) {
      say(key === 's' ? 'This cannot be approved for a whole session.' : 'No rule may allow this from now on.');
      return;
    }
    const isGrave = current.risk_level === 'high' || current.risk_level === 'critical';
    const { id: armedId, key: armedKey, atMs, hint } = armed.current;
    dismiss(hint);
    const isSecond = armedId === current.id && armedKey === key && performance.now() - atMs < CONFIRM_MS;
    if (key !== 'd' && isGrave && !isSecond) {
      const said = say(`The risk is ${current.risk_level}. Press ${key.toUpperCase()} again to approve.`);
      armed.current = { id: current.id, key, atMs: performance.now(), hint: said };
      return;
    }
    void decideRequest(current, {
      answer: key === 'd' ? 'deny' : 'approve',
      scope: key === 'd' ? 'action' : SCOPES[key],
    });
  };
  const answerChosen = (verb: 'approve' | 'deny') => {
    if (chosen.length === 0 || !may('approve') || performance.now() - shownAt.current < SETTLED_MS) return;
    void answerAll(chosen, verb).then(onBatch);
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    a: () => answer('a'),
    s: () => answer('s'),
    r: () => answer('r'),
    d: () => answer('d'),
    A: () => answerChosen('approve'),
    D: () => answerChosen('deny'),
    x: () => current !== null && batchLineOf(current) !== null && onPick(current.id),
    e: () => current !== null && go(linkTo('actions', current.action_id)),
    n: () => document.querySelector<HTMLInputElement>('.note-field input')?.focus(),
  });
}
