import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import { type AnswerLinkClaims, type LinkSigner, MAX_LINK_TOKEN_LENGTH } from '../../ports/link-signer.ts';
import type { Randomness } from '../../ports/randomness.ts';
import { createPayloadCipher } from './payload-cipher.ts';

const CONTEXT = 'countersign answer link 1';
const KEY_BYTES = 32;
const MAC_BYTES = 32;
const TEXTS = ['delivery', 'request', 'channel', 'to', 'fingerprint'] as const;

/**
 * Links by HMAC-SHA-256 over AES-256-GCM, forms by HMAC-SHA-256; three keys drawn from one secret of 32 bytes by HKDF (RFC 5869).
 *
 * Layout of a link: the sealed claims, then 32 bytes of HMAC over them, as base64url without padding. The HMAC is compared in
 * constant time before anything is decrypted.
 */
export function createLinkSigner(secret: Uint8Array, randomness: Pick<Randomness, 'bytes'>): LinkSigner {
  if (secret.length !== KEY_BYTES)
    throw new RangeError(`make a link signer: a key of ${secret.length} bytes, want ${KEY_BYTES}`);
  const [linkKey, formKey] = [keyOf(secret, 'link mac'), keyOf(secret, 'form mac')];
  const cipher = createPayloadCipher(
    new Uint8Array(hkdfSync('sha256', secret, '', `${CONTEXT} cipher`, KEY_BYTES)),
    randomness,
  );
  return {
    seal: (claims) => {
      const sealed = Buffer.from(cipher.seal(JSON.stringify(claims), CONTEXT));
      return Buffer.concat([sealed, macOf(linkKey, sealed)]).toString('base64url');
    },
    open: (token) => {
      const bytes = bytesOf(token);
      if (bytes === null || bytes.length <= MAC_BYTES) return null;
      const sealed = bytes.subarray(0, bytes.length - MAC_BYTES);
      if (!timingSafeEqual(macOf(linkKey, sealed), bytes.subarray(sealed.length))) return null;
      const text = cipher.open(sealed, CONTEXT);
      return text === null ? null : readClaims(text);
    },
    sealForm: (form) => macOf(formKey, formText(form)).toString('base64url'),
    isForm: (formToken, form) => {
      const bytes = bytesOf(formToken);
      return bytes !== null && bytes.length === MAC_BYTES && timingSafeEqual(macOf(formKey, formText(form)), bytes);
    },
  };
}

function keyOf(secret: Uint8Array, use: string): KeyObject {
  return createSecretKey(new Uint8Array(hkdfSync('sha256', secret, '', `${CONTEXT} ${use}`, KEY_BYTES)));
}

function macOf(key: KeyObject, text: Uint8Array | string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** As JSON, so that no two forms have one text. */
function formText({ token, browser }: { readonly token: string; readonly browser: string }): string {
  return JSON.stringify([token, browser]);
}

/** Only the one spelling of base64url is read: a token that is spelled otherwise is another token. */
function bytesOf(text: string): Buffer | null {
  if (text.length > MAX_LINK_TOKEN_LENGTH) return null;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}

function readClaims(text: string): AnswerLinkClaims | null {
  const value = JSON.parse(text) as { readonly [name: string]: unknown };
  const [delivery, request, channel, to, fingerprint] = TEXTS.map((name) => value[name]);
  const expiresAtMs = value['expiresAtMs'];
  if (
    typeof delivery !== 'string' ||
    typeof request !== 'string' ||
    typeof channel !== 'string' ||
    typeof to !== 'string' ||
    typeof fingerprint !== 'string' ||
    typeof expiresAtMs !== 'number'
  )
    return null;
  return { delivery, request, channel, to, fingerprint, expiresAtMs };
}
