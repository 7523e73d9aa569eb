/** Reads the target of CONNECT (RFC 9110 §9.3.6), host and port as written; null where there is no port. Whether they are good is judged later. */
export function readConnectTarget(url: string): { readonly host: string; readonly port: number } | null {
  const colon = url.lastIndexOf(':');
  const digits = url.slice(colon + 1);
  const isPort = digits !== '' && digits.length <= 5 && [...digits].every((digit) => digit >= '0' && digit <= '9');
  if (colon < 1 || !isPort || url.indexOf(']') > colon) return null;
  // Node reads heads as Latin-1; names outside of ASCII come as UTF-8.
  return { host: Buffer.from(url.slice(0, colon), 'latin1').toString('utf8'), port: Number(digits) };
}
