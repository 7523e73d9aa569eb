import type {
  WireApproval,
  WireEmergency,
  WireHealth,
  WirePolicy,
  WirePolicyProposal,
  WireReview,
  WireTool,
  WireTrust,
} from '../../../sdk/wire.ts';
import type { Command, Context } from '../command.ts';
import { onFileOf } from '../doctor/check-gateway.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { shortDigest } from '../log/describe-entry.ts';
import { formatCountdown, formatDuration, formatTime } from '../terminal/format-time.ts';
import type { Style } from '../terminal/style.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { shellWord } from '../workspace/find-workspace.ts';

/** Shows how the gateway is. */
export const status: Command = {
  path: ['status'],
  summary: 'show how the gateway is, what is stopped and who waits',
  details: [
    'Ends with 0 when everything is in order, with 1 when the gateway is halted, degraded or in safe mode, has closed a workspace, waits for a person to look at a containment longer than it may, or has policy files that would not load.',
  ],
  examples: [
    { line: 'countersign status', does: 'one look at everything' },
    { line: 'countersign status --json | jq .health.status', does: 'for a script' },
  ],
  run: async (invocation, context) => {
    const { client, address } = connectGateway(context);
    const [health, emergency, approvals, policy, tools, reviews, trusts, proposals] = await Promise.all([
      client.health(),
      client.emergency(),
      client.listApprovals({ statuses: ['pending'] }),
      client.policy(),
      client.listTools(),
      client.guards.reviews(),
      client.prompts.trusts(),
      client.listPolicyProposals({ limit: 50 }),
    ]);
    const suggested = proposals.filter(({ by, state }) => by === 'gateway' && state === 'open');
    const held = tools.filter(({ withheld, standing }) => withheld && standing !== 'refused');
    const exitCode = isInOrder({ health, emergency, reviews, policy }) ? EXIT.ok : EXIT.notOk;
    if (invocation.json) {
      context.terminal.json({
        address,
        health,
        emergency,
        pending_approvals: approvals.map(({ id, deadline_ms }) => ({ id, deadline_ms })),
        reviews,
        trusts: trusts.map(({ session, by, expires_at_ms }) => ({ session, by, expires_at_ms })),
        suggested_rules: suggested.map(({ index, rule_id }) => ({ index, rule_id })),
        held_tools: held.map(({ server, name, standing }) => ({ server, name, standing })),
        policy: {
          version: policy.version,
          rules: policy.rules.length,
          warnings: policy.warnings,
          on_file: onFileOf(policy),
        },
      });
      return exitCode;
    }
    show({ address, health, emergency, reviews, approvals, held, trusts, suggested, policy }, context);
    return exitCode;
  },
};

type Shown = {
  readonly address: string;
  readonly health: WireHealth;
  readonly emergency: WireEmergency;
  readonly reviews: readonly WireReview[];
  readonly approvals: readonly WireApproval[];
  readonly held: readonly WireTool[];
  readonly trusts: readonly WireTrust[];
  readonly suggested: readonly WirePolicyProposal[];
  readonly policy: WirePolicy;
};

function isInOrder({
  health,
  emergency,
  reviews,
  policy,
}: Pick<Shown, 'health' | 'emergency' | 'reviews' | 'policy'>): boolean {
  const isOverdue = reviews.some(({ review_by_ms: byMs }) => byMs <= Date.now());
  const isQuiet = !emergency.safe_mode && closedOf(health).length === 0 && !isOverdue;
  return health.status === 'ok' && isQuiet && onFileOf(policy).state !== 'invalid';
}

