import { fail, ok, type Result } from '../../core/result.ts';
import type { AnswerLinkClaims } from '../../ports/link-signer.ts';
import type {
  AbortSignalLike,
  ChannelFailure,
  DeliveryProof,
  NotificationChannel,
  OutgoingMessage,
} from '../../ports/notification-channel.ts';
import { isDomain, isMailAddress } from './mail-address.ts';
import { mailText } from './mail-text.ts';
import { editIdOf, isMessageId, messageIdOf } from './message-id.ts';
import { type Mail, type MailServer, sendMail } from './send-mail.ts';

/** How mails are sent. */
export type SmtpOptions = MailServer & {
  readonly name: string;
  /** Who sends: a name for people, and one plain address. */
  readonly from: { readonly name: string; readonly address: string };
  /**
   * Makes the address of the page that a message is answered on; null where people have no way to reach this gateway. Then mails only tell.
   */
  readonly answerLink: ((claims: AnswerLinkClaims) => string) | null;
};

const MAX_TEXT_LENGTH = 200_000;
const MAX_REMEMBERED = 1_000;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);

/**
 * Opens a channel of mails over an SMTP server (RFC 5321), by TLS or STARTTLS with a certificate that holds; plain only to this machine.
 *
 * A mail shows the whole document, as text and as HTML that fetches nothing. It is answered on a page that it links to, never by reply and
 * never by opening the link. The same delivery has the same Message-ID in every attempt; what became of a request is a second mail
 * that refers to the first. Proof is `accepted`: the server took it.
 *
 * Fails with every problem of the options at once.
 */
export function openSmtp(options: SmtpOptions): Result<NotificationChannel, readonly string[]> {
  const problems = problemsOf(options);
  if (problems.length > 0) return fail(problems);
  const { address } = options.from;
  const sent = new Map<string, DeliveryProof>();
  const sendOnce = async (mail: Mail, signal: AbortSignalLike): Promise<Result<DeliveryProof, ChannelFailure>> => {
    const known = sent.get(mail.messageId);
    if (known !== undefined) return ok(known);
    if (!isMailAddress(mail.to)) return refuse('unknown-place', 'a place that is no address, want one plain address');
    if (mail.text.length > MAX_TEXT_LENGTH)
      return refuse('too-long', `${mail.text.length} characters, want at most ${MAX_TEXT_LENGTH}`);
    const answer = await sendMail(mail, { server: options, from: options.from, signal });
    if (answer.ok) remember(sent, mail.messageId, answer.value);
    return answer;
  };
  return ok({
    kind: 'email',
    name: options.name,
    abilities: { answers: options.answerLink !== null, edits: false, proof: 'accepted', maxLength: MAX_TEXT_LENGTH },
    fits: (message) => mailText(message, linkOf(message, options)).text.length <= MAX_TEXT_LENGTH,
    deliver: (message, signal) => {
      const words = mailText(message, linkOf(message, options));
      return sendOnce({ ...words, to: message.to, messageId: messageIdOf(message.id, address), answers: null }, signal);
    },
    edit: async ({ to, reference, document }, signal) => {
      if (!isMessageId(reference)) return refuse('refused', 'a reference that is no Message-ID');
      const messageId = editIdOf(reference, document.fingerprint);
      const answer = await sendOnce({ ...mailText({ document }, null), to, messageId, answers: reference }, signal);
      return answer.ok ? ok(null) : answer;
    },
    receive: null,
    listen: null,
    close: async () => {},
  });
}

/** Only what has something to press gets a page to press it on. */
function linkOf(message: OutgoingMessage, { name, answerLink }: SmtpOptions): string | null {
  const { id, to, document, buttons, about, answerByMs } = message;
  if (answerLink === null || buttons.length === 0 || about === undefined || answerByMs === null) return null;
  return answerLink({
    delivery: id,
    request: about.request,
    channel: name,
    to,
    fingerprint: document.fingerprint,
    expiresAtMs: answerByMs,
  });
}

function problemsOf({ host, port, security, login, from }: SmtpOptions): readonly string[] {
  const problems: string[] = [];
  if (!isDomain(host) && !LOOPBACK.has(host))
    problems.push('open SMTP: a host that cannot be used, want a name or an address');
  if (!Number.isInteger(port) || port < 1 || port > 65_535) problems.push(`open SMTP: port ${port}, want 1 to 65535`);
  if (security === 'none' && !LOOPBACK.has(host))
    problems.push('open SMTP: no TLS to another machine, want `tls` or `starttls`');
  if (login !== null && (login.user === '' || login.password === ''))
    problems.push('open SMTP: a login without a name or a password, want both or none');
  if (!isMailAddress(from.address)) problems.push('open SMTP: a sender that is no address, want one plain address');
  if (from.name.length > 100 || [...from.name].some((character) => character < ' ' || character === '\u007f'))
    problems.push("open SMTP: a sender's name that is no line, want at most 100 characters");
  return problems;
}

/** The oldest goes when there are too many. */
function remember(sent: Map<string, DeliveryProof>, id: string, proof: DeliveryProof): void {
  const [oldest] = sent.keys();
  if (sent.size >= MAX_REMEMBERED && oldest !== undefined) sent.delete(oldest);
  sent.set(id, proof);
}

function refuse(code: ChannelFailure['code'], why: string): Result<never, ChannelFailure> {
  return fail({ code, reason: `send a mail: ${why}`, retryAfterMs: null });
}
