/** The token in `Proxy-Authorization`: after `Bearer`, or the password of `Basic` (RFC 7617); null for none. */
export function tokenOf(value: string | undefined): string | null {
  const [scheme = '', rest = ''] = (value ?? '').split(' ', 2);
  if (scheme.toLowerCase() === 'bearer') return rest === '' ? null : rest;
  if (scheme.toLowerCase() !== 'basic') return null;
  const credentials = Buffer.from(rest, 'base64').toString('utf8');
  const colon = credentials.indexOf(':');
  const token = colon < 0 ? credentials : credentials.slice(colon + 1) || credentials.slice(0, colon);
  return token === '' ? null : token;
}
