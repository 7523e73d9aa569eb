import type { WireFactor, WireFactorProof } from '../../../sdk/wire.ts';
import type { Command, Context, OptionSpec } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import type { Invocation } from '../invocation.ts';
import { usageError } from '../parse-command-line.ts';
import { readSecretInput } from '../secret-input.ts';
import { showQr } from '../terminal/draw-qr.ts';

const PROOF: readonly OptionSpec[] = [
  { name: 'totp', value: 'CODE', summary: 'a code of the app that is enrolled' },
  { name: 'recovery', value: 'CODE', summary: 'the code that was shown with the first factor' },
];

/** Enrols an authenticator app. */
export const approversTotp: Command = {
  path: ['approvers', 'totp'],
  summary: 'enrol your authenticator app as the second factor that critical risk needs',
  details: [
    'Shows a secret once, and as a code to scan in a terminal with colours, for an app such as Aegis, 1Password or Google Authenticator, and asks for a code of it. Without a terminal the code is read from standard input.',
    'With the first factor a recovery code is shown, once. Write it down: it is the only way to replace a factor that is lost, beside another person.',
  ],
  options: PROOF,
  examples: [{ line: 'countersign approvers totp', does: 'once for each person' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const { people } = connectGateway(context).client;
    const { uri, secret } = await people.beginTotp(proofOf(invocation));
    if (showQr(terminal, uri)) terminal.err('scan this with your authenticator app, or add what it says:');
    terminal.err(`add this secret to your authenticator app: ${secret}`);
    terminal.err(`or as an address: ${uri}`);
    const code = await readSecretInput(terminal, { question: 'A code that the app shows now' });
    report(await people.confirmTotp(code.trim()), { invocation, context });
    return EXIT.ok;
  },
};

/** Removes an authenticator app. */
export const approversTotpRemove: Command = {
  path: ['approvers', 'totp-remove'],
  summary: 'remove your authenticator app, with a code of it or the recovery code',
  options: PROOF,
  examples: [{ line: 'countersign approvers totp-remove --totp 123456', does: 'before you enrol another one' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const proof = proofOf(invocation);
    if (proof.totp === undefined && proof.recovery === undefined)
      throw usageError({ path: ['approvers', 'totp-remove'] }, ['no proof, want --totp or --recovery']);
    await connectGateway(context).client.people.removeTotp(proof);
    if (invocation.json) terminal.json({ removed: 'totp' });
    else terminal.out(`${terminal.style.green('✓')} your authenticator app counts no more`);
    return EXIT.ok;
  },
};

/** Takes the factors from somebody who lost them. */
export const approversReset: Command = {
  path: ['approvers', 'reset'],
  summary: 'take all second factors from another person who has lost them',
  operands: [{ name: 'principal', summary: 'whose, for example human:ada', required: true }],
  examples: [{ line: 'countersign approvers reset human:ada', does: 'then they can enrol new ones' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const principal = invocation.operand('principal') ?? '';
    await connectGateway(context).client.people.resetFactors(principal);
    if (invocation.json) terminal.json({ reset: principal });
    else terminal.out(`${terminal.style.green('✓')} ${principal} has no second factor now`);
    return EXIT.ok;
  },
};

function proofOf(invocation: Invocation): WireFactorProof {
  const [totp, recovery] = [invocation.text('totp'), invocation.text('recovery')];
  return { ...(totp === null ? {} : { totp }), ...(recovery === null ? {} : { recovery }) };
}

function report(
  factor: WireFactor,
  { invocation, context }: { readonly invocation: Invocation; readonly context: Context },
): void {
  const { terminal } = context;
  if (invocation.json) {
    terminal.json(factor);
    return;
  }
  terminal.out(`${terminal.style.green('✓')} your authenticator app is enrolled`);
  if (factor.recovery !== null) terminal.out(`recovery code, shown once: ${factor.recovery}`);
}
