import type { Command, Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { connectGateway, isLoopback } from '../gateway/connect.ts';
import type { Invocation } from '../invocation.ts';
import { formatTime } from '../terminal/format-time.ts';

const DETAILS = [
  'Prints a link that logs one browser in, once, within five minutes. Whoever opens it acts as you: open it yourself and send it to nobody. What stands behind # never leaves the browser with the address.',
  'Later the browser can log in with a passkey, which you make on its page Settings; for critical risk it is the second factor.',
];

async function run(invocation: Invocation, context: Context): Promise<ExitCode> {
  const { terminal } = context;
  const { client, address } = connectGateway(context);
  const { path, expires_at_ms: expiresAtMs } = await client.people.openLogin();
  const url = `${pageAddress(address)}${path}`;
  if (invocation.json) terminal.json({ url, expires_at_ms: expiresAtMs });
  else {
    terminal.out(url);
    terminal.err(`good once, until ${formatTime(expiresAtMs)}`);
  }
  return EXIT.ok;
}

/** Prints a one-time link to the dashboard. */
export const dashboard: Command = {
  path: ['dashboard'],
  summary: 'print a one-time link that opens the dashboard, logged in',
  details: DETAILS,
  examples: [{ line: 'countersign dashboard', does: 'open the link in your browser' }],
  run,
};

/** The same under the name that people look for. */
export const login: Command = {
  path: ['login'],
  summary: 'the same as `countersign dashboard`',
  details: DETAILS,
  examples: [{ line: 'countersign login', does: 'open the link in your browser' }],
  run,
};

/** Passkeys are made for names, not for numbers: this machine is called `localhost`. */
function pageAddress(address: string): string {
  const url = new URL(address);
  if (isLoopback(url.hostname)) url.hostname = 'localhost';
  return url.origin;
}
