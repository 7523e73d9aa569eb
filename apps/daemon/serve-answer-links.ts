import type { AnswerLinksApp } from '../../ingress/answer-links/answer-links-app.ts';
import type { HttpApp } from '../../ingress/http/http-app.ts';

/**
 * Serves the pages of links in mails beside the API on the same port, below `/answer/`. They check Host and origin themselves: a page
 * without a referrer sends an origin that says nothing. Null serves none of them.
 */
export function withAnswerLinks(app: HttpApp, pages: AnswerLinksApp | null): HttpApp {
  if (pages === null) return app;
  return {
    ...app,
    fetch: (request, env) =>
      pages.takes(new URL(request.url).pathname) ? pages.fetch(request) : app.fetch(request, env),
  };
}
