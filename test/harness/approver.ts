import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importSigningKey } from '../../adapters/node-crypto/keys.ts';
import type { ApprovalScope } from '../../core/approval/approval.ts';
import { signedApprovalText } from '../../core/approval/approval-statement.ts';
import { post, type TestDaemon } from './daemon.ts';

/** Answers a request over the API as the operator, signing with the operator's key as the command line does. */
export async function answerAs(
  daemon: TestDaemon,
  id: string,
  {
    answer = 'approve',
    scope = 'action',
    note = '',
  }: { readonly answer?: 'approve' | 'deny'; readonly scope?: ApprovalScope; readonly note?: string } = {},
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const found = await fetch(`${daemon.address}/v1/approvals/${id}`, {
    headers: { authorization: `Bearer ${daemon.operatorToken}` },
  });
  const view = (await found.json()) as { statement: string };
  const key = importSigningKey(readFileSync(join(daemon.state, 'keys/approver.pem'), 'utf8'));
  if (!key.ok) throw new Error(key.failure);
  const keyId = createHash('sha256').update(key.value.publicKey).digest('hex').slice(0, 16);
  const text = signedApprovalText(view.statement, {
    answer,
    scope,
    channel: 'cli',
    approver: 'human:operator',
    keyId,
    note,
  });
  const signature = Buffer.from(key.value.sign(Buffer.from(text, 'utf8'))).toString('base64');
  return post(daemon, `/v1/approvals/${id}/${answer}`, {
    token: daemon.operatorToken,
    body: { scope, note, channel: 'cli', key_id: keyId, signature },
  });
}
