import type { WireApproval, WireApprovalScope } from '../../../sdk/wire.ts';
import { CliError, toCliError } from '../cli-error.ts';
import type { Command, Context, OptionSpec } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { type Answer, type Approver, openApprover } from '../gateway/approver-key.ts';
import type { Invocation } from '../invocation.ts';
import { usageError } from '../parse-command-line.ts';
import { describeEnd, headline, shortId } from '../watch/describe-request.ts';
import { MAX_LISTED } from '../watch/follow-approvals.ts';

const IDS = {
  name: 'id',
  summary: 'an id or its first four characters or more',
  required: false,
  many: true,
  completes: 'approval',
} as const;

const COMMON: readonly OptionSpec[] = [
  { name: 'note', value: 'TEXT', summary: 'what the agent is told' },
  { name: 'as', value: 'PRINCIPAL', summary: 'who you are, for a token that may not say so, for example human:anna' },
];

const SCOPES = ['action', 'session', 'always'] as const;

/** Approves requests. */
export const approvalsApprove: Command = {
  path: ['approvals', 'approve'],
  summary: 'approve requests, signed with your key',
  details: [
    'An approval is bound to exactly the action that was shown; one changed byte voids it. It is used up once, within ten minutes. Look first: `approvals show <id>`.',
    'Scope action: this once. Scope session: the same kind of action until the session ends (low and medium risk). Scope always: this once, and a rule is proposed to the operator.',
    'Approving a request that timed out lets the agent try the same action once more within ten minutes.',
  ],
  operands: [IDS],
  options: [
    { name: 'scope', value: 'SCOPE', choices: SCOPES, summary: 'how far it reaches (default: action)' },
    { name: 'all', value: null, summary: 'every waiting request of low or medium risk' },
    ...COMMON,
  ],
  examples: [
    { line: 'countersign approvals approve 7k2m', does: 'this action, once' },
    { line: 'countersign approvals approve 7k2m --scope session --note "only below src/"', does: 'for this session' },
    { line: 'countersign approvals approve --all', does: 'everything that may be approved in a batch' },
  ],
  run: async (invocation, context) => answer('approve', { invocation, context }),
};

/** Denies requests. */
export const approvalsDeny: Command = {
  path: ['approvals', 'deny'],
  summary: 'deny requests, signed with your key',
  operands: [IDS],
  options: [{ name: 'all', value: null, summary: 'every waiting request' }, ...COMMON],
  examples: [
    {
      line: 'countersign approvals deny 7k2m --note "use the staging bucket instead"',
      does: 'and say what to do instead',
    },
    { line: 'countersign approvals deny --all', does: 'everything that waits' },
  ],
  run: async (invocation, context) => answer('deny', { invocation, context }),
};

type Running = { readonly invocation: Invocation; readonly context: Context };

/** What became of one request. */
type Outcome = { readonly id: string; readonly approval: WireApproval | null; readonly refused: CliError | null };

async function answer(verb: Answer['answer'], { invocation, context }: Running): Promise<ExitCode> {
  const ids = invocation.rest('id');
  if ((ids.length === 0) !== invocation.flag('all')) {
    throw usageError({ path: ['approvals', verb] }, [
      `${ids.length} ids${ids.length > 0 ? ' and --all' : ''}, want ids or --all`,
    ]);
  }
  const approver = await openApprover(context, invocation.text('as'));
  const given: Answer = {
    answer: verb,
    scope: wireScope(invocation.text('scope')),
    note: invocation.text('note') ?? '',
  };
  const found =
    ids.length > 0 ? await findAll(ids, approver) : await approver.client.listApprovals({ limit: MAX_LISTED });
  const outcomes: Outcome[] = [];
  for (const approval of found)
    outcomes.push(await answerOne(approval, { approver, given, isBatch: ids.length === 0 }));
  return report(outcomes, { verb, invocation, context });
}

function wireScope(scope: string | null): WireApprovalScope {
  if (scope === 'always') return 'proposal';
  return scope === 'session' ? 'session' : 'action';
}

/** Finds all before the first is answered, so that a mistyped id stops the whole line. */
async function findAll(ids: readonly string[], { client }: Approver): Promise<readonly WireApproval[]> {
  return Promise.all(ids.map((id) => client.findApproval(id)));
}

async function answerOne(
  approval: WireApproval,
  { approver, given, isBatch }: { readonly approver: Approver; readonly given: Answer; readonly isBatch: boolean },
): Promise<Outcome> {
  const { id, terms, risk_level: level } = approval;
  if (isBatch && given.answer === 'approve' && !terms.batch) {
    const message = `approve ${shortId(id)}: its risk is ${level}, want low or medium in a batch`;
    const remedies = [`Look at it and answer it by itself: \`countersign approvals show ${shortId(id)}\`.`];
    return { id, approval: null, refused: new CliError('notOk', message, { remedies }) };
  }
  try {
    return { id, approval: { ...approval, ...(await approver.answer(approval, given)) }, refused: null };
  } catch (error) {
    return { id, approval: null, refused: toCliError(error) };
  }
}

function report(
  outcomes: readonly Outcome[],
  { verb, invocation, context }: Running & { readonly verb: string },
): ExitCode {
  const { terminal } = context;
  const { style } = terminal;
  if (invocation.json) terminal.json(outcomes.map(toJson));
  else if (outcomes.length === 0) terminal.out('nobody waits');
  for (const { approval, refused } of invocation.json ? [] : outcomes) {
    if (approval !== null)
      terminal.out(`${style.green('✓')} ${shortId(approval.id)} ${describeEnd(approval)}: ${headline(approval)}`);
    if (refused === null) continue;
    terminal.err(`${terminal.errorStyle.red('✗')} ${refused.message}`);
    for (const remedy of refused.remedies) terminal.err(`  next: ${remedy}`);
  }
  const [first] = outcomes.flatMap(({ refused }) => (refused === null ? [] : [refused]));
  if (first === undefined) return EXIT.ok;
  return outcomes.length > 1 || verb === 'deny' ? EXIT.notOk : first.exitCode;
}

function toJson({ id, approval, refused }: Outcome): object {
  const error = refused === null ? null : { code: refused.code, message: refused.message, remedies: refused.remedies };
  return { id, status: approval?.status ?? null, error };
}
