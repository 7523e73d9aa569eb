import { readFileSync } from 'node:fs';
import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { describeEntry } from '../log/describe-entry.ts';
import { KEY_OPTIONS, readKeyOptions } from '../log/open-log.ts';
import { verifyReceipt as verify } from '../log/receipt.ts';

/** Checks a receipt offline. */
export const verifyReceipt: Command = {
  path: ['verify-receipt'],
  summary: 'check a receipt offline: entry, proof, checkpoint and cosignatures',
  details: ['Needs only the file and the key of the log. Ends with 0 when it holds, with 40 when it does not.'],
  operands: [{ name: 'file', summary: 'a receipt, as `log prove` writes it', required: true, completes: 'file' }],
  options: [
    { name: 'entry', value: 'FILE', completes: 'file', summary: 'the entry, for a proof that does not carry it' },
    ...KEY_OPTIONS,
  ],
  examples: [
    { line: 'countersign verify-receipt entry-41.receipt --vkey log.vkey', does: 'check what somebody handed to you' },
  ],
  run: async (invocation, context) => run(invocation, context),
};

/** The same, beside the other commands of the log. */
export const logVerifyReceipt: Command = {
  ...verifyReceipt,
  path: ['log', 'verify-receipt'],
  summary: 'check a receipt offline (the same as `countersign verify-receipt`)',
};

async function run(invocation: Invocation, context: Context): Promise<ExitCode> {
  const { terminal } = context;
  const file = invocation.operand('file') ?? '';
  const entryFile = invocation.text('entry');
  const text = readText(file);
  const entry = entryFile === null ? null : readText(entryFile);
  const verified = verify({ text, entry }, readKeyOptions(invocation, context));
  const { index, checkpoint, witnesses } = verified;
  if (invocation.json) {
    const { origin, size } = checkpoint;
    terminal.json({
      ok: true,
      index,
      origin,
      size: Number(size),
      witnesses,
      entry: JSON.parse(verified.entry) as unknown,
    });
    return EXIT.ok;
  }
  terminal.out(
    `${terminal.style.green('✓ the receipt holds')}: entry ${index} of ${checkpoint.size} in ${checkpoint.origin}`,
  );
  terminal.out(`  witnesses  ${witnesses.length === 0 ? 'none checked' : witnesses.join(', ')}`);
  terminal.out(describeEntry(index, verified.entry, terminal));
  return EXIT.ok;
}

/** Larger than any receipt: an entry of 64 KB, 64 hashes and a note of 1 MiB. */
const MAX_BYTES = 4 * 1024 * 1024;

function readText(path: string): string {
  const text = readFileSync(path, 'utf8');
  if (text.length <= MAX_BYTES) return text;
  throw new CliError('verificationFailed', `read ${path}: ${text.length} characters, want at most ${MAX_BYTES}`);
}
