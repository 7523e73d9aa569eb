import { type AnswerReader, get, post } from './answer-reader.ts';
import type { CallOptions } from './transport.ts';
import type {
  WireCompensation,
  WireCompensationRequest,
  WireDeletedList,
  WireRestoreDeletedRequest,
  WireRestoredDeleted,
  WireReverted,
  WireRevertRequest,
} from './wire.ts';

/** Which inverses: of one session or of all, behind the one of the action `after`; oldest first. */
export type CompensationsQuery = { readonly session?: string; readonly after?: string; readonly limit?: number };

/** The part of a client that is about taking actions back: reverts, inverses, and what was deleted. */
export class RevertClient {
  private readonly read: AnswerReader;

  constructor(read: AnswerReader) {
    this.read = read;
  }

  /**
   * Takes actions of a session back. What its principal must run then is among `inverses`: `runInverses` does so and reports
   * the outcomes.
   */
  async revert(request: WireRevertRequest, options: CallOptions = {}): Promise<WireReverted> {
    const call = { ...post('/v1/revert', request), waitMs: request.wait_ms ?? 0 };
    return this.read('verdict,actions,files,inverses', { ...call, ...options });
  }

  /** Keeps the inverse of an action of one's own, for a revert to run. */
  async register(
    action: string,
    request: WireCompensationRequest,
    options: CallOptions = {},
  ): Promise<WireCompensation> {
    const call = post(`/v1/actions/${encodeURIComponent(action)}/compensation`, request);
    return this.read('action,state', { ...call, ...options });
  }

  /** Inverses and how they stand. An agent names a session of its own. */
  async compensations(query: CompensationsQuery = {}, options: CallOptions = {}): Promise<readonly WireCompensation[]> {
    const call = { ...get('/v1/compensations', query), ...options };
    return (await this.read<{ compensations: WireCompensation[] }>('compensations', call)).compensations;
  }

  /** What actions deleted below a root and what still is gone, newest first. */
  async deleted(
    { root, limit }: { readonly root: string; readonly limit?: number },
    options: CallOptions = {},
  ): Promise<WireDeletedList> {
    return this.read('deleted,is_complete', { ...get('/v1/deleted', { root, limit }), ...options });
  }

  /** Puts back one thing that an action deleted. Needs the operator's token. */
  async restoreDeleted(request: WireRestoreDeletedRequest, options: CallOptions = {}): Promise<WireRestoredDeleted> {
    return this.read('path,log_index', { ...post('/v1/deleted/restore', request), ...options });
  }
}
