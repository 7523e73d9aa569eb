import type { WireApproval, WireApprovalScope } from '../../../sdk/wire.ts';
import { toCliError } from '../cli-error.ts';
import type { Command, Context, OptionSpec } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { type Answer, type Approver, openApprover } from '../gateway/approver-key.ts';
import type { Invocation } from '../invocation.ts';
import { usageError } from '../parse-command-line.ts';
import { describeEnd, headline, shortId } from '../watch/describe-request.ts';

const SCOPES: { readonly [word: string]: WireApprovalScope } = { action: 'action', session: 'session', always: 'proposal' };

const NOTE: OptionSpec = { name: 'note', value: 'TEXT', summary: 'what the agent is told' };
const AS: OptionSpec = { name: 'as', value: 'PRINCIPAL', summary: 'who answers, where the token does not say (human:NAME)' };
const ALL: OptionSpec = { name: 'all', value: null, summary: 'every request that waits; approving, only those of low and medium risk' };
const ID = { name: 'id', summary: 'the id, or its first characters', required: false, completes: 'approval' } as const;

/** Approves a request, signed with the approver's key. */
export const approvalsApprove: Command = {
  path: ['approvals', 'approve'],
  summary: 'approve a request, once, for the session, or with a rule proposed',
  details: [
    'Signs exactly what the request says with the key of the state directory. The action runs once; when the agent no longer waits, it may retry the same call within ten minutes.',
    'Scope session covers like actions until the session ends, and always proposes a rule to the operator; both only up to medium risk.',
  ],
  operands: [ID],
  options: [{ name: 'scope', value: 'SCOPE', choices: Object.keys(SCOPES), summary: 'how far it reaches (default: action)' }, NOTE, AS, ALL],
  examples: [
    { line: 'countersign approvals approve 4k7q', does: 'let this action run once' },
    { line: 'countersign approvals approve --all', does: 'everything of low and medium risk that waits' },
  ],
  run: (invocation, context) => answer('approve', invocation, context),
};

/** Denies a request, signed with the approver's key. */
export const approvalsDeny: Command = {
  path: ['approvals', 'deny'],
  summary: 'deny a request, with a word to the agent',
  operands: [ID],
  options: [NOTE, AS, ALL],
  examples: [{ line: 'countersign approvals deny 4k7q --note "use the make target"', does: 'the agent is told why' }],
  run: (invocation, context) => answer('deny', invocation, context),
};

async function answer(kind: Answer['answer'], invocation: Invocation, context: Context): Promise<ExitCode> {
  const id = invocation.operand('id');
  if ((id === null) === !invocation.flag('all')) throw usageError({ path: ['approvals', kind] }, ['want an id, or --all']);
  const scope = SCOPES[invocation.text('scope') ?? 'action'] ?? 'action';
  const given: Answer = { answer: kind, scope, note: invocation.text('note') ?? '' };
  const approver = await openApprover(context, invocation.text('as'));
  if (id !== null) {
    const approval = await approver.answer(await approver.client.findApproval(id), given);
    if (invocation.json) context.terminal.json(approval);
    else context.terminal.out(`${shortId(approval.id)}  ${describeEnd(approval)}: ${headline(approval)}`);
    return EXIT.ok;
  }
  return answerAll(approver, given, { invocation, context });
}

/** Answers everything that waits. Approving skips what must be looked at one by one, says so, and ends with 1 then. */
async function answerAll(
  approver: Approver,
  given: Answer,
  { invocation, context }: { readonly invocation: Invocation; readonly context: Context },
): Promise<ExitCode> {
  const waiting = await approver.client.listApprovals({ statuses: ['pending'], limit: 1_000 });
  const results: { id: string; result: string; action: string }[] = [];
  for (const approval of waiting) results.push({ id: approval.id, result: await answerOne(approver, approval, given), action: headline(approval) });
  if (invocation.json) context.terminal.json(results);
  else {
    for (const { id, result, action } of results) context.terminal.out(`${shortId(id)}  ${result}: ${action}`);
    if (results.length === 0) context.terminal.out('nobody waits');
  }
  return results.every(({ result }) => result === 'approved' || result === 'denied') ? EXIT.ok : EXIT.notOk;
}

async function answerOne(approver: Approver, approval: WireApproval, given: Answer): Promise<string> {
  if (given.answer === 'approve' && !approval.terms.batch) return `left: ${approval.risk_level} risk is approved one by one`;
  try {
    return (await approver.answer(approval, given)).status;
  } catch (error) {
    const failure = toCliError(error);
    if (failure.exitCode === EXIT.internal) throw error;
    return `failed: ${failure.message}`;
  }
}
