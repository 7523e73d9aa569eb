import { existsSync } from 'node:fs';
import type { WireToken, WireTokenScope } from '../../../sdk/wire.ts';
import { CliError } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { writeFileAtomically } from '../log/write-file.ts';
import { readDurationMs } from '../read-value.ts';
import { formatTime } from '../terminal/format-time.ts';
import { renderTable } from '../terminal/render-table.ts';
import { visibleText } from '../terminal/visible-text.ts';

const SCOPES: readonly WireTokenScope[] = ['decide', 'outcome', 'approve', 'read', 'admin', 'halt'];

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
      terminal.err(`${record.principal} may ${record.scopes.join(', ')}; id ${record.id}; expires ${expiry(record)}`);
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
  ],
  options: [
    { name: 'scope', value: 'SCOPE', multiple: true, choices: SCOPES, summary: 'what it may do (default: decide)' },
    { name: 'life', value: 'TIME', summary: 'how long it is valid, at most 1h (default: 15m)' },
  ],
  examples: [{ line: 'countersign token narrow --scope decide --life 5m', does: 'to decide, for five minutes' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const life = invocation.text('life');
    const scopes = SCOPES.filter((scope) => invocation.texts('scope').includes(scope));
    const { token, record } = await connectGateway(context).client.narrowToken({
      scopes: scopes.length === 0 ? ['decide'] : scopes,
      ...(life === null ? {} : { life_ms: readDurationMs(life, '--life') }),
    });
    if (invocation.json) terminal.json({ token, record });
    else {
      terminal.out(token);
      terminal.err(`${record.principal} may ${record.scopes.join(', ')}; id ${record.id}; expires ${expiry(record)}`);
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
    if (invocation.json) terminal.json(tokens);
    else {
      const rows = tokens.map((token) => [
        token.id,
        visibleText(token.principal),
        token.scopes.join(','),
        formatTime(token.created_at_ms),
        expiry(token),
      ]);
      terminal.out(
        renderTable({
          headings: ['ID', 'WHO', 'SCOPES', 'CREATED', 'VALID UNTIL'],
          rows,
          heading: terminal.style.bold,
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

function expiry({ expires_at_ms: expiresAtMs, revoked_at_ms: revokedAtMs }: WireToken): string {
  if (revokedAtMs !== null) return `revoked ${formatTime(revokedAtMs)}`;
  return expiresAtMs === null ? 'no end' : formatTime(expiresAtMs);
}
