import { CountersignClient } from '../../sdk/client.ts';
import type { TestDaemon } from './daemon.ts';

/** Signs a person in as a browser does: the client that acts with its session. */
export async function signInAsPerson(daemon: TestDaemon): Promise<CountersignClient> {
  const baseUrl = daemon.address;
  const { path } = await new CountersignClient({ baseUrl, token: daemon.operatorToken }).people.openLogin();
  const answer = await fetch(`${baseUrl}/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: baseUrl },
    body: JSON.stringify({ code: path.slice(path.indexOf('#') + 1) }),
  });
  const { proof } = (await answer.json()) as { readonly proof: string };
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const withCookie: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('cookie', cookie);
    headers.set('origin', baseUrl);
    return fetch(input, { ...init, headers });
  };
  return new CountersignClient({ baseUrl, token: null, proof, fetch: withCookie });
}
