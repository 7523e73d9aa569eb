import type { WireLease } from '../../../sdk/wire.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { usageError } from '../parse-command-line.ts';
import { runProgram } from '../run-program.ts';
import { formatCountdown, formatTime } from '../terminal/format-time.ts';
import { renderTable } from '../terminal/render-table.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { formatUsd } from './budget-amount.ts';
import { readDuration, readTerms, TERMS_OPTIONS } from './lease-terms.ts';

const ID = { name: 'id', summary: 'the id of a lease, or the beginning of it', required: true } as const;

/** Lists leases. */
export const leaseList: Command = {
  path: ['lease', 'list'],
  summary: 'list the leases that agents act under',
  options: [{ name: 'ended', value: null, summary: 'show those that ended lately too' }],
  examples: [{ line: 'countersign lease list', does: 'who may do what, and for how long' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const leases = await connectGateway(context).client.guards.leases({ ended: invocation.flag('ended') });
    if (invocation.json) terminal.json({ leases });
    else if (leases.length === 0) terminal.out('no lease is in force');
    else {
      const headings = ['ID', 'WHO', 'TASK', 'ENDS', 'CALLS', 'TOKENS', 'SPENT'];
      terminal.out(renderTable({ headings, rows: leases.map(rowOf), heading: terminal.style.bold, page: terminal }));
    }
    return EXIT.ok;
  },
};

/** Shows one lease. */
export const leaseShow: Command = {
  path: ['lease', 'show'],
  summary: 'show what a lease permits, and what was used of it',
  details: ['Ends with 1 when the lease is not in force.'],
  operands: [ID],
  examples: [{ line: 'countersign lease show 0199a2b4', does: 'everything about one lease' }],
  run: async (invocation, context) => {
    const lease = await connectGateway(context).client.guards.lease(invocation.operand('id') ?? '');
    if (invocation.json) context.terminal.json(lease);
    else show(lease, context);
    return lease.live ? EXIT.ok : EXIT.notOk;
  },
};

const AGENT = 'agent:';

/** Grants a lease. */
export const leaseGrant: Command = {
  path: ['lease', 'grant'],
  summary: 'give an agent a lease',
  details: [
    'What is not named is what an ordinary task gets: reading, changing its workspace, programs, commits, its model; no host; 30 minutes.',
    'The lease token is printed once. Whoever shows it with its calls acts under the lease; it can be narrowed with `countersign lease attenuate`.',
  ],
  operands: [{ name: 'principal', summary: 'who: agent:NAME', required: true }],
  options: [
    { name: 'task', value: 'NAME', summary: 'what it is for (default: the principal)' },
    { name: 'session', value: 'ID', summary: 'the session that is bound without showing the token' },
    { name: 'workspace', value: 'FOLDER', completes: 'directory', summary: 'where patterns begin (default: here)' },
    ...TERMS_OPTIONS,
  ],
  examples: [
    { line: 'countersign lease grant agent:coder --host "*.example.com" --for 20m', does: 'for twenty minutes' },
  ],
  run: async (invocation, context) => {
    const { terminal, environment } = context;
    const principal = invocation.operand('principal') ?? '';
    if (!principal.startsWith(AGENT) || principal.length === AGENT.length)
      throw usageError({ path: ['lease', 'grant'] }, [`principal ${JSON.stringify(principal)}, want agent:NAME`]);
    const [session, durationMs] = [invocation.text('session'), readDuration(invocation)];
    const granted = await connectGateway(context).client.guards.grant({
      principal,
      task: invocation.text('task') ?? principal,
      workspace: invocation.text('workspace') ?? environment.workDir,
      terms: readTerms(invocation),
      ...(session === null ? {} : { session }),
      ...(durationMs === null ? {} : { duration_ms: durationMs }),
    });
    if (invocation.json) terminal.json(granted);
    else {
      if (granted.token !== null) terminal.out(granted.token);
      terminal.err(
        `lease ${granted.lease.id} of ${visibleText(principal)} until ${formatTime(granted.lease.expires_at_ms)}`,
      );
    }
    return EXIT.ok;
  },
};

/** Revokes a lease. */
export const leaseRevoke: Command = {
  path: ['lease', 'revoke'],
  summary: 'end a lease for good; what runs under it is killed',
  details: ['Leases that were narrowed from it end with it. Nothing brings a revoked lease back.'],
  operands: [ID],
  options: [{ name: 'note', value: 'TEXT', summary: 'why, for the log' }],
  examples: [{ line: 'countersign lease revoke 0199a2b4 --note "not needed any more"', does: 'end it now' }],
  run: async (invocation, context) => {
    const id = invocation.operand('id') ?? '';
    const lease = await connectGateway(context).client.guards.revoke(id, invocation.text('note') ?? '');
    const { terminal } = context;
    if (invocation.json) terminal.json(lease);
    else terminal.out(`${terminal.style.green('✓')} lease ${lease.id} has ended`);
    return EXIT.ok;
  },
};

/** Renews a lease. */
export const leaseRenew: Command = {
  path: ['lease', 'renew'],
  summary: 'let a lease go on, half an hour from now unless said',
  operands: [ID],
  options: [{ name: 'for', value: 'TIME', summary: 'how long from now, for example 20m; at most 60m' }],
  examples: [{ line: 'countersign lease renew 0199a2b4 --for 20m', does: 'twenty minutes more' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const durationMs = readDuration(invocation);
    const request = durationMs === null ? {} : { duration_ms: durationMs };
    const renewed = await connectGateway(context).client.guards.renew(invocation.operand('id') ?? '', request);
    if (invocation.json) terminal.json(renewed);
    else {
      if (renewed.token !== null) terminal.out(renewed.token);
      terminal.err(`lease ${renewed.lease.id} until ${formatTime(renewed.lease.expires_at_ms)}`);
    }
    return EXIT.ok;
  },
};

/** Narrows a lease token, offline. */
export const leaseAttenuate: Command = {
  path: ['lease', 'attenuate'],
  summary: 'narrow a lease token for a sub-agent, without asking the gateway',
  details: [
    'Reads the token from standard input, or from --in, and writes the narrower one to standard output. What is not named stays as it is; nothing can be widened. Needs no running gateway, only its public key: --key, or keys/lease.pub in the state directory.',
    'Ends with 1 when the token does not hold.',
  ],
  options: [
    { name: 'in', value: 'FILE', completes: 'file', summary: 'a file with the token (default: standard input)' },
    { name: 'key', value: 'KEY', summary: 'the public key of the gateway, as GET /v1/lease-key shows it' },
    ...TERMS_OPTIONS,
  ],
  examples: [
    {
      line: 'countersign lease attenuate --in lease.token --capability file.read --for 5m',
      does: 'five minutes of reading',
    },
  ],
  run: async (invocation, context) => {
    const durationMs = readDuration(invocation);
    const end = durationMs === null ? {} : { expires_at_ms: Date.now() + durationMs };
    const [file, key] = [invocation.text('in'), invocation.text('key')];
    const args = [
      'attenuate',
      ...['--terms', JSON.stringify({ ...readTerms(invocation), ...end })],
      ...(file === null ? [] : ['--in', file]),
      ...(key === null ? [] : ['--key', key]),
      ...(invocation.json ? ['--json'] : []),
    ];
    return runProgram('daemon/offline', args, context);
  },
};

function rowOf(lease: WireLease): readonly string[] {
  const { id, principal, task, live, why, expires_at_ms: expiresAtMs } = lease;
  const [use] = lease.uses;
  return [
    id.slice(0, 13),
    visibleText(principal),
    visibleText(task),
    live ? formatCountdown(expiresAtMs, Date.now()) : why,
    `${use?.calls ?? 0} of ${use?.limits.calls ?? 0}`,
    `${use?.tokens ?? 0} of ${use?.limits.tokens ?? 0}`,
    `${formatUsd(use?.cost_micros ?? 0)} of ${formatUsd(use?.limits.cost_micros ?? 0)}`,
  ];
}

function show(lease: WireLease, { terminal }: Context): void {
  const { style, out } = terminal;
  const state = lease.live ? style.green('in force') : style.red(lease.why);
  out(`${style.bold(lease.id)} ${state}`);
  out(
    `  who           ${visibleText(lease.principal)}, task ${visibleText(lease.task)}, in ${visibleText(lease.workspace)}`,
  );
  out(`  until         ${formatTime(lease.expires_at_ms)}, renewed ${lease.renewals} times`);
  if (lease.parent !== null) out(`  narrowed from ${lease.parent}`);
  out(`  may           ${visibleText(lease.capabilities.join(', '))}`);
  for (const scope of lease.scopes) {
    for (const [kind, patterns] of Object.entries(scope))
      out(`  ${kind.padEnd(13)} ${patterns.length === 0 ? 'none' : visibleText(patterns.join(', '))}`);
  }
  for (const { calls, tokens, cost_micros: cost, limits } of lease.uses) {
    out(
      `  used          ${calls} of ${limits.calls} calls, ${tokens} of ${limits.tokens} tokens, ${formatUsd(cost)} of ${formatUsd(limits.cost_micros)}`,
    );
  }
}
