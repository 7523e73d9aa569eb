/** True for the name of an environment variable that likely holds a credential. */
export function namesSecret(name: string): boolean {
  const upper = name.toUpperCase();
  const named = upper.replaceAll('AUTHOR', '');
  return !PLAIN_NAMES.has(upper) && (named.endsWith('_PAT') || SECRET_PARTS.some((part) => named.includes(part)));
}

const PLAIN_NAMES: ReadonlySet<string> = new Set(['SSH_AUTH_SOCK', 'XAUTHORITY']);

const SECRET_PARTS = [
  'TOKEN',
  'SECRET',
  'PASSW',
  'APIKEY',
  'PRIVATE',
  'CREDENTIAL',
  'AUTH',
  '_KEY',
  'DATABASE_URL',
  '_DSN',
];
