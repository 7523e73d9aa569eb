import { fail, ok, type Result } from '../../core/result.ts';
import type { AbortSignalLike, ChannelFailure, DeliveryProof } from '../../ports/notification-channel.ts';
import type { MailText } from './mail-text.ts';
import { failureOfMail } from './smtp-failure.ts';

/** The server that mails are handed to. */
export type MailServer = {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte (RFC 8314), `starttls` or nothing is sent (RFC 3207), `none` to this machine only. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly login: { readonly user: string; readonly password: string } | null;
  /** PEM of the authorities that its certificate is checked against in place of the system's; null for those. */
  readonly ca: string | null;
  readonly timeoutMs?: number;
};

/** One mail to one address. */
export type Mail = MailText & {
  readonly to: string;
  readonly messageId: string;
  /** The Message-ID of the mail that it belongs to; null for the first. */
  readonly answers: string | null;
};

type Sending = {
  readonly server: MailServer;
  readonly from: { readonly name: string; readonly address: string };
  readonly signal: AbortSignalLike;
};

const TIMEOUT_MS = 30_000;
const MAX_EVIDENCE_LENGTH = 200;

/**
 * Hands one mail to its server over a connection of its own. Never rejects. Once the time is over or the signal ends it, the connection is
 * closed; whether the server took the mail is not known then, and the Message-ID tells a second copy.
 */
export async function sendMail(
  mail: Mail,
  { server, from, signal }: Sending,
): Promise<Result<DeliveryProof, ChannelFailure>> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const timer = setTimeout(stop, server.timeoutMs ?? TIMEOUT_MS);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    const { createTransport } = await import('nodemailer');
    const sent = await createTransport(connectionTo(server)).sendMail(
      messageOf(mail, { from, signal: controller.signal }),
    );
    return ok({ kind: 'accepted', reference: mail.messageId, evidence: evidenceOf(sent.response) });
  } catch (error) {
    return fail(failureOfMail(error));
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

function connectionTo({ host, port, security, login, ca, timeoutMs = TIMEOUT_MS }: MailServer) {
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { minVersion: 'TLSv1.2' as const, ...(ca === null ? {} : { ca }) },
    ...(login === null ? {} : { auth: { user: login.user, pass: login.password }, forceAuth: true }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    socketCloseTimeout: 1_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Sender and recipient are given apart from the headers, so that no header decides where a mail goes. */
function messageOf(
  { subject, text, html, to, messageId, answers }: Mail,
  { from, signal }: { readonly from: Sending['from']; readonly signal: AbortSignal },
) {
  return {
    from: { name: from.name, address: from.address },
    to: { name: '', address: to },
    envelope: { from: from.address, to: [to] },
    subject,
    text,
    html,
    messageId,
    ...(answers === null ? {} : { inReplyTo: answers, references: [answers] }),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    textEncoding: 'quoted-printable' as const,
    disableFileAccess: true,
    disableUrlAccess: true,
    signal,
  };
}

/** What the server said when it took the mail: printable ASCII, and no word that could be an address. */
function evidenceOf(response: string): string {
  const words = response.split(' ').map((word) => (word.includes('@') ? '[address]' : word));
  const plain = words
    .join(' ')
    .split('')
    .map((character) => (character >= ' ' && character <= '~' ? character : ' '));
  return plain.join('').slice(0, MAX_EVIDENCE_LENGTH);
}
