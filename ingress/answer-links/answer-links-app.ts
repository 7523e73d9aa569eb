import type { AnswerLinkDesk } from '../../application/answer-links/answer-link-desk.ts';
import { answerPage, notFoundPage, PAGE_HEADERS, plainPage } from './answer-page.ts';
import { browserCookie, newBrowser, readBrowser } from './browser-cookie.ts';
import { readForm } from './read-form.ts';
import { isSameOrigin } from './same-origin.ts';

/** How links for answers are served. */
export type AnswerLinksOptions = {
  readonly desk: Pick<AnswerLinkDesk, 'show' | 'answer' | 'formFor'>;
  /** What people type to reach this gateway, without a path: `https://countersign.example`. */
  readonly origin: string;
  /** Requests in work at once; default 32. */
  readonly maxConcurrent?: number;
  /** Told of failures of our own; they answer 503. */
  readonly onFailure?: (error: unknown) => void;
};

/** Pages that links in mails lead to. */
export type AnswerLinksApp = {
  /** Whether a path is one of these pages'. */
  readonly takes: (pathname: string) => boolean;
  /** Answers one request. Never rejects. */
  readonly fetch: (request: Request) => Promise<Response>;
};

const PATH = '/answer/';
const MAX_CONCURRENT = 32;

/** The address of the page that a token leads to. */
export function answerLinkOf(origin: string, token: string): string {
  return `${origin}${PATH}${token}`;
}

/**
 * Serves `GET /answer/{token}`, which shows and changes nothing, and `POST` to the same address, which answers.
 *
 * No token of the API counts here and none is needed: whoever holds a link is asked for a second step in a browser. A form is taken
 * from the gateway's own page only, in the browser that it was shown in: same origin, a cookie, and a form token over both. Whatever is no
 * link of ours gets the same 404. Pages run no script and cannot be framed.
 */
export function createAnswerLinksApp(options: AnswerLinksOptions): AnswerLinksApp {
  let free = options.maxConcurrent ?? MAX_CONCURRENT;
  return {
    takes: (pathname) => pathname.startsWith(PATH),
    fetch: async (request) => {
      if (free <= 0)
        return pageOf(503, plainPage('Too many people are here. Try again in a moment.'), { 'retry-after': '1' });
      free -= 1;
      try {
        const response = await serve(request, options);
        return request.method === 'HEAD' ? new Response(null, response) : response;
      } catch (error) {
        options.onFailure?.(error);
        return pageOf(503, plainPage('This cannot be answered now. Try again in a moment.'), { 'retry-after': '1' });
      } finally {
        free += 1;
      }
    },
  };
}

function serve(request: Request, options: AnswerLinksOptions): Promise<Response> {
  const { pathname, host } = new URL(request.url);
  const token = pathname.slice(PATH.length);
  if ((request.headers.get('host') ?? host) !== new URL(options.origin).host) return Promise.resolve(notFound());
  if (request.method === 'GET' || request.method === 'HEAD') return show(request, token, options);
  if (request.method === 'POST') return answer(request, token, options);
  return Promise.resolve(pageOf(405, plainPage('That cannot be done here.'), { allow: 'GET, HEAD, POST' }));
}

async function show(request: Request, token: string, { desk, origin }: AnswerLinksOptions): Promise<Response> {
  const page = await desk.show(token);
  if (page === null) return notFound();
  if (page.kind === 'told') return pageOf(200, answerPage(page, null));
  const browser = readBrowser(request.headers) ?? newBrowser();
  const cookie = browserCookie(browser, { isSecure: origin.startsWith('https:') });
  return pageOf(200, answerPage(page, desk.formFor({ token, browser })), { 'set-cookie': cookie });
}

async function answer(request: Request, token: string, { desk, origin }: AnswerLinksOptions): Promise<Response> {
  const form = await readForm(request);
  const browser = readBrowser(request.headers);
  const isOurs = form !== null && browser !== null && isSameOrigin(request.headers, origin);
  const given = isOurs ? { ...form, browser } : { formToken: '', browser: '', verb: '', code: '' };
  const page = await desk.answer(token, given);
  if (page === null) return notFound();
  const isAnswer = page.kind === 'told' && page.isAnswer;
  return pageOf(isAnswer ? 200 : 409, answerPage(page, null));
}

function notFound(): Response {
  return pageOf(404, notFoundPage());
}

function pageOf(status: number, body: string, more: { readonly [name: string]: string } = {}): Response {
  return new Response(body, { status, headers: { ...PAGE_HEADERS, ...more } });
}
