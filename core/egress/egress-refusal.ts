/** Why a connection or a request is refused: a closed list that programs, records and people share. */
export const EGRESS_REFUSALS = [
  /** The destination or the request cannot be read in one way only. */
  'egress.unreadable',
  'egress.scheme',
  'egress.host',
  'egress.port',
  'egress.method',
  'egress.path',
  /** An address that is not public, literally or as what a name resolves to. */
  'egress.address',
  'egress.metadata',
  'egress.name-unresolved',
  'egress.policy',
  'egress.emergency',
  'egress.frozen',
  'egress.closed',
  'egress.rate',
  'egress.connections',
  'egress.bytes',
  /** What came first in a tunnel was not what its rule is for. */
  'egress.not-tls',
  'egress.server-name',
  /** What a program wants to speak inside of TLS that is opened is not spoken there. */
  'egress.protocol',
  'egress.upgrade',
  'egress.secret',
  'egress.encoding',
  /** An answer that cannot be handed on: a status that is none. */
  'egress.answer',
  /** It could not be put on record, so nothing was sent. */
  'egress.unrecorded',
  /** Allowed, but nobody answered there. */
  'egress.unreachable',
] as const;
export type EgressRefusalCode = (typeof EGRESS_REFUSALS)[number];

/**
 * How unexpected a refused attempt is. `none`: a program that asks for too much or too often of what it has. `unknown-host`: a host that
 * nobody allowed. `blocked-address`: a place that only somebody who looks for credentials or inner services asks for.
 */
export type EgressAlarm = 'none' | 'unknown-host' | 'blocked-address';

/** A refusal, as the program, the record and people are told it. */
export type EgressRefusal = {
  readonly code: EgressRefusalCode;
  /** The action that failed: the value found, the value wanted. One line. */
  readonly reason: string;
  readonly alarm: EgressAlarm;
};
