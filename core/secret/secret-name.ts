import { CHARACTERS, isOf } from './characters.ts';
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
  'locktoken',
  'changetoken',
  'updatetoken',
  'forwardtoken',
  'backwardtoken',
  'startingtoken',
  'actiontoken',
  'purchasetoken',
  'exporttoken',
  'importtoken',
  'producttoken',
  'publickeytoken',
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

/** What stands behind the word that counts: where it is used, how it is written, which of several it is. */
const BEHIND = [
  'prod',
  'production',
  'staging',
  'stage',
  'dev',
  'live',
  'old',
  'new',
  'value',
  'plain',
  'hex',
  'base64',
  'b64',
] as const;

/** A name without a number or such a word at its end, where a separator or a capital parts them: `API_KEY_2`, `apiKeyProd`. */
function withoutTail(name: string): string {
  let end = name.length;
  const lower = name.toLowerCase();
  const tail = BEHIND.find((word) => lower.endsWith(word) && isParted(name, name.length - word.length)) ?? '';
  end -= tail.length;
  let number = end;
  while (number > 0 && isOf(name, number - 1, CHARACTERS.digit)) number--;
  if (isSeparator(name, number - 1)) end = number;
  while (isSeparator(name, end - 1)) end--;
  return name.slice(0, end);
}

function isSeparator(name: string, at: number): boolean {
  return at >= 0 && '_-.'.includes(name.charAt(at));
}

function isParted(name: string, at: number): boolean {
  return isSeparator(name, at - 1) || (isOf(name, at, CHARACTERS.upper) && isOf(name, at - 1, CHARACTERS.lower));
}

/**
 * What a name says of its value, whatever its spelling: `AWS_SECRET_ACCESS_KEY`, `apiKey`, `db-password`.
 *
 * The last word counts, without a number or a word for where it is used behind it: `token_id` and `password_length` name no secret. Null where it says nothing.
 */
export function secretNameOf(whole: string): SecretName | null {
  const name = withoutTail(whole);
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
