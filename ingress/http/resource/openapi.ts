import { z } from 'zod';
import { describeApi } from '../describe-api.ts';
import { type Route, route } from '../route.ts';

/** `GET /openapi.json`: the description of all the given routes and of itself. Made on the first request. */
export function openapiRoute(routes: readonly Route[], { version }: { readonly version: string }): Route {
  let document: string | null = null;
  const self: Route = route({
    operation: 'describeApi',
    method: 'GET',
    path: '/openapi.json',
    summary: 'Describes this API. Needs no token.',
    answers: { 200: { description: 'An OpenAPI 3.1 document.', schema: z.looseObject({ openapi: z.string() }) } },
    handle: () => {
      document ??= JSON.stringify(describeApi([...routes, self], { version }));
      return { status: 200, text: document, contentType: 'application/json' };
    },
  });
  return self;
}
