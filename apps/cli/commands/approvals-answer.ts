import { whoAsks, wholeLine } from '../../../sdk/whole-line.ts';
import type { WireApproval, WireApprovalScope } from '../../../sdk/wire.ts';
import { CliError, toCliError } from '../cli-error.ts';
import type { Command, Context, OptionSpec } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { type Answer, type Approver, openApprover } from '../gateway/approver-key.ts';
import type { Invocation } from '../invocation.ts';
import { usageError } from '../parse-command-line.ts';
import { readSecretInput } from '../secret-input.ts';
import { confirmEffect } from '../setup/confirm.ts';
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
    'Critical risk needs a second factor: a code of your authenticator app (enrol it: `approvers totp`), or a passkey in the dashboard. A code is good once.',
    'Approving a request that timed out lets the agent try the same action once more within ten minutes.',
  ],
  operands: [IDS],
  options: [
    { name: 'scope', value: 'SCOPE', choices: SCOPES, summary: 'how far it reaches (default: action)' },
    {
      name: 'all',
      value: null,
      summary: 'every waiting request of low or medium risk: shown first, and asked about once',
    },
    { name: 'yes', short: 'y', value: null, summary: 'with --all: do not ask' },
    {
      name: 'totp',
      value: 'CODE',
      summary: 'a code of your authenticator app, for critical risk; asked for in a terminal',
    },
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
  if (ids.length === 0 && verb === 'approve') return approveAll(found, { approver, given, invocation, context });
  const code = codeFor({ invocation, context });
  const outcomes: Outcome[] = [];
  for (const approval of found) outcomes.push(await answerOne(approval, { approver, given, code }));
  return report(outcomes, { verb, invocation, context });
}

/** Shows everything that may be approved together, asks once, and sends it in one call. What is graver is left for its own answer. */
async function approveAll(
  found: readonly WireApproval[],
  { approver, given, invocation, context }: Running & { readonly approver: Approver; readonly given: Answer },
): Promise<ExitCode> {
  const together = found.filter(
    (approval) => approval.terms.batch && wholeLine(approval) !== null && whoAsks(approval) !== null,
  );
  const { terminal } = context;
  if (terminal.isInteractive && !invocation.json && !invocation.flag('yes') && together.length > 0) {
    for (const approval of together) {
      terminal.out(`  ${shortId(approval.id)}  ${wholeLine(approval) ?? ''}`);
      terminal.out(`            ${whoAsks(approval) ?? ''}`);
    }
    const question = `Approve these ${together.length}?`;
    if (!(await confirmEffect(terminal, { question, isUsual: false, remedies: [] }))) return EXIT.notOk;
  }
  const answered = together.length === 0 ? [] : await approver.answerAll(together, given);
  const outcomes = found.map((approval): Outcome => {
    if (!approval.terms.batch) return tooGrave(approval);
    if (!together.includes(approval)) return notInOneLine(approval);
    const one = answered.find(({ id }) => id === approval.id);
    const { message = 'it was not answered', remedies = [] } = one?.error ?? {};
    if (one?.approval == null)
      return { id: approval.id, approval: null, refused: new CliError('notOk', message, { remedies }) };
    return { id: approval.id, approval: one.approval, refused: null };
  });
  return report(outcomes, { verb: 'approve', invocation, context });
}

function tooGrave({ id, risk_level: level }: WireApproval): Outcome {
  const message = `approve ${shortId(id)}: its risk is ${level}, want low or medium in a batch`;
  const remedies = [`Look at it and answer it by itself: \`countersign approvals show ${shortId(id)}\`.`];
  return { id, approval: null, refused: new CliError('notOk', message, { remedies }) };
}

function notInOneLine({ id }: WireApproval): Outcome {
  const message = `approve ${shortId(id)}: it cannot be shown whole in one line, want that in a batch`;
  const remedies = [`Look at it and answer it by itself: \`countersign approvals show ${shortId(id)}\`.`];
  return { id, approval: null, refused: new CliError('notOk', message, { remedies }) };
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
  {
    approver,
    given,
    code,
  }: {
    readonly approver: Approver;
    readonly given: Answer;
    readonly code: (approval: WireApproval) => Promise<string | null>;
  },
): Promise<Outcome> {
  const { id, terms } = approval;
  try {
    const totp = given.answer === 'approve' && terms.second_factor ? await code(approval) : null;
    const answer = totp === null ? given : { ...given, totp };
    return { id, approval: { ...approval, ...(await approver.answer(approval, answer)) }, refused: null };
  } catch (error) {
    return { id, approval: null, refused: toCliError(error) };
  }
}

/**
 * Where codes of critical requests come from: the option, for the first, since a code is good once; else the person at the terminal.
 * Null where nobody can be asked: the gateway then says what is missing.
 */
function codeFor({ invocation, context: { terminal } }: Running): (approval: WireApproval) => Promise<string | null> {
  let given = invocation.text('totp');
  return async ({ id }) => {
    const code = given;
    given = null;
    if (code !== null || !terminal.isInteractive) return code;
    return (
      await readSecretInput(terminal, { question: `A code of your authenticator app for ${shortId(id)}` })
    ).trim();
  };
}

function report(
  outcomes: readonly Outcome[],
  { verb, invocation, context }: Running & { readonly verb: string },
): ExitCode {
  const { terminal } = context;
  const { style } = terminal;
  if (invocation.json) terminal.json({ answers: outcomes.map(toJson) });
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
