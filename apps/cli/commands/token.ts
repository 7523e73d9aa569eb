import { existsSync } from 'node:fs';
import { CountersignClient } from '../../../sdk/client.ts';
import type { WireToken, WireTokenScope } from '../../../sdk/wire.ts';
import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { readLease } from '../gateway/read-lease.ts';
import { writeFileAtomically } from '../log/write-file.ts';
import { readDurationMs } from '../read-value.ts';
import { formatTime } from '../terminal/format-time.ts';
import { renderTable } from '../terminal/render-table.ts';
import { visibleText } from '../terminal/visible-text.ts';

/** As `lease list` shows it. */
const LEASE_ID_LENGTH = 13;
const SCOPES: readonly WireTokenScope[] = ['decide', 'outcome', 'approve', 'read', 'admin', 'halt', 'prompt'];

/** Makes a token. */
export const tokenCreate: Command = {
  path: ['token', 'create'],
  summary: 'make a bearer token for an agent or a person',
  details: [
    'The token is shown once and kept nowhere; with --out it goes to a file that only you can read. Agents can never be given approve or admin.',
  ],
  operands: [{ name: 'principal', summary: 'who bears it: agent:NAME or human:NAME', required: true }],
  options: [
    {
      name: 'scope',
      value: 'SCOPE',
      multiple: true,
      choices: SCOPES,
      summary: 'what it may do (default: decide and outcome)',
    },
    {
      name: 'expires',
      value: 'TIME',
      summary: 'how long it is valid, for example 12h or 30d (default: until revoked)',
    },
    {
      name: 'out',
      short: 'o',
      value: 'FILE',
      completes: 'file',
      summary: 'write it to a new file instead of showing it',
    },
  ],
  examples: [
    { line: 'countersign token create agent:ci --expires 30d --out ci.token', does: 'for an agent' },
    { line: 'countersign token create human:anna --scope approve --scope read', does: 'for an approver' },
  ],
  run: async (invocation, context) => {
    const { terminal } = context;
    const expires = invocation.text('expires');
    const expiresAtMs = expires === null ? null : Date.now() + readDurationMs(expires, '--expires');
    const scopes = SCOPES.filter((scope) => invocation.texts('scope').includes(scope));
    const file = invocation.text('out');
    if (file !== null && existsSync(file)) {
      throw new CliError('usage', `make a token: ${file} exists, want a new file`);
    }
    const { token, record } = await connectGateway(context).client.createToken({
      principal: invocation.operand('principal') ?? '',
      scopes: scopes.length === 0 ? ['decide', 'outcome'] : scopes,
      expires_at_ms: expiresAtMs,
    });
    if (file !== null) writeFileAtomically(file, `${token}\n`, 0o600);
    if (invocation.json) terminal.json({ token: file === null ? token : null, file, record });
    else {
      terminal.out(file === null ? token : `${terminal.style.green('✓')} written to ${file}`);
      terminal.err(said(record));
    }
    return EXIT.ok;
  },
};

/** Makes a token that may do less. */
export const tokenNarrow: Command = {
  path: ['token', 'narrow'],
  summary: 'make a token of your own that may do less and ends soon',
  details: [
    'For one piece of work: it may do what is named, no more than the token it was made with, and ends within an hour and not after that one. Any bearer may do this, an agent too: COUNTERSIGN_TOKEN says which token is narrowed.',
    'With --lease it is bound to that lease for good: whoever bears it acts under it without showing anything, and under nothing wider. `lease attenuate` makes a narrower lease first.',
  ],
  options: [
    { name: 'scope', value: 'SCOPE', multiple: true, choices: SCOPES, summary: 'what it may do (default: decide)' },
    { name: 'life', value: 'TIME', summary: 'how long it is valid, at most 1h (default: 15m)' },
    { name: 'lease', value: 'FILE', completes: 'file', summary: 'a file with the token of a lease that binds it' },
  ],
  examples: [
    { line: 'countersign token narrow --scope decide --life 5m', does: 'to decide, for five minutes' },
    { line: 'countersign token narrow --lease child.token', does: 'for a sub-agent, and for what the lease covers' },
  ],
  run: async (invocation, context) => {
    const { terminal } = context;
    const life = invocation.text('life');
    const scopes = SCOPES.filter((scope) => invocation.texts('scope').includes(scope));
    const { token, record } = await clientUnder(context, invocation.text('lease')).narrowToken({
      scopes: scopes.length === 0 ? ['decide'] : scopes,
      ...(life === null ? {} : { life_ms: readDurationMs(life, '--life') }),
    });
    if (invocation.json) terminal.json({ token, record });
    else {
      terminal.out(token);
      terminal.err(said(record));
    }
    return EXIT.ok;
  },
};

/** Lists tokens. */
export const tokenList: Command = {
  path: ['token', 'list'],
  summary: 'list every token, without its secret',
  examples: [{ line: 'countersign token list', does: 'who may do what, and until when' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const tokens: WireToken[] = [];
    for await (const token of connectGateway(context).client.everyToken()) tokens.push(token);
    if (invocation.json) terminal.json({ tokens });
    else {
      const rows = tokens.map((token) => [
        token.id,
        visibleText(token.principal),
        token.scopes.join(', '),
        (token.lease ?? '').slice(0, LEASE_ID_LENGTH),
        formatTime(token.created_at_ms),
        expiry(token),
      ]);
      terminal.out(
        renderTable({
          headings: ['ID', 'WHO', 'SCOPES', 'LEASE', 'CREATED', 'VALID UNTIL'],
          rows,
          heading: terminal.style.bold,
          page: terminal,
        }),
      );
    }
    return EXIT.ok;
  },
};

/** Revokes a token. */
export const tokenRevoke: Command = {
  path: ['token', 'revoke'],
  summary: 'make a token worthless, at once',
  operands: [{ name: 'id', summary: 'the id of a token, as `token list` shows it', required: true }],
  examples: [{ line: 'countersign token revoke 3f9a01c2d4e5', does: 'nobody can use it from now on' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const id = invocation.operand('id') ?? '';
    await connectGateway(context).client.revokeToken(id);
    if (invocation.json) terminal.json({ revoked: id });
    else terminal.out(`${terminal.style.green('✓')} token ${id} is revoked`);
    return EXIT.ok;
  },
};

/** The gateway, shown the lease of a file with every call; without one as ever. */
function clientUnder(context: Context, file: string | null): CountersignClient {
  const { client, address, token, fetch } = connectGateway(context);
  return file === null ? client : new CountersignClient({ baseUrl: address, token, lease: readLease(file), fetch });
}

function said({ principal, scopes, id, lease, ...times }: WireToken): string {
  const bound = lease === null ? '' : ` under lease ${lease}`;
  return `${visibleText(principal)} may ${scopes.join(', ')}${bound}; id ${id}; expires ${expiry(times)}`;
}

function expiry({
  expires_at_ms: expiresAtMs,
  revoked_at_ms: revokedAtMs,
}: Pick<WireToken, 'expires_at_ms' | 'revoked_at_ms'>): string {
  if (revokedAtMs !== null) return `revoked ${formatTime(revokedAtMs)}`;
  return expiresAtMs === null ? 'no end' : formatTime(expiresAtMs);
}
