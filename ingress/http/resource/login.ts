import type { Caller, Gateway } from '../../../application/gateway.ts';
import type { OpenedSession } from '../../../application/login/session-desk.ts';
import { cookieOf, dropCookie, setCookie } from '../browser-session.ts';
import { loginToWire, webSessionToWire } from '../people-to-wire.ts';
import { type Route, type RouteReply, route } from '../route.ts';
import {
  credentialSchema,
  doneAnswer,
  idParams,
  linkAnswer,
  loginAnswer,
  loginSchema,
  optionsAnswer,
  webSessionsAnswer,
} from '../schema/people-schema.ts';
import { nothing } from '../schema/request-schema.ts';
import { wantPlace } from './factors.ts';

const LOGGED_IN = { 201: { description: 'Logged in. The cookie comes with it.', schema: loginAnswer } };
const DONE = { 200: { description: 'Ended.', schema: doneAnswer, example: { done: true } } } as const;

/** `/v1/login`, `/v1/logout` and `/v1/web-sessions`: browsers. */
export function loginRoutes(gateway: Gateway): readonly Route[] {
  return [...enterRoutes(gateway), ...sessionRoutes(gateway)];
}

function enterRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'login',
      method: 'POST',
      path: '/v1/login',
      summary: 'Exchanges the code of a one-time link for a session of the browser, once.',
      body: loginSchema,
      bodyExample: { code: 'the part of the link behind #' },
      answers: LOGGED_IN,
      handle: async ({ body, headers }) => {
        // A browser says where it stands: without that it is another program, which has no use for a cookie.
        wantPlace(headers);
        return loggedIn(await gateway.login(body.code, browserOf(headers)), headers);
      },
    }),
    route({
      operation: 'beginPasskeyLogin',
      method: 'POST',
      path: '/v1/login/passkey/options',
      summary: 'Options for logging in with whichever passkey the browser has.',
      body: nothing,
      bodyExample: {},
      answers: { 200: { description: 'For `navigator.credentials.get`.', schema: optionsAnswer } },
      handle: async ({ headers }) => {
        return { status: 200, body: { options: await gateway.beginPasskeyLogin(wantPlace(headers)) } };
      },
    }),
    route({
      operation: 'loginWithPasskey',
      method: 'POST',
      path: '/v1/login/passkey',
      summary: 'Logs in with a passkey.',
      body: credentialSchema,
      bodyExample: { credential: {} },
      answers: LOGGED_IN,
      handle: async ({ body, headers }) => {
        const input = { response: body.credential, place: wantPlace(headers) };
        return loggedIn(await gateway.loginWithPasskey(input, browserOf(headers)), headers);
      },
    }),
  ];
}

function sessionRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'openLogin',
      method: 'POST',
      path: '/v1/web-sessions/links',
      summary: "Makes a one-time link that logs the caller's own browser in, within five minutes.",
      body: nothing,
      bodyExample: {},
      answers: { 201: { description: 'The link.', schema: linkAnswer } },
      handle: async ({ caller }) => {
        const { code, expiresAtMs } = await gateway.openLogin(caller);
        return { status: 201, body: { path: `/login#${code}`, expires_at_ms: expiresAtMs } };
      },
    }),
    route({
      operation: 'listWebSessions',
      method: 'GET',
      path: '/v1/web-sessions',
      summary: "Lists the caller's browsers that are logged in, and for an administrator everybody's.",
      answers: { 200: { description: 'The sessions.', schema: webSessionsAnswer, example: { sessions: [] } } },
      handle: ({ caller }) => {
        const sessions = gateway.listWebSessions(caller).map((session) => webSessionToWire(session, caller));
        return { status: 200, body: { sessions } };
      },
    }),
    route({
      operation: 'endWebSession',
      method: 'DELETE',
      path: '/v1/web-sessions/{id}',
      summary: 'Logs a browser out.',
      params: idParams,
      answers: DONE,
      handle: async ({ caller, params }) => {
        await gateway.endWebSession(caller, params.id);
        return { status: 200, body: { done: true } };
      },
    }),
    route({
      operation: 'logout',
      method: 'POST',
      path: '/v1/logout',
      summary: 'Ends the session that asks.',
      body: nothing,
      bodyExample: {},
      answers: DONE,
      handle: ({ caller, headers }) => logout(gateway, caller, headers),
    }),
  ];
}

async function logout(gateway: Gateway, caller: Caller, headers: Headers): Promise<RouteReply> {
  if (caller.webSession !== undefined) await gateway.endWebSession(caller, caller.webSession.id);
  return { status: 200, body: { done: true }, headers: { 'set-cookie': dropCookie(headers) } };
}

function loggedIn(opened: OpenedSession, headers: Headers): RouteReply {
  const { session, cookie } = opened;
  const life = session.expiresAtMs - session.createdAtMs;
  return { status: 201, body: loginToWire(opened), headers: { 'set-cookie': setCookie(headers, cookie, life) } };
}

function browserOf(headers: Headers): { readonly agent: string; readonly cookie: string | null } {
  return { agent: headers.get('user-agent') ?? '', cookie: cookieOf(headers) };
}
