import type { WireSecret, WireSetSecretRequest } from '../../../sdk/wire-secret.ts';
import type { Command, Context, OptionSpec } from '../command.ts';
import { describeSecret, statusText } from '../describe-secret.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import type { Invocation } from '../invocation.ts';
import { readDurationMs } from '../read-value.ts';
import { readSecretInput } from '../secret-input.ts';
import { renderTable } from '../terminal/render-table.ts';
import { visibleText } from '../terminal/visible-text.ts';

const BROKERS = ['git-push', 'npm-publish', 'aws-request', 'http-request'] as const;
const APPROVALS = ['never', 'once', 'each'] as const;
const NAME = { name: 'name', summary: 'the name of a secret', required: true } as const;

const RULE: readonly OptionSpec[] = [
  {
    name: 'host',
    value: 'HOST',
    multiple: true,
    summary: 'where it may go: api.example.com, *.example.com, host:port',
  },
  {
    name: 'place',
    value: 'PLACE',
    multiple: true,
    summary: 'where in a request: header:NAME, query:NAME, path or body (default: header:authorization)',
  },
  { name: 'method', value: 'METHOD', multiple: true, summary: 'which methods (default: all but CONNECT and TRACE)' },
  { name: 'principal', value: 'WHO', multiple: true, summary: 'who may use it: agent:ci, agent:* (default: agent:*)' },
  {
    name: 'broker',
    value: 'BROKER',
    multiple: true,
    choices: BROKERS,
    summary: 'what the gateway may do with it itself',
  },
  { name: 'approval', value: 'WHEN', choices: APPROVALS, summary: 'when a person is asked (default: never)' },
  { name: 'env', value: 'NAME', summary: 'the variable in which programs find the sentinel' },
  { name: 'expires', value: 'TIME', summary: 'of no use after this time, for example 90d' },
  { name: 'rotate-every', value: 'TIME', summary: 'due to be replaced after this time, for example 30d' },
];

/** Keeps a secret. */
export const secretSet: Command = {
  path: ['secret', 'set'],
  summary: 'keep a secret, and say where it may go',
  details: [
    'The value is read from standard input, or asked for without being shown; never from the command line. It is encrypted in the store. Programs get a sentinel in its place; the gateway puts the value in on the way out, only where you said.',
    'A secret that is known gets the new rule and the new value at once. With --keep-value only the rule changes. To let the old value be good for a while use `secret rotate`.',
  ],
  operands: [NAME],
  options: [...RULE, { name: 'keep-value', value: null, summary: 'change only what may be done with it' }],
  examples: [
    {
      line: 'countersign secret set github --host api.github.com --env GITHUB_TOKEN < token.txt',
      does: 'for one host',
    },
    {
      line: 'countersign secret set npm --broker npm-publish --host registry.example.com --approval each',
      does: 'asks for the value; each use asks a person',
    },
  ],
  run: async (invocation, context) => {
    const { client } = connectGateway(context);
    const name = invocation.operand('name') ?? '';
    const value = invocation.flag('keep-value')
      ? null
      : await readSecretInput(context.terminal, { question: `Value of ${name}` });
    return show(invocation, context, await client.secrets.set({ name, value, ...ruleOf(invocation) }));
  },
};

