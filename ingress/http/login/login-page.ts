import { SECURITY_HEADERS } from '../answer.ts';
import { LOGIN_SCRIPT } from './login-script.ts';

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Log in to Countersign</title>
<link rel="stylesheet" href="/login/style.css">
<main>
<h1>Log in to Countersign</h1>
<p id="what">Only go on if you have just asked for this yourself.</p>
<p><button id="link" type="button" hidden>Log in</button></p>
<p><button id="passkey" type="button" hidden>Log in with a passkey</button></p>
<p id="said" role="status"></p>
<noscript><p>This page needs JavaScript. Without it: <code>countersign approvals watch</code>.</p></noscript>
</main>
<script src="/login/page.js"></script>
</html>
`;

const STYLE = `:root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 32rem; margin: 10vh auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; }
button { font: inherit; padding: 0.6rem 1.2rem; min-height: 2.75rem; border-radius: 0.4rem; border: 1px solid currentColor; cursor: pointer; }
button:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
`;

/** What the page may do: its own script, its own style, requests to its own origin. Nobody frames it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const FILES: { readonly [path: string]: readonly [string, string] } = {
  '/login': ['text/html; charset=utf-8', PAGE],
  '/login/style.css': ['text/css; charset=utf-8', STYLE],
  '/login/page.js': ['text/javascript; charset=utf-8', LOGIN_SCRIPT],
};

/**
 * Answers the page that a one-time link opens; null for every other address.
 *
 * The code stands behind `#` and never reaches a server with the address: no log, proxy or `Referer` holds it. Nothing is used up by
 * looking at the page, so that whatever looks ahead at links spends none.
 */
export function loginPage(request: Request): Response | null {
  if (request.method !== 'GET' && request.method !== 'HEAD') return null;
  const file = FILES[new URL(request.url).pathname];
  if (file === undefined) return null;
  const [type, text] = file;
  const headers = { ...SECURITY_HEADERS, 'content-security-policy': POLICY, 'content-type': type };
  return new Response(request.method === 'HEAD' ? null : text, { headers });
}
