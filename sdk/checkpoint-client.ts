import { type AnswerReader, get, post } from './answer-reader.ts';
import type { CallOptions } from './transport.ts';
import type {
  WireCheckpoint,
  WireCheckpointDiff,
  WirePurged,
  WirePurgeRequest,
  WireRedoRequest,
  WireReopened,
  WireReopenRequest,
  WireRestoration,
  WireRestoreRequest,
  WireShownCheckpoint,
  WireTakeCheckpoint,
  WireUndone,
  WireUndoRequest,
} from './wire.ts';

/** Which checkpoints: of one root, session or action, or all; newest first. */
export type CheckpointsQuery = {
  readonly root?: string;
  readonly session?: string;
  readonly action?: string;
  readonly limit?: number;
};

/** A workspace of many thousands of files takes minutes to be led back. */
const LONG = { waitMs: 600_000 };

/** The part of a client that is about checkpoints and undoing. Needs the operator's token for everything that writes. */
export class CheckpointClient {
  private readonly read: AnswerReader;

  constructor(read: AnswerReader) {
    this.read = read;
  }

  /** Checkpoints, newest first. */
  async list(query: CheckpointsQuery = {}, options: CallOptions = {}): Promise<readonly WireCheckpoint[]> {
    const call = { ...get('/v1/checkpoints', query), ...options };
    return (await this.read<{ checkpoints: WireCheckpoint[] }>('checkpoints', call)).checkpoints;
  }

  /** One checkpoint, and what its action changed. */
  async show(id: string, options: CallOptions = {}): Promise<WireShownCheckpoint> {
    return this.read('checkpoint,changes', { ...get(`/v1/checkpoints/${encodeURIComponent(id)}`), ...options });
  }

  /** What differs between a checkpoint and another, or the present. */
  async diff(id: string, { to, ...options }: CallOptions & { readonly to?: string } = {}): Promise<WireCheckpointDiff> {
    const call = get(`/v1/checkpoints/${encodeURIComponent(id)}/diff`, { to });
    return this.read('changes,diff', { ...call, ...options });
  }

  /** Keeps a workspace as it is now. */
  async take(request: WireTakeCheckpoint, options: CallOptions = {}): Promise<WireCheckpoint> {
    return this.read('id,root', { ...post('/v1/checkpoints', request), ...options });
  }

  /** Puts a workspace back as it was. */
  async restore(id: string, request: WireRestoreRequest = {}, options: CallOptions = {}): Promise<WireRestoration> {
    const call = post(`/v1/checkpoints/${encodeURIComponent(id)}/restore`, request);
    return this.read('root,changes', { ...call, ...LONG, ...options });
  }

  /** Takes back what actions changed. */
  async undo(request: WireUndoRequest, options: CallOptions = {}): Promise<WireUndone> {
    return this.read('root,changes,conflicts', { ...post('/v1/undo', request), ...LONG, ...options });
  }

  /** Brings back what the newest undo took away. */
  async redo(request: WireRedoRequest, options: CallOptions = {}): Promise<WireUndone> {
    return this.read('root,changes', { ...post('/v1/redo', request), ...LONG, ...options });
  }

  /** Opens a workspace again that a change left neither made nor undone. */
  async reopen(request: WireReopenRequest, options: CallOptions = {}): Promise<WireReopened> {
    return this.read('root,result', { ...post('/v1/workspaces/reopen', request), ...options });
  }

  /** Removes old checkpoints; the newest of each workspace stays. */
  async purge(request: WirePurgeRequest, options: CallOptions = {}): Promise<WirePurged> {
    return this.read('checkpoints,freed_bytes', { ...post('/v1/checkpoints/purge', request), ...options });
  }
}
