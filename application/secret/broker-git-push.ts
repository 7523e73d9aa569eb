import type { OwnOutcome } from '../act/own-call.ts';
import type { Caller, Wait } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { type BrokerCall, type BrokerParts, runBroker } from './broker-desk.ts';
import { readBrokerUrl } from './broker-url.ts';

/** Pushes the commit that a branch of the workspace stands at. */
export type GitPushOrder = {
  readonly secret: string;
  /** `https:`, without user information. */
  readonly remote: string;
  /** The branch here, and there. */
  readonly branch: string;
  /** The user that the password belongs to; many hosts take any. */
  readonly username: string;
};

/**
 * Pushes a branch with a password of the vault: one commit, named in what people approve, never by force. The repository's own
 * configuration and hooks are not looked at.
 *
 * Raises `input.invalid` for a remote or a branch that is none, `secret.refused`.
 */
export async function brokerGitPush(
  parts: BrokerParts,
  { caller, call, order }: { readonly caller: Caller; readonly call: BrokerCall; readonly order: GitPushOrder },
  wait: Wait,
): Promise<OwnOutcome> {
  const { secret, remote, branch, username } = order;
  const url = readBrokerUrl(remote, 'push');
  const commit = await parts.ports.git.commitOf(call.workspace, branch);
  if (!commit.ok) throw new GatewayError('input.invalid', commit.failure);
  const job = {
    broker: 'git-push' as const,
    secret,
    tool: 'broker_git_push' as const,
    args: { branch, commit: commit.value, remote: url.href },
    url,
    method: 'POST',
    run: async (password: string) => {
      const pushed = await parts.ports.git.push({
        ...{ root: call.workspace, commit: commit.value, remote: url.href },
        ...{ branch, username, password },
      });
      if (!pushed.ok) return pushed;
      const detail = { branch, commit: commit.value, output: pushed.value, remote: url.href };
      return { ok: true as const, value: { text: `Pushed ${commit.value} to ${branch}.`, detail } };
    },
  };
  return runBroker(parts, { caller, call, job }, wait);
}
