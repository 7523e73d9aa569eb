import type { WireApprover } from '../../../sdk/wire.ts';
import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { confirmEffect } from '../setup/confirm.ts';
import { formatTime } from '../terminal/format-time.ts';
import { renderTable } from '../terminal/render-table.ts';
import { visibleText } from '../terminal/visible-text.ts';

/** Lists the keys of approvers. */
export const approversList: Command = {
  path: ['approvers', 'list'],
  summary: 'list whose keys may approve, and which were withdrawn',
  examples: [{ line: 'countersign approvers list', does: 'whose signatures count' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const approvers = await connectGateway(context).client.listApprovers();
    if (invocation.json) terminal.json({ approvers });
    else if (approvers.length === 0) terminal.out('no key is enrolled: nobody can approve');
    else {
      const rows = approvers.map((approver) => [
        approver.key_id,
        visibleText(approver.principal),
        kindOf(approver),
        standing(approver),
      ]);
      terminal.out(
        renderTable({ headings: ['KEY', 'WHO', 'KIND', 'COUNTS'], rows, heading: terminal.style.bold, page: terminal }),
      );
    }
    return EXIT.ok;
  },
};

/** Withdraws the key of an approver. */
export const approversWithdraw: Command = {
  path: ['approvers', 'withdraw'],
  summary: 'withdraw a key: its answers count for nothing, from now on and for good',
  details: [
    'What the key approved and nobody has used yet is void, and so are the session grants it gave. The withdrawal is recorded. A withdrawn key never counts again: enrol another one.',
    'After the last key nobody can approve anything. A new one is made and enrolled at the next start when keys/approver.pem of the state directory is gone.',
  ],
  operands: [{ name: 'key', summary: 'the id of a key, or its first four digits or more', required: true }],
  options: [{ name: 'yes', short: 'y', value: null, summary: 'do not ask' }],
  examples: [
    { line: 'countersign approvers withdraw 9f3a', does: 'a laptop was lost' },
    { line: 'countersign approvers withdraw 9f3a01c2d4e5f607 --yes --json', does: 'for a script' },
  ],
  run: async (invocation, context) => {
    const { terminal } = context;
    const { client } = connectGateway(context);
    const approver = findApprover(await client.listApprovers(), invocation.operand('key') ?? '');
    const { key, peopleLeft } = approver;
    const who = `${key.key_id} of ${visibleText(key.principal)}`;
    if (peopleLeft === 0) warnOfLast(context);
    if (peopleLeft === 1) warnOfOne(context);
    const question = `Withdraw key ${who} for good?`;
    const remedies = ['Say --yes to withdraw it without being asked.'];
    if (!invocation.flag('yes') && !(await confirmEffect(terminal, { question, isUsual: false, remedies }))) {
      terminal.err('nothing was changed');
      return EXIT.notOk;
    }
    const withdrawal = await client.withdrawApprover(key.key_id);
    if (invocation.json) terminal.json(withdrawal);
    else {
      const left = `${withdrawal.remaining} ${withdrawal.remaining === 1 ? 'key' : 'keys'} left`;
      terminal.out(`${terminal.style.green('✓')} key ${who} is withdrawn; ${left}`);
    }
    return EXIT.ok;
  },
};

/** The key that is meant, and how many people would be left who approve; null where its person approves with another one, or did not. */
function findApprover(
  approvers: readonly WireApprover[],
  given: string,
): { readonly key: WireApprover; readonly peopleLeft: number | null } {
  const found = approvers.filter(({ key_id: id }) => given.length >= 4 && id.startsWith(given.toLowerCase()));
  const [key] = found;
  const remedies = ['List them: `countersign approvers list`.'];
  if (key === undefined)
    throw new CliError(
      'failed',
      `withdraw key ${JSON.stringify(given)}: there is none, want an id or four digits of it`,
      {
        remedies,
      },
    );
  if (found.length > 1)
    throw new CliError(
      'usage',
      `withdraw key ${JSON.stringify(given)}: ${found.length} begin like this, want more digits`,
      {
        remedies,
      },
    );
  const approving = approvers.filter(isApproving);
  const left = peopleOf(approving.filter((other) => other !== key));
  return { key, peopleLeft: left < peopleOf(approving) ? left : null };
}

/** Whether a key gives answers: not the gateway's own for MCP clients, nor a passkey, which only confirms them. */
function isApproving(key: WireApprover): boolean {
  return key.withdrawn_at_ms === null && !isAtClient(key) && key.kind !== 'passkey';
}

function peopleOf(keys: readonly WireApprover[]): number {
  return new Set(keys.map(({ person, principal }) => person ?? principal)).size;
}

/** The gateway's own key for answers at MCP clients: it approves nothing by itself, and nothing of high risk. */
function isAtClient({ principal }: WireApprover): boolean {
  return principal === 'human:at-client';
}

function warnOfLast({ terminal }: Context): void {
  const { errorStyle, err } = terminal;
  err(`${errorStyle.yellow('warning')}: this is the last key that counts: nobody can approve anything without it`);
  err('  next: to get a new one, move keys/approver.pem out of the state directory and start the gateway again');
}

function warnOfOne({ terminal }: Context): void {
  const { errorStyle, err } = terminal;
  err(`${errorStyle.yellow('warning')}: one person who approves is left: what is critical needs nobody else then`);
  err('  next: enrol another one, or have critical_approvers in the policy say how many must');
}

function kindOf({ kind, channel, label }: WireApprover): string {
  if (kind === 'channel') return `channel ${visibleText(channel ?? '')}`;
  return kind === 'passkey' ? `passkey ${visibleText(label ?? '')}` : 'personal';
}

function standing({ withdrawn_at_ms: atMs }: WireApprover): string {
  return atMs === null ? 'yes' : `no, withdrawn ${formatTime(atMs)}`;
}
