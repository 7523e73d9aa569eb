import type { AnswerChannel, ApprovalScope } from '../../core/approval/approval.ts';
import type { Mark } from '../../ports/notification-store.ts';
import type { PresentedFactor } from '../approver/second-factor.ts';

/** Where the gateway itself took an answer from, before it signed it for the account: recorded with the answer. */
export type AnswerOrigin = {
  /** The id of the account's pairing; of a browser `web:` and the id of its session. */
  readonly pairing: string;
  /** The message that was answered; null where the person did not answer one. */
  readonly delivery: string | null;
  /** Of the document that was shown; null where none was. */
  readonly fingerprint: string | null;
  /** What proves it, for the encrypted payload: the channel's own ids. */
  readonly evidence: string;
  /**
   * Remembers the channel's event in the very commit of the answer, so that it never counts twice, wherever the gateway ends. Left out
   * where what was answered can be used once by itself.
   */
  readonly seen?: Mark;
};

/** An approver's signed answer as it arrives. */
export type AnswerInput = {
  /** The request's id or an unambiguous prefix of at least four characters. */
  readonly id: string;
  readonly answer: 'approve' | 'deny';
  readonly scope: ApprovalScope;
  readonly note: string;
  readonly channel: AnswerChannel;
  readonly keyId: string;
  /** Base64. */
  readonly signature: string;
  /** What came along beside the signature; left out where nothing did. */
  readonly factor?: PresentedFactor;
  /** Set by the gateway itself where it signs for an account; an ingress that takes signed answers leaves it out. */
  readonly origin?: AnswerOrigin;
};
