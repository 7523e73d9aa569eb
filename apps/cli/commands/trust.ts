import type { WireTrust, WireTrustOrder, WireTrustQuestion } from '../../../sdk/wire.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { openApprover } from '../gateway/approver-key.ts';
import { connectGateway } from '../gateway/connect.ts';
import { readDurationMs } from '../read-value.ts';
import { runProgram } from '../run-program.ts';
import { confirmEffect } from '../setup/confirm.ts';
import { formatTime } from '../terminal/format-time.ts';
import { renderTable } from '../terminal/render-table.ts';
import { visibleText } from '../terminal/visible-text.ts';

const SESSION = { name: 'session', summary: 'the id of the session', required: true } as const;
const YES = { name: 'yes', short: 'y', value: null, summary: 'do not ask' } as const;

/** Trusts a session for some hours. */
export const trustSession: Command = {
  path: ['trust', 'session'],
  summary: "do not ask about a session's ordinary work for some hours, signed with your key",
  details: [
    'Ordinary work: low and medium risk, inside the workspace, nothing that a checkpoint cannot put back, nothing destructive. Code that nobody has read runs only as the test, build or check of the project, and not after the session changed what those run. Everything else is asked about as before.',
    'At most four hours; over with the session, its lease, a change of the policy, or `trust revoke`. With --pattern nothing but that command is covered.',
  ],
  operands: [SESSION],
  options: [
    { name: 'for', value: 'TIME', summary: 'how long, for example 30m; at most 4h (default: 1h)' },
    { name: 'pattern', value: 'COMMAND', summary: 'one command only; * is exactly one word' },
    { name: 'tool', value: 'TOOL', summary: 'the tool of the pattern (default: "builtin:claude-code Bash")' },
    { name: 'as', value: 'PRINCIPAL', summary: 'who you are, for a token that may not say so, for example human:anna' },
    YES,
  ],
  examples: [
    { line: 'countersign trust session 0199a2b4 --for 2h', does: 'let the agent work for two hours' },
    { line: 'countersign trust session 0199a2b4 --pattern "npm ci"', does: 'this one command only' },
  ],
  run: async (invocation, context) => {
    const { terminal } = context;
    const length = invocation.text('for');
    const pattern = invocation.text('pattern');
    const tool = invocation.text('tool');
    const order: WireTrustOrder = {
      session: invocation.operand('session') ?? '',
      ...(pattern === null ? {} : { pattern }),
      ...(tool === null ? {} : { tool }),
      ...(length === null ? {} : { duration_ms: readDurationMs(length, '--for') }),
    };
    const approver = await openApprover(context, invocation.text('as'));
    const question = await approver.client.prompts.askToTrust(order);
    if (!invocation.flag('yes')) {
      if (!invocation.json) terminal.out(describe(question, pattern));
      const remedies = ['Say --yes where nobody can be asked.'];
      if (!(await confirmEffect(terminal, { question: 'Trust it?', isUsual: false, remedies }))) return EXIT.notOk;
    }
    const trust = await approver.trust(question);
    if (invocation.json) terminal.json(trust);
    else
      terminal.out(
        `trusted until ${formatTime(trust.expires_at_ms)}; take it back: countersign trust revoke ${trust.session}`,
      );
    return EXIT.ok;
  },
};

function describe(
  { session, principal, workspace, effects, expires_at_ms: endMs }: WireTrustQuestion,
  pattern: string | null,
): string {
  const what = pattern === null ? `ordinary work in ${workspace}` : `${pattern} (${effects.join(', ')})`;
  return `session ${visibleText(session)} of ${visibleText(principal)}, until ${formatTime(endMs)}: ${visibleText(what)}`;
}

/** Lists trust that holds now. */
export const trustList: Command = {
  path: ['trust', 'list'],
  summary: 'list the sessions that are trusted now',
  examples: [{ line: 'countersign trust list', does: 'who is not asked about, and until when' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const trusts = await connectGateway(context).client.prompts.trusts();
    if (invocation.json) terminal.json({ trusts });
    else if (trusts.length === 0) terminal.out('no session is trusted');
    else {
      const headings = ['SESSION', 'WHO', 'WHAT', 'BY', 'ENDS'];
      terminal.out(renderTable({ headings, rows: trusts.map(rowOf), heading: terminal.style.bold, page: terminal }));
    }
    return EXIT.ok;
  },
};

function rowOf({ session, principal, pattern, workspace, by, expires_at_ms: endMs }: WireTrust): readonly string[] {
  const what = pattern ?? `work in ${workspace}`;
  return [...[session, principal, what, by].map((text) => visibleText(text)), formatTime(endMs)];
}

/** Takes back trust. */
export const trustRevoke: Command = {
  path: ['trust', 'revoke'],
  summary: 'take back trust in a session, and every approval that was for the whole of it',
  operands: [SESSION],
  examples: [{ line: 'countersign trust revoke 0199a2b4', does: 'ask about everything again' }],
  run: async (invocation, context) => {
    const session = invocation.operand('session') ?? '';
    await connectGateway(context).client.prompts.revokeTrust(session);
    if (invocation.json) context.terminal.json({ session });
    else context.terminal.out(`session ${visibleText(session)} is asked about again`);
    return EXIT.ok;
  },
};

/** Trusts a folder. */
export const trustFolder: Command = {
  path: ['trust', 'folder'],
  summary: 'let projects in a folder be tested, built and checked unasked, for 90 days',
  details: [
    'Low risk only, and only the well-known tests, builds and checks of a project whose workspace can be put back whole. The folder must hold a git repository. Shows the change of the policy file, asks, keeps a copy, writes, and has a running gateway load it.',
  ],
  operands: [{ name: 'folder', summary: 'the folder', required: true, completes: 'directory' }],
  options: [{ name: 'note', value: 'TEXT', summary: 'why' }, YES],
  examples: [{ line: 'countersign trust folder ~/src/site --note "mine"', does: 'no prompts for its tests' }],
  run: async (invocation, context: Context) =>
    runProgram('daemon/offline', ['whitelist', 'folder', ...invocation.passed], context),
};

/** Trusts a folder no longer. */
export const trustUnfolder: Command = {
  path: ['trust', 'forget-folder'],
  summary: 'ask about tests and builds in a folder again',
  operands: [{ name: 'folder', summary: 'the folder, as the policy names it', required: true, completes: 'directory' }],
  options: [YES],
  examples: [{ line: 'countersign trust forget-folder ~/src/site', does: 'as before it was trusted' }],
  run: async (invocation, context: Context) =>
    runProgram('daemon/offline', ['whitelist', 'forget-folder', ...invocation.passed], context),
};