/** Lists secrets. */
export const secretList: Command = {
  path: ['secret', 'list'],
  summary: 'list every secret and how it stands, without values',
  examples: [{ line: 'countersign secret list', does: 'names, hosts, versions, what is due' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const secrets = await connectGateway(context).client.secrets.list();
    if (invocation.json) terminal.json({ secrets });
    else if (secrets.length === 0) {
      terminal.out('no secret is kept');
      terminal.out(`  ${terminal.style.dim('next:')} countersign secret set NAME --host HOST`);
    } else {
      const rows = secrets.map((secret) => [
        visibleText(secret.name),
        String(secret.version),
        secret.environment ?? '',
        [...secret.hosts, ...secret.brokers].join(', '),
        statusText(secret),
      ]);
      const headings = ['NAME', 'VERSION', 'VARIABLE', 'GOES TO', 'STATUS'];
      terminal.out(renderTable({ headings, rows, heading: terminal.style.bold, page: terminal }));
    }
    return EXIT.ok;
  },
};

/** Shows one secret. */
export const secretShow: Command = {
  path: ['secret', 'show'],
  summary: 'show what may be done with a secret; its value is never shown',
  operands: [NAME],
  examples: [{ line: 'countersign secret show github', does: 'hosts, places, who, versions' }],
  run: async (invocation, context) =>
    show(invocation, context, await connectGateway(context).client.secrets.show(invocation.operand('name') ?? '')),
};

/** Gives a secret a new value. */
export const secretRotate: Command = {
  path: ['secret', 'rotate'],
  summary: 'give a secret a new value; the old one may stay good for a while',
  details: [
    'Runs that began before keep the old value for the overlap, so that nothing breaks in the middle; new ones get the new value.',
  ],
  operands: [NAME],
  options: [
    { name: 'overlap', value: 'TIME', summary: 'how long the old value stays good, for example 1h (default: not)' },
  ],
  examples: [
    { line: 'countersign secret rotate github --overlap 1h < new-token.txt', does: 'both are good for an hour' },
  ],
  run: async (invocation, context) => {
    const { client } = connectGateway(context);
    const name = invocation.operand('name') ?? '';
    const overlap = invocation.text('overlap');
    const overlapMs = overlap === null ? 0 : readDurationMs(overlap, '--overlap');
    const value = await readSecretInput(context.terminal, { question: `New value of ${name}` });
    return show(invocation, context, await client.secrets.rotate(name, { value, overlap_ms: overlapMs }));
  },
};

/** Revokes a secret. */
export const secretRevoke: Command = {
  path: ['secret', 'revoke'],
  summary: 'make a secret useless at once, and forget its values',
  operands: [NAME],
  examples: [{ line: 'countersign secret revoke github', does: 'no program can use it from now on' }],
  run: async (invocation, context) =>
    show(invocation, context, await connectGateway(context).client.secrets.revoke(invocation.operand('name') ?? '')),
};

function show(invocation: Invocation, { terminal }: Context, secret: WireSecret): ExitCode {
  if (invocation.json) terminal.json(secret);
  else for (const line of describeSecret(secret)) terminal.out(line);
  return EXIT.ok;
}

function ruleOf(invocation: Invocation): Partial<WireSetSecretRequest> {
  const expires = invocation.text('expires');
  const every = invocation.text('rotate-every');
  const approval = APPROVALS.find((known) => known === invocation.text('approval'));
  const environment = invocation.text('env');
  return {
    ...listOf(invocation, { option: 'host', field: 'hosts' }),
    ...listOf(invocation, { option: 'place', field: 'places' }),
    ...listOf(invocation, { option: 'method', field: 'methods' }),
    ...listOf(invocation, { option: 'principal', field: 'principals' }),
    brokers: BROKERS.filter((broker) => invocation.texts('broker').includes(broker)),
    ...(approval === undefined ? {} : { approval }),
    ...(environment === null ? {} : { environment }),
    ...(expires === null ? {} : { expires_at_ms: Date.now() + readDurationMs(expires, '--expires') }),
    ...(every === null ? {} : { rotate_every_ms: readDurationMs(every, '--rotate-every') }),
  };
}

/** An option that may be repeated, under its name on the wire; nothing where it was left out, which means the default. */
function listOf(
  invocation: Invocation,
  { option, field }: { readonly option: string; readonly field: 'hosts' | 'places' | 'methods' | 'principals' },
): Partial<WireSetSecretRequest> {
  const values = invocation.texts(option);
  return values.length === 0 ? {} : { [field]: values };
}
