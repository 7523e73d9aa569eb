import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { isLoopback } from '../gateway/loopback.ts';
import { doubtAmong, whoAnswers } from '../gateway/same-gateway.ts';
import type { Invocation } from '../invocation.ts';
import { formatTime } from '../terminal/format-time.ts';

const DETAILS = [
  'Prints a link that logs one browser in, once, within five minutes. Whoever opens it acts as you: open it yourself and send it to nobody. What stands behind # never leaves the browser with the address.',
  'Before it prints, it looks who listens at 127.0.0.1 and at ::1, either of which a browser takes for localhost: a link is made only where both are this gateway.',
  'Later the browser can sign in with a passkey, which you make on its page System; for critical risk it is the second factor.',
];

async function run(invocation: Invocation, context: Context): Promise<ExitCode> {
  const { terminal } = context;
  const { client, address } = connectGateway(context);
  await requireGateway(address, context);
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

/** A page of another program under the gateway's name would get the link, and with it everything its holder may do. */
async function requireGateway(address: string, { environment, terminal }: Context): Promise<void> {
  const answering = await whoAnswers(address, environment);
  if (answering === null) {
    if (isLoopback(new URL(address).hostname))
      terminal.err('not checked whether 127.0.0.1 and ::1 are both this gateway: its state directory is another');
    return;
  }
  const doubt = doubtAmong(answering);
  if (doubt === null) return;
  const message = `make a link: found ${doubt.found}, want this gateway at 127.0.0.1 and ::1 both`;
  throw new CliError('failed', message, { remedies: [doubt.fix] });
}

/** Passkeys are made for names, not for numbers: this machine is called `localhost`. */
function pageAddress(address: string): string {
  const url = new URL(address);
  if (isLoopback(url.hostname)) url.hostname = 'localhost';
  return url.origin;
}