function show(
  { address, health, emergency, reviews, approvals, held, trusts, suggested, policy }: Shown,
  { terminal }: Context,
): void {
  const { style, out } = terminal;
  const nowMs = Date.now();
  const isSafe = emergency.safe_mode;
  out(
    `${light(health, { style, isSafe })} ${style.bold(`Countersign ${health.version}`)} at ${address}, ${describe(health, isSafe)}`,
  );
  out(`  running    ${formatDuration(nowMs - health.started_at_ms)}, since ${formatTime(health.started_at_ms)}`);
  out(`  policy     profile ${health.profile}, mode ${modeText(health, style)}, ${shortDigest(policy.version)}`);
  for (const line of onFileLines(policy)) out(line);
  out(`  log        ${health.log.size} entries, ${health.log.writable ? 'writable' : style.red('NOT WRITABLE')}`);
  out(`  witness    ${witnessText(health)}`);
  if (emergency.halt !== null) {
    const { by, source, reason, since_ms: sinceMs } = emergency.halt;
    const why = visibleText(reason);
    out(`  ${style.red(style.bold('HALTED'))}     by ${visibleText(by)} (${source}) at ${formatTime(sinceMs)}: ${why}`);
    out('  next       countersign resume --rationale "what was wrong, and what was mended"');
  }
  if (isSafe) out(`  ${style.red('SAFE MODE')}  read-only: no model, shell, network or write`);
  if (isSafe) out('  next       countersign safe-mode off --reason "what was found and mended"');
  for (const { root, problem } of closedOf(health)) {
    out(`  ${style.red('CLOSED')}     ${visibleText(root)}: ${visibleText(problem)}`);
    out(`  next       countersign workspace reopen ${shellWord(root)}`);
  }
  for (const { verb, target, reason } of emergency.containments) {
    out(`  ${style.yellow(verb)}  ${target.kind} ${visibleText(target.name)}: ${visibleText(reason)}`);
  }
  for (const { verb, target, review_by_ms: byMs } of reviews) {
    const until = byMs <= nowMs ? style.red(`OVERDUE since ${formatTime(byMs)}`) : `due by ${formatTime(byMs)}`;
    out(
      `  review     ${[verb, visibleText(target)].filter((word) => word !== '').join(' ')}: a person must look at it, ${until}`,
    );
    if (target !== '')
      out(`  next       countersign lift ${liftWords(target)} --rationale "what was found and mended"`);
  }
  out(`  approvals  ${approvals.length === 0 ? 'nobody waits' : `${style.yellow(String(approvals.length))} waiting`}`);
  for (const { id, deadline_ms: deadlineMs, shown, risk_level: level } of approvals) {
    const tool = visibleText(shown?.action.tool.name ?? 'erased');
    out(`    ${id.slice(0, 6)}  ${formatCountdown(deadlineMs, nowMs)}  ${tool} (${level})`);
  }
  for (const { session, expires_at_ms: endMs } of trusts)
    out(`  trust      session ${visibleText(session)} until ${formatTime(endMs)}: countersign trust list`);
  if (suggested.length > 0)
    out(
      `  suggested  ${style.yellow(String(suggested.length))} rules that would save prompts: countersign policy proposed`,
    );
  if (held.length > 0) {
    out(
      `  tools      ${style.yellow(String(held.length))} held: countersign tools list --standing changed --standing new`,
    );
  }
}

/** What is said where the policy files do not say what is in force. */
function onFileLines(policy: WirePolicy): readonly string[] {
  const { state, problems } = onFileOf(policy);
  if (state === 'in-force') return [];
  const [problem = ''] = problems;
  return state === 'changed'
    ? [
        '             its files were changed since: what they say is not in force',
        '  next       countersign policy reload',
      ]
    : [
        `             its files were changed and would not load: ${visibleText(problem)}`,
        '  next       countersign policy lint',
      ];
}

/** The kind and the name of what is contained, for the shell. */
function liftWords(target: string): string {
  const [kind = ''] = target.split(' ', 1);
  return `${kind} ${shellWord(target.slice(kind.length + 1))}`;
}

/** A gateway of an earlier version says nothing of them. */
function closedOf({ closed_workspaces: closed }: Partial<WireHealth>): WireHealth['closed_workspaces'] {
  return closed ?? [];
}

function light(
  { status: state }: WireHealth,
  { style, isSafe }: { readonly style: Style; readonly isSafe: boolean },
): string {
  if (state === 'ok') return isSafe ? style.yellow('●') : style.green('●');
  return state === 'halted' ? style.red('●') : style.yellow('●');
}

function describe({ status: state }: WireHealth, isSafe: boolean): string {
  if (state === 'ok') return isSafe ? 'in safe mode: agents can only read' : 'in order';
  return state === 'halted' ? 'halted: nothing new is let through' : 'degraded';
}

function modeText({ mode }: WireHealth, style: Style): string {
  return mode === 'enforce' ? mode : style.yellow('shadow (recorded, not enforced)');
}

function witnessText({ witness }: WireHealth): string {
  if (witness === 'none') return 'none configured';
  return witness === 'cosigned'
    ? 'the newest checkpoint is cosigned'
    : 'pending: the newest checkpoint is not cosigned yet';
}
