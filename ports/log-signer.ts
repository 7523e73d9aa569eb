import type { NoteSigner } from '../core/audit/cosignature.ts';

/**
 * The log's keys: they sign checkpoints, and the name of the key that follows, and nothing else. The first is the current one; during a rotation the one before
 * it signs as well, so that verifiers who know only the old key still can check (see `key.handover`).
 */
export interface LogSigner {
  /** The log's unique name: the first line of its checkpoints and the name of its keys. */
  readonly origin: string;
  readonly signers: readonly [NoteSigner, ...NoteSigner[]];
}
