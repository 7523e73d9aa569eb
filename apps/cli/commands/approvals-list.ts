import type { WireApproval, WireApprovalStatus } from '../../../sdk/wire.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { readInteger } from '../read-value.ts';
import { formatCountdown, formatTime } from '../terminal/format-time.ts';
import { renderTable } from '../terminal/render-table.ts';
import { headline, levelText, shortId } from '../watch/describe-request.ts';
import { MAX_LISTED } from '../watch/follow-approvals.ts';

const STATUSES: readonly WireApprovalStatus[] = [
  'pending',
  'approved',
  'denied',
  'timed-out',
  'cancelled',
  'superseded',
];

/** Lists approval requests. */
export const approvalsList: Command = {
  path: ['approvals', 'list'],
  summary: 'list requests for approval, those that wait by default',
  options: [
    { name: 'status', value: 'STATUS', multiple: true, choices: STATUSES, summary: 'requests that stand so' },
    { name: 'all', short: 'a', value: null, summary: 'requests however they stand' },
    { name: 'limit', value: 'N', summary: 'at most so many (default: 50)' },
    {
      name: 'order',
      value: 'ORDER',
      choices: ['oldest', 'newest'],
      summary: 'default: oldest for those that wait, else newest',
    },
    { name: 'after', value: 'ID', summary: 'the next page: those behind this request, by its whole id' },
    { name: 'ids', value: null, summary: 'print ids only, each with its summary behind a tab' },
  ],
  examples: [
    { line: 'countersign approvals list', does: 'who waits' },
    {
      line: 'countersign approvals list --status timed-out',
      does: 'requests nobody answered, open for review, newest first',
    },
  ],
  run: async (invocation, context) => {
    const statuses = invocation.flag('all') ? STATUSES : chosen(invocation.texts('status'));
    const limit = readInteger(invocation.text('limit') ?? '50', { name: '--limit', min: 1, max: MAX_LISTED });
    const onlyPending = statuses.every((status) => status === 'pending');
    const order = (invocation.text('order') ?? (onlyPending ? 'oldest' : 'newest')) as 'oldest' | 'newest';
    const after = invocation.text('after');
    const query = { statuses, limit, order, ...(after === null ? {} : { after }) };
    const approvals = await connectGateway(context).client.listApprovals(query);
    if (invocation.json) context.terminal.json({ approvals });
    else if (invocation.flag('ids'))
      for (const approval of approvals) context.terminal.out(`${approval.id}\t${headline(approval)}`);
    else show(approvals, { context, isFull: approvals.length === limit });
    return EXIT.ok;
  },
};

function chosen(given: readonly string[]): readonly WireApprovalStatus[] {
  return given.length === 0 ? ['pending'] : STATUSES.filter((status) => given.includes(status));
}

function show(
  approvals: readonly WireApproval[],
  { context: { terminal }, isFull }: { readonly context: Context; readonly isFull: boolean },
): void {
  if (approvals.length === 0) {
    terminal.out('nobody waits');
    return;
  }
  const nowMs = Date.now();
  const rows = approvals.map((approval) => [
    shortId(approval.id),
    approval.status === 'pending' ? formatCountdown(approval.deadline_ms, nowMs) : formatTime(approval.created_at_ms),
    approval.status,
    levelText(approval, terminal.style),
    headline(approval),
  ]);
  terminal.out(
    renderTable({
      headings: ['ID', 'TIME', 'STATUS', 'RISK', 'ACTION'],
      rows,
      heading: terminal.style.bold,
      page: terminal,
    }),
  );
  const last = approvals.at(-1);
  if (isFull && last !== undefined) terminal.out(terminal.style.dim(`more: the same with --after ${last.id}`));
  terminal.out(terminal.style.dim('answer: countersign approvals watch, or approvals approve|deny <id>'));
}
