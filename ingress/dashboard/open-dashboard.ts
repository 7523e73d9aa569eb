import { type Page, readPages } from './read-pages.ts';

/** Answers requests for the dashboard; null for every other address. */
export type Dashboard = { readonly answer: (request: Request) => Response | null };

const ROOT = '/dashboard';
const INDEX = 'index.html';
const ASSETS = 'assets/';

/** Nothing but the dashboard's own files runs or is loaded, nobody may frame it, and no text ever becomes markup or script. */
const HEADERS = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types countersign-worker",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Countersign: the dashboard is not built</title>
<h1>The dashboard is not built</h1>
<p>The gateway runs and guards; only these pages are missing. In the folder of Countersign, run</p>
<pre>npm run build</pre>
<p>and start the gateway again. Until then: <code>countersign approvals watch</code>.</p>
</html>
`;

/**
 * Serves the built dashboard from memory, below `/dashboard`.
 *
 * Assets carry a hash in their names and are kept for good; the page itself is never stored. Every other address below
 * `/dashboard` is the page, which finds its own way. Only GET and HEAD; Host and Origin are the server's to check.
 */
export function openDashboard({ directory }: { readonly directory: string }): Dashboard {
  const pages = readPages(directory);
  return {
    answer: (request) => {
      const { pathname } = new URL(request.url);
      if (request.method !== 'GET' && request.method !== 'HEAD') return null;
      if (pathname === '/' || pathname === ROOT) return redirect(`${ROOT}/`);
      if (!pathname.startsWith(`${ROOT}/`)) return null;
      return answerFor(request, pages, pathname.slice(ROOT.length + 1));
    },
  };
}

function answerFor(request: Request, pages: ReadonlyMap<string, Page> | null, path: string): Response {
  if (pages === null) return textPage(NOT_BUILT, { status: 503, type: 'text/html; charset=utf-8' });
  const isAsset = path.startsWith(ASSETS);
  const page = pages.get(path) ?? (isAsset ? undefined : pages.get(INDEX));
  if (page === undefined)
    return textPage('There is no such file.\n', { status: 404, type: 'text/plain; charset=utf-8' });
  const [body, encoding] = chosen(page, request.headers.get('accept-encoding') ?? '');
  return new Response(request.method === 'HEAD' ? null : body, {
    headers: {
      ...HEADERS,
      'content-type': page.type,
      'content-length': String(body.length),
      'cache-control': isAsset ? 'public, max-age=31536000, immutable' : 'no-store',
      vary: 'accept-encoding',
      ...(encoding === null ? {} : { 'content-encoding': encoding }),
    },
  });
}

function chosen({ plain, gzip, brotli }: Page, accepted: string): readonly [Uint8Array<ArrayBuffer>, string | null] {
  const takes = (name: string) => accepted.split(',').some((part) => part.trim().split(';')[0] === name);
  if (brotli !== null && takes('br')) return [brotli, 'br'];
  if (gzip !== null && takes('gzip')) return [gzip, 'gzip'];
  return [plain, null];
}

function textPage(text: string, { status, type }: { readonly status: number; readonly type: string }): Response {
  return new Response(text, { status, headers: { ...HEADERS, 'content-type': type, 'cache-control': 'no-store' } });
}

function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { ...HEADERS, location, 'cache-control': 'no-store' } });
}
