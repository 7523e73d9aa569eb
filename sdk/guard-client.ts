import { type AnswerReader, get, post } from './answer-reader.ts';
import type { CallOptions } from './transport.ts';
import type { WireScreenedMessage, WireSupport } from './wire-crisis.ts';
import type {
  WireBudget,
  WireGrantedLease,
  WireGrantRequest,
  WireHeartbeat,
  WireLease,
  WireLeaseKey,
  WireLimitRequest,
  WireRenewRequest,
  WireReview,
} from './wire-guard.ts';
import type { WireReviewers } from './wire-reviewer.ts';
import type { WireModelUsage } from './wire-usage.ts';

/** The part of a client that is about leases, budgets, and what stopped by itself. */
export class GuardClient {
  private readonly read: AnswerReader;

  constructor(read: AnswerReader) {
    this.read = read;
  }

  /** Grants a lease; needs a person's token. The lease token is shown once. */
  async grant(request: WireGrantRequest, options: CallOptions = {}): Promise<WireGrantedLease> {
    return this.read('lease,token', { ...post('/v1/leases', request), ...options });
  }

  /** Leases in force, with `ended` those that ended lately too; newest last. */
  async leases({ ended }: { readonly ended?: boolean } = {}, options: CallOptions = {}): Promise<readonly WireLease[]> {
    const call = get('/v1/leases', { ended: ended === true ? 'true' : undefined });
    return (await this.read<{ leases: WireLease[] }>('leases', { ...call, ...options })).leases;
  }

  /** A lease by its id or the beginning of it. */
  async lease(id: string, options: CallOptions = {}): Promise<WireLease> {
    return this.read('id,live', { ...get(`/v1/leases/${encodeURIComponent(id)}`), ...options });
  }

  /** Lets a lease go on from now; answers a token for that time. */
  async renew(id: string, request: WireRenewRequest = {}, options: CallOptions = {}): Promise<WireGrantedLease> {
    return this.read('lease,token', { ...post(`/v1/leases/${encodeURIComponent(id)}/renew`, request), ...options });
  }

  /** Ends a lease for good; what runs under it is killed. */
  async revoke(id: string, note = '', options: CallOptions = {}): Promise<WireLease> {
    return this.read('id,live', { ...post(`/v1/leases/${encodeURIComponent(id)}/revoke`, { note }), ...options });
  }

  /** A sign of life; `live` is false once the lease has ended. */
  async beat(id: string, options: CallOptions = {}): Promise<WireHeartbeat> {
    return this.read('live', { ...post(`/v1/leases/${encodeURIComponent(id)}/heartbeat`, {}), ...options });
  }

  /** The public key that lease tokens are checked with, and narrowed with. */
  async leaseKey(options: CallOptions = {}): Promise<WireLeaseKey> {
    return this.read('public_key', { ...get('/v1/lease-key'), ...options });
  }

  /** Today's budgets. */
  async budgets(
    { limit }: { readonly limit?: number } = {},
    options: CallOptions = {},
  ): Promise<readonly WireBudget[]> {
    return (await this.read<{ budgets: WireBudget[] }>('budgets', { ...get('/v1/budgets', { limit }), ...options }))
      .budgets;
  }

  /** What models used by day (UTC), principal and model, newest day first; of the last seven days unless `days` says otherwise. */
  async usage(
    query: { readonly days?: number; readonly principal?: string } = {},
    options: CallOptions = {},
  ): Promise<readonly WireModelUsage[]> {
    return (await this.read<{ usage: WireModelUsage[] }>('usage', { ...get('/v1/usage', query), ...options })).usage;
  }

  /** Whom people in a crisis can reach in a country; of the operator where none is named. */
  async support(
    query: { readonly country?: string; readonly language?: string } = {},
    options: CallOptions = {},
  ): Promise<WireSupport> {
    return this.read('text,lines,emergency', { ...get('/v1/support', query), ...options });
  }

  /** What a message of a user is, and what its writer is to be shown at once. */
  async screenMessage(
    message: { readonly session: string; readonly text: string },
    options: CallOptions = {},
  ): Promise<WireScreenedMessage> {
    return this.read('verdict,support', { ...post('/v1/messages/screen', message), ...options });
  }

  /** Sets the limit of a kind of budgets or of one, or takes it back. */
  async setBudget(request: WireLimitRequest, options: CallOptions = {}): Promise<void> {
    await this.read('scope', { ...post('/v1/budgets/limit', request), ...options });
  }

  /** Begins a budget anew. */
  async resetBudget(scope: string, options: CallOptions = {}): Promise<void> {
    await this.read('scope', { ...post('/v1/budgets/reset', { scope }), ...options });
  }

  /** What stopped by itself and waits for a person, the most urgent first. */
  async reviews(options: CallOptions = {}): Promise<readonly WireReview[]> {
    return (await this.read<{ reviews: WireReview[] }>('reviews', { ...get('/v1/reviews'), ...options })).reviews;
  }

  /** The reviewer models, and how often people decided as they said. */
  async reviewers(options: CallOptions = {}): Promise<WireReviewers> {
    return this.read('reviewers,entries', { ...get('/v1/reviewers'), ...options });
  }
}
