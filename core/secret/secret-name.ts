import { foldName, isPretended, isProviderKey } from './provider-name.ts';

/** What the name of a variable or key says of its value: a password that people chose, a key that was drawn, or a known service's. */
export type SecretName = 'password' | 'key' | 'provider-key';

const PASSWORDS = ['password', 'passwd', 'passphrase', 'passwort', 'pwd', 'pass'] as const;
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
  'progresstoken',
  'publickey',
  'bypass',
  'compass',
  'renderpass',
] as const;

/**
 * What a name says of its value, whatever its spelling: `AWS_SECRET_ACCESS_KEY`, `apiKey`, `db-password`.
 *
 * The last word counts: `token_id` and `password_length` name no secret. Null where it says nothing.
 */
export function secretNameOf(name: string): SecretName | null {
  const folded = foldName(name);
  if (HARMLESS.some((word) => folded.endsWith(word)) || isPretended(folded)) return null;
  if (PASSWORDS.some((word) => folded.endsWith(word))) return 'password';
  if (isProviderKey(folded)) return 'provider-key';
  return KEYS.some((word) => folded.endsWith(word)) ? 'key' : null;
}
