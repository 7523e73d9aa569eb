import { type AnswerReader, post } from './answer-reader.ts';
import type { CallOptions } from './transport.ts';
import type {
  WireActRequest,
  WireActResponse,
  WireDiffRequest,
  WireNextAttempt,
  WirePlanRequest,
  WireRetryRequest,
} from './wire.ts';

const FIELDS = 'verdict,is_done,text,detail';

/** The part of a client that has the gateway itself act: judged, kept, written, verified; whole or not at all. */
export class ActClient {
  private readonly read: AnswerReader;

  constructor(read: AnswerReader) {
    this.read = read;
  }

  /** Calls one of the gateway's own tools. Only `is_done` says that it was carried out. */
  async call(request: WireActRequest, options: CallOptions = {}): Promise<WireActResponse> {
    return this.read(FIELDS, { ...post('/v1/act', request), waitMs: request.wait_ms ?? 0, ...options });
  }

  /** Carries out a plan. */
  async plan(request: WirePlanRequest, options: CallOptions = {}): Promise<WireActResponse> {
    return this.read(FIELDS, { ...post('/v1/plans', request), waitMs: request.wait_ms ?? 0, ...options });
  }

  /** Applies a unified diff. */
  async diff(request: WireDiffRequest, options: CallOptions = {}): Promise<WireActResponse> {
    return this.read(FIELDS, { ...post('/v1/diffs', request), waitMs: request.wait_ms ?? 0, ...options });
  }

  /**
   * What comes after a failed attempt: a retry with another strategy, three at most, or a person. A refusal's `problems` can be
   * given as they came. Asks nobody and remembers nothing: put the answer's `strategy` and `failure` into the next history.
   */
  async nextAttempt(request: WireRetryRequest, options: CallOptions = {}): Promise<WireNextAttempt> {
    return this.read('kind,failure', { ...post('/v1/retries/next', request), ...options });
  }
}
