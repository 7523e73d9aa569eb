import { foldName, isHarmlessKey, isPretended, isProviderKey, PROVIDER_ENDINGS } from './provider-name.ts';

/** What the name of a variable or key says of its value: a password that people chose, a key that was drawn, or a known service's. */
export type SecretName = 'password' | 'key' | 'provider-key';

const PASSWORDS = [
  'password',
  'passwd',
  'passphrase',
  'passwort',
  'pwd',
  'pass',
  'passcode',
  'bindpw',
  'rootpw',
  'dbpw',
  'masterauth',
  'psk',
] as const;
const KEYS = [
  'token',
  'secret',
  'apikey',
  'accesskey',
  'secretkey',
  'privatekey',
  'authkey',
  'accountkey',
  'signingkey',
  'encryptionkey',
  'storagekey',
  'masterkey',
  'sharedkey',
  'servicekey',
  'licensekey',
  'sessionkey',
  'clientsecret',
  'credential',
  'credentials',
  'authorization',
  'bearer',
  'webhooksecret',
  'secretaccesskey',
  'keybase',
  'appkey',
  'hmackey',
  'fernetkey',
  'cryptokey',
  'cipherkey',
  'aeskey',
  'jwtkey',
  'privkey',
  'presharedkey',
  'serverkey',
  'writekey',
  'adminkey',
  'rootkey',
  'deploykey',
  'restkey',
  'ingestkey',
  'functionkey',
  'securestring',
  'authident',
] as const;

/** Names that end in such a word and hold no secret: places in a list, words of a language, shares of a protocol. */
const HARMLESS = [
  'pagetoken',
  'nexttoken',
  'continuationtoken',
  'canceltoken',
  'cancellationtoken',
  'cursortoken',
  'synctoken',
  'prevtoken',
  'lasttoken',
  'firsttoken',
  'currenttoken',
  'maxtoken',
  'designtoken',
  'colortoken',
  'csrftoken',
  'xsrftoken',
  'authenticitytoken',
  'verificationtoken',
  'clienttoken',
  'requesttoken',
  'idempotencytoken',
  'correlationtoken',
  'devicetoken',
  'statetoken',
  'progresstoken',
  'publickey',
  'bypass',
  'buypass',
  'compass',
  'renderpass',
] as const;

/** The last letters of all that a name of a secret may end in: most words end in none of them. */
const MAY_END: ReadonlySet<string> = new Set(
  [...PASSWORDS, ...KEYS, ...PROVIDER_ENDINGS].map((word) => word.charAt(word.length - 1)),
);

/**
 * What a name says of its value, whatever its spelling: `AWS_SECRET_ACCESS_KEY`, `apiKey`, `db-password`.
 *
 * The last word counts: `token_id` and `password_length` name no secret. Null where it says nothing.
 */
export function secretNameOf(name: string): SecretName | null {
  if (!MAY_END.has(name.charAt(name.length - 1).toLowerCase())) return null;
  const folded = foldName(name);
  if (HARMLESS.some((word) => folded.endsWith(word)) || isPretended(folded)) return null;
  if (PASSWORDS.some((word) => folded.endsWith(word))) return 'password';
  if (isProviderKey(folded)) return 'provider-key';
  return KEYS.some((word) => folded.endsWith(word)) ? 'key' : null;
}

/** Marks of a setting: capitals, or the name of a header. */
const SHOUTED = /^(?:[A-Z0-9_]+|(?:[A-Z][A-Za-z0-9]*-)+[A-Z][A-Za-z0-9]*)$/;

/**
 * Tells whether a name is that of a setting which ends in `KEY` and speaks of no key of a table: `DEEPL_KEY`, `X-Acme-Key`. A
 * value under it is a secret only where it looks drawn.
 *
 * The pattern has one loop of capital words around hyphens, each character in one way: linear, and names are at most 64 long.
 */
export function isSomeKey(name: string): boolean {
  return isPlainKey(name) && SHOUTED.test(name);
}

/** Tells whether a name of more than one word ends in `key`, and speaks of no key of a table. */
export function isPlainKey(name: string): boolean {
  if (!isKeyed(name)) return false;
  const folded = foldName(name);
  return folded.length >= 5 && !isHarmlessKey(folded) && !isPretended(folded);
}

function isKeyed(name: string): boolean {
  return name.slice(-3).toLowerCase() === 'key' || name.endsWith('_PK');
}
