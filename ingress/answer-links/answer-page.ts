import { createHash } from 'node:crypto';
import type { AnswerLinkPage } from '../../application/answer-links/answer-link-desk.ts';
import { messageParts } from '../../ports/message-parts.ts';

const STYLE = [
  ':root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}',
  'body{max-width:46rem;margin:2rem auto;padding:0 1rem}',
  'pre{white-space:pre-wrap;overflow-wrap:anywhere;font:14px/1.45 ui-monospace,monospace}',
  '.quoted{border-inline-start:4px solid;padding-inline-start:.75rem}',
  'button{font:inherit;padding:.6rem 1.2rem;margin:.25rem .75rem .25rem 0;border:2px solid;border-radius:.4rem;cursor:pointer}',
  'input{font:inherit;padding:.5rem;border:2px solid;border-radius:.4rem;width:10rem}',
  'button:focus-visible,input:focus-visible{outline:3px solid;outline-offset:2px}',
  '.notice{font-weight:600}',
].join('\n');

const STYLE_HASH = createHash('sha256').update(STYLE, 'utf8').digest('base64');

/**
 * Headers of every page: no script, no frame, nothing fetched, nothing kept, and no address told to anybody (CSP 3, RFC 7034, RFC 9111).
 */
export const PAGE_HEADERS: { readonly [name: string]: string } = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const LABELS = {
  approve: 'Approve once',
  'approve-session': 'Approve for this session',
  deny: 'Deny',
} as const;

/** The page that a link leads to, with a form where there is something to answer. Every word of others is escaped. */
export function answerPage(page: AnswerLinkPage, formToken: string | null): string {
  if (page.kind === 'told')
    return htmlOf('Countersign', `<h1>Countersign</h1>\n<p role="status">${escapeHtml(page.text)}</p>\n`);
  const { document, answerByMs, denyOnly, verbs, wantsCode } = page;
  const parts = messageParts({ document, answerByMs }).map(({ kind, text }) => {
    const words = escapeHtml(text);
    if (kind === 'title') return `<h1>${words}</h1>\n`;
    if (kind === 'heading') return `<h2>${words}</h2>\n`;
    return kind === 'quoted' ? `<pre class="quoted">${words}</pre>\n` : `<pre>${words}</pre>\n`;
  });
  const notice = denyOnly === null ? '' : `<p class="notice">${escapeHtml(denyOnly)}</p>\n`;
  const form = formToken === null ? '' : formOf(formToken, { verbs, wantsCode });
  return htmlOf('Countersign: your answer', `${parts.join('')}${notice}${form}`);
}

/** What anybody sees who has no link of ours: the same for every address. */
export function notFoundPage(): string {
  return htmlOf('Countersign', '<h1>Not found</h1>\n<p>There is nothing at this address.</p>\n');
}

/** What is said where a request cannot be taken. */
export function plainPage(text: string): string {
  return htmlOf('Countersign', `<h1>Countersign</h1>\n<p>${escapeHtml(text)}</p>\n`);
}

const CODE_FIELD =
  '<p><label for="code">To approve it, type a code of your authenticator app:</label><br>\n<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="16"></p>\n';

/** Deny comes first: it is what a slip of the Enter key presses. The form goes to the address that the page stands at. */
function formOf(
  formToken: string,
  { verbs, wantsCode }: { readonly verbs: readonly (keyof typeof LABELS)[]; readonly wantsCode: boolean },
): string {
  const ordered = [...verbs.filter((verb) => verb === 'deny'), ...verbs.filter((verb) => verb !== 'deny')];
  const buttons = ordered.map((verb) => `<button type="submit" name="verb" value="${verb}">${LABELS[verb]}</button>\n`);
  return `<form method="post" action="">\n<input type="hidden" name="form" value="${escapeHtml(formToken)}">\n${wantsCode ? CODE_FIELD : ''}${buttons.join('')}</form>\n`;
}

function htmlOf(title: string, body: string): string {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${STYLE}</style>`;
  return `<!doctype html>\n<html lang="en"><head>${head}</head><body><main>\n${body}</main></body></html>\n`;
}

const ESCAPES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .split('')
    .map((character) => ESCAPES[character] ?? character)
    .join('');
}
