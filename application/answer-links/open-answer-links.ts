import type { LinkSigner } from '../../ports/link-signer.ts';
import type { Mark } from '../../ports/notification-store.ts';
import { findRequest, showRequest } from '../approval/answer-approval.ts';
import { promptOf } from '../approval/prompt-of.ts';
import type { FlowContext } from '../flow-context.ts';
import type { ApprovalView } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { answerFromAccount } from '../notify/answer-from-account.ts';
import { AnswerLinkDesk } from './answer-link-desk.ts';

/** Links that were used, among the marks of the store. */
const SCOPE = 'answer-link';
/** How long a used link is remembered: longer than any request can be answered. */
const REMEMBERED_MS = 7 * 86_400_000;

/** Opens the answers by links over the gateway's own flows: one decides everything, and the store remembers which links were used. */
export function openAnswerLinks(context: FlowContext, signer: LinkSigner): AnswerLinkDesk {
  const { clock, stores } = context.ports;
  const { notifications } = stores;
  return new AnswerLinkDesk({
    signer,
    nowMs: () => clock.nowMs(),
    findDelivery: (id) => notifications.findDelivery(id),
    findView: (request) => findView(context, request),
    promptOf: (view) => promptOf(context, view),
    principalOf: (channel, user) => context.notify.book.find(channel, user)?.principal ?? null,
    hasCodes: (principal) => principal !== '' && context.people.of(principal).totp !== null,
    markOf: (delivery) => markOf(delivery, clock.nowMs()),
    wasUsed: async (delivery) => (await notifications.findMark(SCOPE, delivery)) !== null,
    use: async (delivery) => {
      const atMs = clock.nowMs();
      const conflict = await notifications.write([
        { kind: 'mark.forget', scope: SCOPE, beforeMs: atMs - REMEMBERED_MS },
        { kind: 'mark.save', mark: markOf(delivery, atMs), isNew: true },
      ]);
      return conflict === null;
    },
    answer: (given) => answerFromAccount(context, given),
    refuse: (refused) => context.notify.refusals.record(refused),
  });
}

function markOf(delivery: string, atMs: number): Mark {
  return { scope: SCOPE, key: delivery, value: 'used', atMs };
}

async function findView(context: FlowContext, request: string): Promise<ApprovalView | null> {
  try {
    return await showRequest(context, await findRequest(context, request));
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'approval.unknown') return null;
    throw error;
  }
}
