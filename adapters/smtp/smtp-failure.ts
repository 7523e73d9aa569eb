import type { ChannelFailure, ChannelFailureCode } from '../../ports/notification-channel.ts';

/** A greylisting server takes the same mail a little later (RFC 6647 §2.2). */
const TRY_AGAIN_MS = 60_000;

const BY_STATUS: { readonly [status: number]: ChannelFailureCode } = {
  421: 'unreachable',
  432: 'unreachable',
  450: 'rate-limited',
  451: 'rate-limited',
  452: 'rate-limited',
  454: 'unreachable',
  523: 'too-long',
  530: 'misconfigured',
  534: 'misconfigured',
  535: 'misconfigured',
  538: 'misconfigured',
  552: 'too-long',
};

/** 550, 551, 553 and 556 speak of the recipient where they answer RCPT. */
const UNKNOWN_PLACE = new Set([550, 551, 553, 556]);

const BY_CODE: { readonly [code: string]: ChannelFailureCode } = {
  EAUTH: 'misconfigured',
  ENOAUTH: 'misconfigured',
  ETLS: 'misconfigured',
  ECONFIG: 'misconfigured',
  EABORT: 'unreachable',
  ECONNECTION: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EDNS: 'unreachable',
  EPROTOCOL: 'unreachable',
};

/**
 * What an error of the mail library means. 4xx is worth another attempt, 5xx is not (RFC 5321 §4.2.1); a login or a certificate that does
 * not hold is the operator's to mend. Names statuses and codes: a server's own words may hold the address.
 */
export function failureOfMail(error: unknown): ChannelFailure {
  const status = numberOf(error, 'responseCode');
  const code = textOf(error, 'code');
  const command = textOf(error, 'command');
  const found = status === 0 ? code || 'an unknown error' : `status ${status}`;
  const means = codeOf({ status, code, command, cause: textOf(error, 'message') });
  return {
    code: means,
    reason: `send a mail: ${found}${command === '' ? '' : ` to ${command.slice(0, 20)}`}, want 250`,
    retryAfterMs: means === 'rate-limited' ? TRY_AGAIN_MS : null,
  };
}

type MailError = { readonly status: number; readonly code: string; readonly command: string; readonly cause: string };

function codeOf({ status, code, command, cause }: MailError): ChannelFailureCode {
  if (code === 'EAUTH' && status >= 400 && status < 500) return 'unreachable';
  if (code === 'EAUTH' || code === 'ETLS') return isBroken(cause) ? 'unreachable' : 'misconfigured';
  if (command === 'RCPT TO' && UNKNOWN_PLACE.has(status)) return 'unknown-place';
  const known = BY_STATUS[status];
  if (known !== undefined) return known;
  if (status >= 500) return 'refused';
  if (status >= 400) return 'unreachable';
  if (code === 'ESOCKET' && isTrust(cause)) return 'misconfigured';
  return BY_CODE[code] ?? 'unreachable';
}

/** What Node and OpenSSL say of a certificate that does not hold. */
function isTrust(message: string): boolean {
  const words = message.toLowerCase();
  return ['certificate', 'altnames', 'self-signed', 'self signed', 'wrong version'].some((word) =>
    words.includes(word),
  );
}

/** A connection that broke while TLS was being set up says nothing of the configuration. */
function isBroken(message: string): boolean {
  const words = message.toLowerCase();
  return ['socket hang up', 'econnreset', 'disconnected', 'closed'].some((word) => words.includes(word));
}

function textOf(error: unknown, name: string): string {
  const value = fieldOf(error, name);
  return typeof value === 'string' ? value : '';
}

function numberOf(error: unknown, name: string): number {
  const value = fieldOf(error, name);
  return typeof value === 'number' && Number.isInteger(value) ? value : 0;
}

function fieldOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Object.getOwnPropertyDescriptor(error, name)?.value : undefined;
}
