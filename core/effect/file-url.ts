/**
 * The path that a `file:` URL names (RFC 8089), percent-decoded where that is possible; null for anything else.
 *
 * Whatever stands where a host would is taken as local: a tool that opens the URL most likely does the same.
 */
export function filePathOf(url: string): string | null {
  const text = url.trim();
  if (text.slice(0, 'file:'.length).toLowerCase() !== 'file:') return null;
  const rest = text.slice('file:'.length);
  const slash = rest.startsWith('//') ? rest.indexOf('/', 2) : 0;
  return decoded(slash < 0 ? '/' : rest.slice(slash));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
