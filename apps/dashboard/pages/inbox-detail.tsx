import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { WireApproval } from '../../../sdk/wire.ts';
import { linkTo } from '../router.ts';
import { lookAt, looked } from '../state/inbox.ts';
import { MAX_NAME, nameOf } from '../state/words.ts';
import { ActionBody } from '../ui/action-body.tsx';
import { Risk } from '../ui/badge.tsx';
import { CopyId } from '../ui/copy-id.tsx';
import { CrisisNotice } from '../ui/crisis-notice.tsx';
import { Effects, Reasons, ScoreParts } from '../ui/decision-parts.tsx';
import { Icon } from '../ui/icon.tsx';
import { ParseView } from '../ui/parse-view.tsx';
import { Empty, Failure, Loading } from '../ui/standing.tsx';
import { Countdown, Time } from '../ui/time.tsx';
import { ToolName } from '../ui/tool-name.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { StatusBadge } from './inbox-card.tsx';
import { PromptSections } from './prompt-sections.tsx';

/** One request, whole: what runs, what it would do, why somebody is asked, and what the answer reaches. */
export function InboxDetail({ approval }: { readonly approval: WireApproval }): JSX.Element {
  const { shown, binding, risk_level: level, risk_score: score, created_at_ms, deadline_ms, status } = approval;
  return (
    <article class="request" aria-label="Request">
      <header class={`request-head level-${level}`}>
        <div class="request-title">
          <h2>
            <VisibleText text={nameOf(binding.requester)} /> wants to use{' '}
            {shown === null ? <span class="tool">a tool</span> : <ToolName name={shown.action.tool.name} />}
          </h2>
          <p class="request-meta">
            <span>
              for <VisibleText text={nameOf(approval.on_behalf_of)} />
            </span>
            <span>
              asked <Time atMs={created_at_ms} />
            </span>
            <span>
              session <CopyId id={binding.session} label="session" whole={binding.session.length <= MAX_NAME} />
            </span>
            <span>
              request <CopyId id={approval.id} label="request id" />
            </span>
          </p>
        </div>
        <div class="request-side">
          <Risk score={score} level={level} />
          {status === 'pending' ? (
            <Countdown deadlineMs={deadline_ms} fromMs={created_at_ms} />
          ) : (
            <StatusBadge status={status} />
          )}
        </div>
      </header>
      <CrisisNotice session={binding.session} />
      {approval.prompt === null ? (
        <Unread id={approval.id} />
      ) : shown === null ? (
        <Empty icon="log" title="The payload was erased">
          <p>What was asked is no longer kept. It can be denied, not approved.</p>
        </Empty>
      ) : (
        <Whole approval={approval} shown={shown} />
      )}
    </article>
  );
}

/** What is not read yet is not shown in part: a part of a request is not what would run. */
function Unread({ id }: { readonly id: string }): JSX.Element {
  const { id: asked, failure } = looked.value;
  if (asked !== id || failure === null) return <Loading rows={6} />;
  return <Failure error={failure} again={() => void lookAt(id)} />;
}

function Whole({
  approval,
  shown,
}: {
  readonly approval: WireApproval;
  readonly shown: NonNullable<WireApproval['shown']>;
}): JSX.Element {
  const { action, decision } = shown;
  return (
    <div class="request-body">
      <section class="block">
        <h3>What runs</h3>
        <ActionBody action={action} />
        <ParseView actionId={approval.action_id} />
        <p class="place">
          in{' '}
          <code>
            <VisibleText text={action.cwd} />
          </code>
        </p>
      </section>
      <section class="block">
        <h3>What it would do</h3>
        <Effects effects={decision.effects} />
      </section>
      <div class="block-pair">
        <section class="block">
          <h3>Why you are asked</h3>
          <Reasons decision={decision} />
        </section>
        <section class="block">
          <h3>Where the score comes from</h3>
          <ScoreParts risk={decision.risk} />
        </section>
      </div>
      <Terms approval={approval} />
      <PromptSections prompt={approval.prompt} />
      <p class="after-body">
        <a class="link" href={linkTo('actions', approval.action_id)}>
          <Icon name="flow" size={16} /> Every gate, the receipt and the replay
        </a>
      </p>
    </div>
  );
}

const ON_TIMEOUT = {
  deny: 'Without an answer in time it is denied.',
  'deny-notify': 'Without an answer in time it is denied, and the approvers are told.',
  'deny-escalate': 'Without an answer in time it is denied, and the administrator is told.',
  'deny-emergency': 'Without an answer in time it is denied, and the emergency contact is told.',
} as const;

function Terms({ approval }: { readonly approval: WireApproval }): JSX.Element {
  const { terms, answers, binding } = approval;
  return (
    <section class="block">
      <h3>What your answer reaches</h3>
      <ul class="terms">
        <li>
          It is signed for exactly this action <CopyId id={binding.action_digest} label="action digest" /> and is used
          up once it ran.
        </li>
        {terms.scopes.includes('session') ? (
          <li>“For this session” also allows the same again until the session ends.</li>
        ) : null}
        {terms.scopes.includes('proposal') ? (
          <li>“Always” approves once and proposes the rule in the prompt below; it counts once somebody adopts it.</li>
        ) : null}
        <li>{ON_TIMEOUT[terms.on_timeout]}</li>
        {terms.approvers > 1 ? (
          <li>
            {terms.approvers} people must approve; {answers.filter(({ answer }) => answer === 'approve').length} did so
            far.
          </li>
        ) : null}
        {terms.second_factor ? <li>It needs a second factor: a passkey or a one-time code.</li> : null}
        {answers.map((given) => (
          <li key={given.signature}>
            <VisibleText text={nameOf(given.approver)} /> {given.answer === 'approve' ? 'approved' : 'denied'} on{' '}
            {given.channel} <Time atMs={given.at_ms} />
            {given.note === '' ? null : (
              <q>
                <VisibleText text={given.note} />
              </q>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The note that goes to the agent with the answer. */
export function useNote(): { readonly note: string; readonly field: JSX.Element; readonly clear: () => void } {
  const note = useSignal('');
  const field = (
    <label class="note-field">
      <span class="sr-only">Note to the agent</span>
      <input
        type="text"
        maxLength={2_000}
        placeholder="Note to the agent (optional)"
        value={note.value}
        onInput={(event) => {
          note.value = event.currentTarget.value;
        }}
      />
    </label>
  );
  return {
    note: note.value,
    field,
    clear: () => {
      note.value = '';
    },
  };
}
