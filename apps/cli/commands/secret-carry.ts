import { existsSync, readFileSync } from 'node:fs';
import { CliError } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { writeFileAtomically } from '../log/write-file.ts';
import { usageError } from '../parse-command-line.ts';
import { readSecretInput } from '../secret-input.ts';

/** Writes secrets into an age file. */
export const secretExport: Command = {
  path: ['secret', 'export'],
  summary: 'write secrets into an encrypted file, in the format of age',
  details: [
    'For a recipient of age (age1…), whose identity opens the file here or with age itself; without one, under a passphrase that is read like a value. The export is on record.',
  ],
  operands: [{ name: 'name', summary: 'which secrets (default: all that are in force)', required: false, many: true }],
  options: [
    { name: 'to', value: 'RECIPIENT', summary: 'a recipient of age' },
    { name: 'out', short: 'o', value: 'FILE', completes: 'file', summary: 'a new file (default: standard output)' },
  ],
  examples: [
    {
      line: 'countersign secret export --to "$(cat backup.age.pub)" -o vault.age',
      does: 'everything, for one recipient',
    },
  ],
  run: async (invocation, context) => {
    const { terminal } = context;
    const out = invocation.text('out');
    if (out !== null && existsSync(out)) throw new CliError('usage', `export secrets: ${out} exists, want a new file`);
    const { client } = connectGateway(context);
    const recipient = invocation.text('to');
    const names = invocation.rest('name');
    const exported = await client.secrets.export({
      ...(names.length === 0 ? {} : { names }),
      ...(recipient === null
        ? { passphrase: await readSecretInput(terminal, { question: 'Passphrase of the file' }) }
        : { recipient }),
    });
    if (out !== null) writeFileAtomically(out, exported.file, 0o600);
    if (invocation.json)
      terminal.json({ count: exported.count, file: out, content: out === null ? exported.file : null });
    else if (out === null) terminal.out(exported.file.trimEnd());
    else terminal.out(`${terminal.style.green('✓')} ${exported.count} secrets written to ${out}`);
    return EXIT.ok;
  },
};

/** Takes in an age file. */
export const secretImport: Command = {
  path: ['secret', 'import'],
  summary: 'take in secrets from such a file, all or none',
  details: ['With --identity the file of an identity of age; without it, the passphrase is read like a value.'],
  operands: [{ name: 'file', summary: 'the file', required: true, completes: 'file' }],
  options: [
    { name: 'identity', short: 'i', value: 'FILE', completes: 'file', summary: 'a file with an identity of age' },
  ],
  examples: [{ line: 'countersign secret import vault.age --identity key.txt', does: 'with an identity' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const file = readText(invocation.operand('file') ?? '');
    const identityFile = invocation.text('identity');
    const { client } = connectGateway(context);
    const opener =
      identityFile === null
        ? { passphrase: await readSecretInput(terminal, { question: 'Passphrase of the file' }) }
        : { identity: identityIn(readText(identityFile), identityFile) };
    const secrets = await client.secrets.import({ file, ...opener });
    if (invocation.json) terminal.json({ secrets });
    else
      terminal.out(
        `${terminal.style.green('✓')} ${secrets.length} secrets taken in: ${secrets.map(({ name }) => name).join(', ')}`,
      );
    return EXIT.ok;
  },
};

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CliError('usage', `read ${path}: it cannot be read, want a file`, { cause });
  }
}

/** The first identity of a file as `age-keygen` writes it, with comments. */
function identityIn(text: string, path: string): string {
  const line = text.split('\n').find((candidate) => candidate.startsWith('AGE-SECRET-KEY-'));
  if (line !== undefined) return line.trim();
  throw usageError({ path: ['secret', 'import'] }, [`no identity in ${path}, want a line AGE-SECRET-KEY-1…`]);
}
