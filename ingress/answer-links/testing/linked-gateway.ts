import { randomBytes } from 'node:crypto';
import { createLinkSigner } from '../../../adapters/node-crypto/link-signer.ts';
import { AnswerLinkDesk, type AnswerLinkParts } from '../../../application/answer-links/answer-link-desk.ts';
import type { ApprovalView } from '../../../application/gateway.ts';
import type { AccountAnswer, AccountOutcome } from '../../../application/notify/answer-from-account.ts';
import type { RefusedAnswer } from '../../../application/notify/refusal-book.ts';
import type { PromptDocument } from '../../../core/approval/prompt-document.ts';
import type { Delivery } from '../../../core/notify/delivery.ts';
import type { AnswerLinkClaims } from '../../../ports/link-signer.ts';

export const NOW = 1_700_000_000_000;
export const DEADLINE = NOW + 60_000;

/** Everything behind a link, in memory, as a test sets it. */
export type LinkedGateway = {
  readonly desk: AnswerLinkDesk;
  readonly seal: (changes?: Partial<AnswerLinkClaims>) => string;
  readonly answers: AccountAnswer[];
  readonly refusals: RefusedAnswer[];
  document: PromptDocument;
  delivery: Delivery;
  request: {
    status: string;
    riskLevel: string;
    terms: { secondFactor: boolean };
    deadlineMs: number;
    answers: object[];
  };
  isErased: boolean;
  hasCodes: boolean;
  nowMs: number;
  outcome: AccountOutcome | null;
  principal: string | null;
};

/** A request that waits, mailed to Ada. */
export function linkedGateway(): LinkedGateway {
  const signer = createLinkSigner(new Uint8Array(32).fill(7), {
    bytes: (length) => new Uint8Array(randomBytes(length)),
  });
  const used = new Set<string>();
  const answers: AccountAnswer[] = [];
  const refusals: RefusedAnswer[] = [];
  const gateway: Omit<LinkedGateway, 'desk'> = {
    answers,
    refusals,
    seal: (changes = {}) => signer.seal({ ...claims, ...changes }),
    document: DOCUMENT,
    delivery: DELIVERY,
    request: {
      status: 'pending',
      riskLevel: 'medium',
      terms: { secondFactor: false },
      deadlineMs: DEADLINE,
      answers: [],
    },
    isErased: false,
    hasCodes: false,
    nowMs: NOW,
    outcome: null,
    principal: 'human:ada',
  };
  const view = () =>
    ({ request: gateway.request, shown: gateway.isErased ? null : {}, statement: '' }) as unknown as ApprovalView;
  const parts: AnswerLinkParts = {
    signer,
    nowMs: () => gateway.nowMs,
    findDelivery: async (id) => (id === gateway.delivery.id ? gateway.delivery : null),
    findView: async (request) => (request === claims.request ? view() : null),
    promptOf: () => gateway.document,
    principalOf: () => gateway.principal,
    hasCodes: () => gateway.hasCodes,
    markOf: (delivery) => ({ scope: 'answer-link', key: delivery, value: 'used', atMs: gateway.nowMs }),
    wasUsed: async (delivery) => used.has(delivery),
    use: async (delivery) => !used.has(delivery) && used.add(delivery).has(delivery),
    answer: async (given) => {
      answers.push(given);
      if (gateway.outcome !== null) return gateway.outcome;
      if (given.evidence.seen !== undefined) used.add(given.evidence.seen.key);
      gateway.request = {
        ...gateway.request,
        status: given.verb === 'deny' ? 'denied' : 'approved',
        answers: [{ approver: 'human:ada' }],
      };
      return { ok: true, view: view() };
    },
    refuse: async (refused) => void refusals.push(refused),
  };
  return Object.assign(gateway, { desk: new AnswerLinkDesk(parts) });
}

const claims: AnswerLinkClaims = {
  delivery: '019a0000-0000-7000-8000-000000000001',
  request: '7k3m9x2p7k3m9x2p',
  channel: 'mail',
  to: 'ada@example.com',
  fingerprint: '0f1e2d3c4b5a6978',
  expiresAtMs: DEADLINE,
};

const DOCUMENT: PromptDocument = {
  title: 'agent:coder wants to run a command (high)',
  sections: [{ heading: 'Command', lines: ['<script>alert(1)</script>', '"><form action=//evil>'], quoted: true }],
  fingerprint: '0f1e2d3c4b5a6978',
};

const DELIVERY = {
  id: claims.delivery,
  purpose: 'question',
  request: claims.request,
  channel: 'mail',
  to: claims.to,
  person: 'human:ada',
  handles: (['approve', 'approve-session', 'deny'] as const).map((verb) => ({ verb, handle: '0123456789abcdef' })),
  answerable: 'all',
  fingerprint: claims.fingerprint,
} as unknown as Delivery;
