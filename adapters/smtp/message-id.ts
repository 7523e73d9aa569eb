import { createHash } from 'node:crypto';
import { isMailAddress } from './mail-address.ts';

/** The Message-ID of a delivery (RFC 5322 §3.6.4): the same in every attempt, so that mailboxes can drop a second copy. */
export function messageIdOf(delivery: string, from: string): string {
  const domain = from.slice(from.indexOf('@') + 1);
  const plain = `<${delivery}@${domain}>`;
  return isMessageId(plain) ? plain : `<${digestOf(delivery)}@${domain}>`;
}

/** The Message-ID of the mail that tells what became of a delivery: the same for the same outcome. */
export function editIdOf(reference: string, fingerprint: string): string {
  const at = reference.lastIndexOf('@');
  return `${reference.slice(0, Math.min(at, 40))}.${digestOf(`${reference} ${fingerprint}`).slice(0, 16)}${reference.slice(at)}`;
}

/** Tells whether a text is a Message-ID such as this channel makes: nothing in it can end a header. */
export function isMessageId(text: string): boolean {
  return text.startsWith('<') && text.endsWith('>') && isMailAddress(text.slice(1, -1));
}

function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);
}
