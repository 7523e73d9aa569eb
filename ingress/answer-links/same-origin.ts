/**
 * Tells whether a browser says that a form was sent from a page of this gateway: `Sec-Fetch-Site: same-origin` where it sends that
 * (Fetch Metadata), else an `Origin` of ours.
 *
 * A page without a referrer sends `Origin: null`, which says nothing; a browser that says neither is refused.
 */
export function isSameOrigin(headers: Headers, origin: string): boolean {
  const site = headers.get('sec-fetch-site');
  const from = headers.get('origin');
  if (site !== null) return site === 'same-origin' && (from === null || from === 'null' || from === origin);
  return from === origin;
}
