import type { OwnOutcome } from '../act/own-call.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller, Wait } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { BrokerCall, BrokerParts } from './broker-desk.ts';
import { brokerGitPush, type GitPushOrder } from './broker-git-push.ts';
import { brokerNpmPublish, type NpmPublishOrder } from './broker-npm-publish.ts';
import { type AwsRequestOrder, brokerAwsRequest, brokerHttpRequest, type HttpRequestOrder } from './broker-request.ts';
import type { SecretParts } from './secret-flows.ts';
import { UseDesk } from './use-desk.ts';

/** One broker: decided, recorded and carried out by the gateway; only the result is answered. */
export type Broker<Order> = (
  caller: Caller,
  input: { readonly call: BrokerCall; readonly order: Order },
  wait: Wait,
) => Promise<OwnOutcome>;

/** What the gateway does with secrets itself. Each raises `input.invalid`, `secret.refused`, `unavailable` without a vault. */
export type BrokerFlows = {
  readonly pushGit: Broker<GitPushOrder>;
  readonly publishNpm: Broker<NpmPublishOrder>;
  readonly requestAws: Broker<AwsRequestOrder>;
  readonly requestHttp: Broker<HttpRequestOrder>;
};

/** The brokers over a vault and what they reach the world with. */
export function brokerFlows(context: FlowContext, parts: SecretParts): BrokerFlows {
  const uses = parts === null ? null : new UseDesk(context, parts.vault);
  const need = async (caller: Caller, { session }: BrokerCall): Promise<BrokerParts> => {
    const ports = context.ports.vault?.brokers;
    if (parts === null || uses === null || ports === undefined)
      throw new GatewayError('unavailable', 'use a secret: this gateway has no brokers');
    const known = (await context.sessions.find(session))?.record ?? null;
    if (known !== null && known.principal !== caller.principal)
      throw new GatewayError(
        'auth.forbidden',
        `use a secret: session ${session} is another's, found ${caller.principal}`,
      );
    return { context, ports, vault: parts.vault, uses };
  };
  return {
    pushGit: async (caller, { call, order }, wait) =>
      brokerGitPush(await need(caller, call), { caller, call, order }, wait),
    publishNpm: async (caller, { call, order }, wait) =>
      brokerNpmPublish(await need(caller, call), { caller, call, order }, wait),
    requestAws: async (caller, { call, order }, wait) =>
      brokerAwsRequest(await need(caller, call), { caller, call, order }, wait),
    requestHttp: async (caller, { call, order }, wait) =>
      brokerHttpRequest(await need(caller, call), { caller, call, order }, wait),
  };
}
