import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { keyIdOf, readApprovalKey } from '../gateway/approver-key.ts';
import { connectGateway } from '../gateway/connect.ts';
import { writeFileAtomically } from '../log/write-file.ts';
import { makeFolder } from '../make-folder.ts';
import { usageError } from '../parse-command-line.ts';
import { statePaths } from '../paths.ts';
import { visibleText } from '../terminal/visible-text.ts';

const KEY_BYTES = 32;

/** Shows the public half of one's own key. */
export const approversKey: Command = {
  path: ['approvers', 'key'],
  summary: 'show the public half of your approval key, and make the key where there is none',
  details: [
    'The key stays in keys/approver.pem of your own state directory, which only you can read; what is printed is for everybody. Needs no running gateway. An administrator enrols it: `approvers enrol`.',
  ],
  examples: [{ line: 'countersign approvers key', does: 'once for each person, on their own machine' }],
  run: async (invocation, context) => {
    const { terminal, environment } = context;
    const path = statePaths(environment).approverKey;
    const isNew = !existsSync(path);
    if (isNew) makeKey(path);
    const der = createPublicKey(readApprovalKey(path)).export({ type: 'spki', format: 'der' });
    const raw = der.subarray(der.length - KEY_BYTES);
    const [publicKey, keyId] = [raw.toString('base64'), keyIdOf(raw)];
    if (invocation.json) terminal.json({ public_key: publicKey, key_id: keyId, file: path, made: isNew });
    else {
      terminal.out(publicKey);
      terminal.err(`key ${keyId}, ${isNew ? 'made now and kept' : 'kept'} in ${path}`);
    }
    return EXIT.ok;
  },
};

/** Enrols the key of a person. */
export const approversEnrol: Command = {
  path: ['approvers', 'enrol'],
  summary: 'enrol the key of another person, who may approve with it from then on',
  details: [
    'They print its public half with `approvers key`, and need a token of their own: `token create human:NAME --scope approve --scope read`. Compare the id of the key with them before: whoever has the key approves in their name.',
    'Once two people have a key, what is critical needs both.',
  ],
  operands: [
    { name: 'principal', summary: 'whose key it is, for example human:anna', required: true },
    { name: 'key', summary: 'the public key, base64, as `approvers key` prints it', required: true },
  ],
  examples: [
    {
      line: `countersign approvers enrol human:anna EQ0kSCh0l7RdtEjZ4ZsNKGlMcTaHkZ6ZbdIYqjUxCzU=`,
      does: 'a second approver',
    },
  ],
  run: async (invocation, context) => {
    const { terminal } = context;
    const [principal, key] = [invocation.operand('principal') ?? '', invocation.operand('key') ?? ''];
    if (Buffer.from(key, 'base64').toString('base64') !== key || Buffer.from(key, 'base64').length !== KEY_BYTES)
      throw usageError({ path: ['approvers', 'enrol'] }, [`the key is not ${KEY_BYTES} bytes of base64`]);
    const { client } = connectGateway(context);
    const { key_id: keyId } = await client.enrolApprover({ principal, public_key: key });
    if (invocation.json) terminal.json({ principal, key_id: keyId });
    else terminal.out(`${terminal.style.green('✓')} key ${keyId} of ${visibleText(principal)} counts from now on`);
    return EXIT.ok;
  },
};

function makeKey(path: string): void {
  makeFolder(dirname(path), 0o700);
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeFileAtomically(path, pem, 0o600);
}
