import type { JSX } from 'preact';
import type { WireApproval } from '../../../sdk/wire.ts';
import { batchLineOf } from '../state/batch.ts';
import { lineOf } from '../state/inbox.ts';
import { nameOf, shortName } from '../state/words.ts';
import { Badge, Risk } from '../ui/badge.tsx';
import { Countdown, Time } from '../ui/time.tsx';
import { ToolName } from '../ui/tool-name.tsx';
import { VisibleText } from '../ui/visible-text.tsx';

type CardOptions = {
  readonly approval: WireApproval;
  readonly isCurrent: boolean;
  readonly isPicked: boolean;
  readonly onOpen: () => void;
  readonly onPick: () => void;
};

/** One request in the list: what, who, how grave, how long. */
export function InboxCard({ approval, isCurrent, isPicked, onOpen, onPick }: CardOptions): JSX.Element {
  const { shown, risk_level: level, risk_score: score, binding, deadline_ms, created_at_ms, status } = approval;
  const isPending = status === 'pending';
  const whole = batchLineOf(approval);
  const line = whole === null ? lineOf(approval) : withoutTool(whole, `${shown?.action.tool.name}: `);
  return (
    <li
      class={`card level-${level} ${isCurrent ? 'current' : ''} ${isPending ? '' : 'past'} ${whole === null ? '' : 'whole'}`}
    >
      {whole !== null ? (
        <label class="card-pick">
          <input type="checkbox" checked={isPicked} onChange={onPick} aria-label={`Select: ${whole}`} />
        </label>
      ) : (
        <span class="card-pick" />
      )}
      <button type="button" class="card-open" aria-current={isCurrent ? 'true' : undefined} onClick={onOpen}>
        <span class="card-top">
          {shown === null ? (
            <span class="tool">Erased</span>
          ) : (
            <span>
              <ToolName name={shown.action.tool.name} />
            </span>
          )}
          <Risk score={score} level={level} />
          {isPending ? (
            <Countdown deadlineMs={deadline_ms} fromMs={created_at_ms} />
          ) : (
            <Time atMs={approval.answers.at(-1)?.at_ms ?? (status === 'timed-out' ? deadline_ms : created_at_ms)} />
          )}
        </span>
        <span class="card-line mono">
          <VisibleText text={line} />
        </span>
        <span class="card-foot">
          <span>
            <VisibleText text={nameOf(binding.requester)} /> ·{' '}
            <VisibleText text={whole === null ? shortName(binding.session) : binding.session} />
            {whole === null ? null : (
              <>
                {' '}
                · <VisibleText text={shown?.action.workspace ?? ''} />
              </>
            )}
          </span>
          {isPending ? null : <StatusBadge status={status} />}
        </span>
      </button>
    </li>
  );
}

/** The tool stands above the line; its server and folder, where these are said, stay with it. */
function withoutTool(whole: string, tool: string): string {
  return whole.startsWith(tool) ? whole.slice(tool.length) : whole;
}

const LOOKS = {
  approved: ['allow', 'check', 'Approved'],
  denied: ['deny', 'cross', 'Denied'],
  'timed-out': ['deny', 'clock', 'Timed out'],
  cancelled: ['plain', 'stop', 'Cancelled'],
  superseded: ['plain', 'dash', 'Superseded'],
  pending: ['ask', 'ask', 'Waiting'],
} as const;

/** How a request ended. */
export function StatusBadge({ status }: { readonly status: WireApproval['status'] }): JSX.Element {
  const [tone, icon, text] = LOOKS[status];
  return (
    <Badge tone={tone} icon={icon}>
      {text}
    </Badge>
  );
}
