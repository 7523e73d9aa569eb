import type { WirePerson, WireRecipientRole } from '../../../sdk/wire.ts';
import type { Command, Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import type { Invocation } from '../invocation.ts';
import { usageError } from '../parse-command-line.ts';
import { readDurationMs } from '../read-value.ts';
import { formatTime } from '../terminal/format-time.ts';
import { renderTable } from '../terminal/render-table.ts';
import { visibleText } from '../terminal/visible-text.ts';

const ROLES: readonly WireRecipientRole[] = ['administrator', 'emergency'];

/** Lists people. */
export const approversPeople: Command = {
  path: ['approvers', 'people'],
  summary: 'list who approves: accounts, second factors, absences, roles',
  examples: [{ line: 'countersign approvers people', does: 'who is who' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const people = await connectGateway(context).client.people.list();
    if (invocation.json) terminal.json({ people });
    else {
      const rows = people.map((person) => [
        visibleText(person.id),
        person.principals
          .slice(1)
          .map((name) => visibleText(name))
          .join(' '),
        factorsOf(person),
        person.away === null ? '' : `until ${formatTime(person.away.until_ms)}`,
        person.roles.join(' '),
      ]);
      const headings = ['WHO', 'ALSO', 'SECOND FACTORS', 'AWAY', 'TOLD AS'];
      terminal.out(renderTable({ headings, rows, heading: terminal.style.bold, page: terminal }));
    }
    return EXIT.ok;
  },
};

/** Joins accounts. */
export const approversJoin: Command = {
  path: ['approvers', 'join'],
  summary: 'say that an account is a person’s, so that both count once',
  details: ['Nobody approves their own request through a second account, nor stands for two of several approvers.'],
  operands: [
    { name: 'principal', summary: 'the person, by one of their accounts', required: true },
    { name: 'account', summary: 'the account that is theirs too', required: true },
  ],
  examples: [{ line: 'countersign approvers join human:ada human:ada-chat', does: 'one person with two accounts' }],
  run: async (invocation, context) => {
    const [principal, account] = [invocation.operand('principal') ?? '', invocation.operand('account') ?? ''];
    const person = await connectGateway(context).client.people.join({ principal, account });
    const accounts = person.principals.map((name) => visibleText(name)).join(' and ');
    return told(person, { invocation, context, what: `counts once, as ${accounts}` });
  },
};

/** Parts an account. */
export const approversPart: Command = {
  path: ['approvers', 'part'],
  summary: 'say that a second account is somebody else’s; only another person may',
  operands: [{ name: 'account', summary: 'the second account', required: true }],
  examples: [{ line: 'countersign approvers part human:ada-chat', does: 'it was joined by mistake' }],
  run: async (invocation, context) =>
    told(await connectGateway(context).client.people.part(invocation.operand('account') ?? ''), {
      invocation,
      context,
      what: 'is a person of their own',
    }),
};

/** Notes an absence. */
export const approversAway: Command = {
  path: ['approvers', 'away'],
  summary: 'note that nothing is to be sent to a person for a while, at most ninety days',
  operands: [{ name: 'principal', summary: 'the person, for example human:ada', required: true }],
  options: [
    { name: 'for', value: 'TIME', summary: 'how long from now, for example 72h' },
    { name: 'back', value: null, summary: 'they are back' },
  ],
  examples: [{ line: 'countersign approvers away human:ada --for 72h', does: 'a long weekend' }],
  run: async (invocation, context) => {
    const span = invocation.text('for');
    if ((span === null) !== invocation.flag('back'))
      throw usageError({ path: ['approvers', 'away'] }, ['want --for or --back, one of them']);
    const nowMs = Date.now();
    const away = span === null ? null : { from_ms: nowMs, until_ms: nowMs + readDurationMs(span, '--for') };
    const principal = invocation.operand('principal') ?? '';
    const person = await connectGateway(context).client.people.setAway({ principal, away });
    const what = away === null ? 'is back' : `is sent nothing until ${formatTime(away.until_ms)}`;
    return told(person, { invocation, context, what });
  },
};

/** Sets what a person is told of. */
export const approversRoles: Command = {
  path: ['approvers', 'roles'],
  summary: 'set who is told when high risk was not answered, and when something critical happens',
  operands: [
    { name: 'principal', summary: 'the person, for example human:ada', required: true },
    { name: 'role', summary: 'none takes them all away', required: false, many: true, choices: ROLES },
  ],
  examples: [{ line: 'countersign approvers roles human:ada administrator emergency', does: 'both' }],
  run: async (invocation, context) => {
    const roles = ROLES.filter((role) => invocation.rest('role').includes(role));
    const principal = invocation.operand('principal') ?? '';
    const person = await connectGateway(context).client.people.setRoles({ principal, roles });
    const what = roles.length === 0 ? 'is told of nothing beside their own' : `is told as ${roles.join(' and ')}`;
    return told(person, { invocation, context, what });
  },
};

function factorsOf({ totp, passkeys }: WirePerson): string {
  const parts = [
    ...(totp ? ['app'] : []),
    ...(passkeys > 0 ? [`${passkeys} ${passkeys === 1 ? 'passkey' : 'passkeys'}`] : []),
  ];
  return parts.length === 0 ? 'none: cannot approve critical risk' : parts.join(', ');
}

function told(
  person: WirePerson,
  { invocation, context, what }: { readonly invocation: Invocation; readonly context: Context; readonly what: string },
): ExitCode {
  const { terminal } = context;
  if (invocation.json) terminal.json(person);
  else terminal.out(`${terminal.style.green('✓')} ${visibleText(person.id)} ${what}`);
  return EXIT.ok;
}
