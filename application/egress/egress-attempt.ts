import type { Destination } from '../../core/egress/destination.ts';
import type { EgressRefusal } from '../../core/egress/egress-refusal.ts';
import type { EgressRule, EgressScheme } from '../../core/egress/egress-rule.ts';
import type { UnexpectedLimits } from '../../core/egress/judge-unexpected.ts';
import type { SecretBorder } from '../secret/secret-border.ts';
import type { EgressConnection } from './egress-connection.ts';

/** How a program asks for a connection. */
export type EgressVia = 'connect' | 'http' | 'socks5';

/** What a program wants: a tunnel, or one request. */
export type EgressAttempt = {
  readonly via: EgressVia;
  /** As the program wrote it, without the port. */
  readonly host: string;
  readonly port: number;
  /** Null for a tunnel: what it carries is seen from its first bytes. The path as the program wrote it, with its query. */
  readonly request: { readonly scheme: 'http' | 'https'; readonly method: string; readonly path: string } | null;
};

/** A refusal with what is allowed instead, a line each. */
export type EgressRefused = {
  readonly ok: false;
  readonly refusal: EgressRefusal;
  readonly allowed: readonly string[];
};

/** What may be dialled, and under which rules: nothing is on record and nothing counts before `open`. */
export type EgressAdmission = {
  readonly ok: true;
  readonly destination: Destination;
  /** At least one; nothing but one of these may be dialled. */
  readonly addresses: readonly string[];
  /** The first rule for each scheme; null where the scheme is not allowed there. */
  readonly carries: { readonly [Scheme in EgressScheme]: EgressRule | null };
  /** Takes a place among the open connections and begins to record. No byte goes out before `recorded` of it is true. */
  readonly open: (scheme: EgressScheme) => EgressConnection | EgressRefused;
};

/** Bounds of everything that goes through a pass. */
export type EgressLimits = {
  readonly upBytes: number | null;
  readonly downBytes: number | null;
  /** Open at once. */
  readonly connections: number;
  /** Attempts, refused ones included. */
  readonly perMinute: number;
};

/** What a pass is bound by where nobody says otherwise. */
export const EGRESS_LIMITS: EgressLimits = {
  upBytes: 1_073_741_824,
  downBytes: 10_737_418_240,
  connections: 512,
  perMinute: 12_000,
};

/** Something that nobody expected of this program. `freeze`: the pass lets nothing through any more, and what runs must be stopped. */
export type UnexpectedEgress = {
  readonly answer: 'notify' | 'freeze';
  readonly alarm: 'unknown-host' | 'blocked-address';
  /** In normal form; as the program wrote it where it could not be read. */
  readonly host: string;
  readonly port: number;
  readonly count: number;
  readonly reason: string;
};

/** Who goes out, and where they may go. */
export type EgressSpec = {
  readonly principal: string;
  readonly onBehalfOf: string;
  readonly session: string;
  /** The run, or whatever else the records are to be found by. */
  readonly run: string;
  /** Absolute; its policy counts. */
  readonly workspace: string;
  readonly rules: readonly EgressRule[];
  readonly limits?: Partial<EgressLimits>;
  readonly unexpected?: Partial<UnexpectedLimits>;
  /** `report` lets through what no rule allows and records that it would have been refused. Addresses, policy errors and stops still hold. */
  readonly mode?: 'enforce' | 'report';
  readonly secrets: SecretBorder | null;
  /** Lets secrets be put into plain HTTP too: off where nobody says otherwise, since anybody on the way reads them. */
  readonly secretsInPlainHttp?: boolean;
  /** Called at once, before it is on record; must not throw. */
  readonly onUnexpected: (unexpected: UnexpectedEgress) => void;
};
