import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CountersignClient } from '../../../sdk/client.ts';
import { signApproval } from '../../../sdk/sign-approval.ts';
import { signSafeModeExit } from '../../../sdk/sign-safe-mode-exit.ts';
import { signTrust } from '../../../sdk/sign-trust.ts';
import type {
  WireApproval,
  WireApprovalScope,
  WireEmergency,
  WireSignedAnswered,
  WireTrust,
  WireTrustQuestion,
} from '../../../sdk/wire.ts';
import { CliError, isSystemError, toCliError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import { statePaths } from '../paths.ts';
import { connectGateway } from './connect.ts';

/** Most answers that the gateway takes at once. */
const MAX_BATCH = 100;

/** What a person says to a request. */
export type Answer = {
  readonly answer: 'approve' | 'deny';
  readonly scope: WireApprovalScope;
  readonly note: string;
  /** A code of the person's authenticator app; left out where none is given. */
  readonly totp?: string;
};

/** Someone who may answer: signs with the key of the state directory and sends. */
export type Approver = {
  readonly principal: string;
  readonly client: CountersignClient;
  /** Answers the request as it is then. Raises `CliError` when somebody was first, the scope is not open to it, and so on. */
  readonly answer: (approval: WireApproval, answer: Answer) => Promise<WireApproval>;
  /** Answers several requests in one call, each signed over its own statement; one that is refused stops no other. */
  readonly answerAll: (approvals: readonly WireApproval[], answer: Answer) => Promise<readonly WireSignedAnswered[]>;
  /** Signs what was asked for, and so trusts the session. */
  readonly trust: (question: WireTrustQuestion) => Promise<WireTrust>;
  /** Asks for the question that ends safe mode, signs the answer with this reason, and sends it. */
  readonly leaveSafeMode: (reason: string) => Promise<WireEmergency>;
};

/**
 * Gets ready to answer as the person whose token and key are in the state directory.
 *
 * `principal` names the person for a token that may not list tokens; otherwise the gateway says whose token it is.
 */
export async function openApprover(context: Context, principal: string | null): Promise<Approver> {
  const { client, token } = connectGateway(context);
  const { privateKey, keyId } = await readKey(statePaths(context.environment).approverKey);
  const approver = principal ?? (await principalOf(client, token));
  return {
    principal: approver,
    client,
    answer: async (approval, { answer, scope, note, totp }) => {
      const signed = await signApproval(approval, { answer, scope, note, channel: 'cli', approver, keyId, privateKey });
      const sent = totp === undefined ? signed : { ...signed, totp };
      return answer === 'approve' ? client.approve(approval.id, sent) : client.deny(approval.id, sent);
    },
    answerAll: async (approvals, { answer, scope, note }) => {
      const given = { answer, scope, note, channel: 'cli', approver, keyId, privateKey } as const;
      const answered: WireSignedAnswered[] = [];
      for (let from = 0; from < approvals.length; from += MAX_BATCH) {
        const batch = approvals.slice(from, from + MAX_BATCH);
        const signed = await Promise.all(batch.map((approval) => signApproval(approval, given)));
        const answers = batch.map(({ id }, at) => ({ key_id: keyId, signature: '', ...signed[at], id, answer }));
        answered.push(...(await client.prompts.answerBatch(answers)));
      }
      return answered;
    },
    trust: async (question) => client.prompts.trust(await signTrust(question, { approver, keyId, privateKey })),
    leaveSafeMode: async (reason) => {
      const question = await client.askToLeaveSafeMode();
      return client.leaveSafeMode(await signSafeModeExit(question, { approver, keyId, reason, privateKey }));
    },
  };
}

/** The id an approver's key is known by: the first 16 hexadecimal digits of the SHA-256 of the raw public key. */
export function keyIdOf(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
}

async function readKey(
  path: string,
): Promise<{ readonly privateKey: Awaited<ReturnType<typeof crypto.subtle.importKey>>; readonly keyId: string }> {
  const key = readApprovalKey(path);
  const der = key.export({ type: 'pkcs8', format: 'der' });
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const privateKey = await crypto.subtle.importKey('pkcs8', der, 'Ed25519', false, ['sign']);
  return { privateKey, keyId: keyIdOf(spki.subarray(spki.length - 32)) };
}

/** Reads the private key that approvals are signed with. Raises `failed` for a file that is missing, not ours to read, or holds none. */
export function readApprovalKey(path: string): KeyObject {
  return parseKey(readPem(path), path);
}

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!isSystemError(error, 'ENOENT') && !isSystemError(error, 'EACCES')) throw error;
    const found = error.code === 'ENOENT' ? 'there is none' : 'permission was denied';
    throw new CliError('failed', `read the approval key ${path}: ${found}, want an Ed25519 key in PKCS#8 PEM`, {
      remedies: [
        'Start the gateway once, which makes it, and answer as the user who owns it.',
        'On another machine make your own: `countersign approvers key`.',
      ],
      cause: error,
    });
  }
}

function parseKey(pem: string, path: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Falls through: nothing of the file's content belongs into a message.
  }
  throw new CliError('failed', `read the approval key ${path}: no such key in it, want an Ed25519 key in PKCS#8 PEM`);
}

async function principalOf(client: CountersignClient, token: string): Promise<string> {
  const id = token.split('_')[1] ?? '';
  try {
    for await (const token of client.everyToken()) if (token.id === id) return token.principal;
  } catch (error) {
    const failure = toCliError(error);
    if (failure.code !== 'auth.forbidden') throw failure;
  }
  throw new CliError('usage', 'answer an approval: the gateway does not say whose token this is, want a name', {
    remedies: ['Say who you are: `--as human:NAME`.'],
  });
}
