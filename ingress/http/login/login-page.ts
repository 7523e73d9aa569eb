import { SECURITY_HEADERS } from '../answer.ts';
import { LOGIN_SCRIPT } from './login-script.ts';

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sign in to Countersign</title>
<link rel="stylesheet" href="/login/style.css">
<main>
<p class="brand"><svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true"><path class="shield" d="M16 1.500 28 6v9.600c0 7.200-4.900 12.500-12 14.900C8.900 28.100 4 22.800 4 15.600V6z"/><path class="check" d="m10 16.200 4.200 4.200L22.300 12"/></svg> Countersign</p>
<h1>Sign in to Countersign</h1>
<p id="what">Only go on if you have just asked for this yourself.</p>
<p><button id="link" type="button" hidden>Sign in</button></p>
<p><button id="passkey" type="button" hidden>Sign in with a passkey</button></p>
<p id="said" role="status"></p>
<noscript><p>This page needs JavaScript. Without it: <code>countersign approvals watch</code>.</p></noscript>
</main>
<script src="/login/page.js"></script>
</html>
`;

const STYLE = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; background: light-dark(#f3f5f8, #0a0d12); color: light-dark(#10151d, #e9edf3); }
* { box-sizing: border-box; }
body { margin: 0; display: grid; place-items: center; min-height: 100dvh; padding: 1.5rem; }
main { width: min(26rem, 100%); padding: 2rem; display: grid; gap: 0.75rem; background: light-dark(#fff, #11161d); border: 1px solid light-dark(#dfe4eb, #222a35); border-radius: 14px; box-shadow: 0 6px 20px rgb(16 24 40 / 8%); }
p, h1 { margin: 0; }
p:has(> [hidden]) { display: none; }
#said:empty { margin-top: -0.75rem; }
h1 { font-size: 1.375rem; letter-spacing: -0.01em; }
.brand { display: flex; align-items: center; gap: 0.5rem; font-weight: 650; }
.shield { fill: light-dark(#2a50cc, #3f6af0); }
.check { fill: none; stroke: #fff; stroke-width: 3.2; stroke-linecap: round; stroke-linejoin: round; }
#what { color: light-dark(#414c5b, #b0bac7); }
#said { color: light-dark(#ad1f15, #ff938a); }
button { width: 100%; min-height: 2.75rem; font: inherit; font-weight: 600; border-radius: 6px; border: 1px solid light-dark(#8590a0, #5c6878); background: transparent; color: inherit; cursor: pointer; }
#link { border-color: transparent; background: light-dark(#2a50cc, #3f6af0); color: #fff; }
button:disabled { opacity: 0.6; cursor: default; }
button:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
`;

/** What the page may do: its own script, its own style, requests to its own origin. Nobody frames it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** Whoever opened the page, and whatever it holds, has no hand on it; it needs nothing of the machine but passkeys. */
const PAGE_HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self)',
} as const;

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
  const headers = { ...SECURITY_HEADERS, ...PAGE_HEADERS, 'content-type': type };
  return new Response(request.method === 'HEAD' ? null : text, { headers });
}
