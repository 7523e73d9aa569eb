import { type AnswerReader, get, post } from './answer-reader.ts';
import type { CallOptions } from './transport.ts';
import type {
  WireDismissed,
  WireFatigue,
  WireSignedAnswer,
  WireSignedAnswered,
  WireTrust,
  WireTrustAnswer,
  WireTrustOrder,
  WireTrustQuestion,
} from './wire-fatigue.ts';

/** The part of a client that makes prompts fewer: batches, trust in sessions, the meter, suggestions. */
export class FatigueClient {
  private readonly read: AnswerReader;

  constructor(read: AnswerReader) {
    this.read = read;
  }

  /** Gives several signed answers at once; one that is refused stops no other. */
  async answerBatch(
    answers: readonly WireSignedAnswer[],
    options: CallOptions = {},
  ): Promise<readonly WireSignedAnswered[]> {
    const call = { ...post('/v1/approvals/batch', { answers }), ...options };
    return (await this.read<{ answers: WireSignedAnswered[] }>('answers', call)).answers;
  }

  /** What a person would sign to trust a session. */
  async askToTrust(order: WireTrustOrder, options: CallOptions = {}): Promise<WireTrustQuestion> {
    return this.read('nonce,statement', { ...post('/v1/trust/questions', order), ...options });
  }

  /** Trusts a session, with the signature over the statement (see `signTrust`). */
  async trust(answer: WireTrustAnswer, options: CallOptions = {}): Promise<WireTrust> {
    return this.read('id,session', { ...post('/v1/trust', answer), ...options });
  }

  /** Trust that holds now. */
  async trusts(options: CallOptions = {}): Promise<readonly WireTrust[]> {
    return (await this.read<{ trusts: WireTrust[] }>('trusts', { ...get('/v1/trust', {}), ...options })).trusts;
  }

  /** Takes back trust in a session, and every approval that was for the whole of it. */
  async revokeTrust(session: string, options: CallOptions = {}): Promise<void> {
    await this.read('session', { ...post('/v1/trust/revoke', { session }), ...options });
  }

  /** How people answered in the last so many milliseconds (a day unless said), and what would have saved most. */
  async fatigue({ lastMs }: { readonly lastMs?: number } = {}, options: CallOptions = {}): Promise<WireFatigue> {
    return this.read('all,people', { ...get('/v1/fatigue', { last_ms: lastMs }), ...options });
  }

  /** Puts a proposed rule aside for thirty days. */
  async dismissProposal(index: number, options: CallOptions = {}): Promise<WireDismissed> {
    return this.read('until_ms', { ...post(`/v1/policy/proposals/${index}/dismiss`, {}), ...options });
  }
}
