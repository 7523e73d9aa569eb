import assert from 'node:assert/strict';
import { request } from 'node:http';
import { type TestContext, test } from 'node:test';
import { openChannelDoor } from '../../ingress/channels/open-channel-door.ts';
import type { HttpApp } from '../../ingress/http/http-app.ts';
import { serveHttp } from '../../ingress/http/serve-http.ts';
import { withChannels } from './serve-channels.ts';

async function serve(t: TestContext) {
  const app: HttpApp = {
    fetch: () => new Response('the API'),
    listensOn: () => {},
    endStreams: () => Promise.resolve(),
  };
  const receive = () => Promise.resolve({ status: 200, contentType: 'text/plain', body: 'taken' });
  const door = openChannelDoor({
    find: (name) => (name === 'phone' ? { receive, handle: () => Promise.resolve(null) } : null),
  });
  const other = (incoming: { url?: string | undefined }, outgoing: { end(text: string): unknown }) => {
    if (incoming.url !== '/model/x') return false;
    outgoing.end('a model');
    return true;
  };
  const served = withChannels({ app, other }, door, { hosts: ['gateway.example'], origins: [] });
  const server = await serveHttp(served.app, { port: 0, other: served.other });
  t.after(() => server.close(0));
  return (path: string, headers: { readonly [name: string]: string } = {}) =>
    new Promise<string>((resolve, reject) => {
      const asking = request({ port: server.port, path, method: 'POST', headers }, (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        answer.on('end', () => resolve(`${answer.statusCode} ${text.trim()}`));
      });
      asking.on('error', reject);
      asking.end('{}');
    });
}

test('serves channels on the port of the API, at the hosts that the operator named and no other', async (t) => {
  const ask = await serve(t);
  assert.equal(await ask('/channels/phone/update'), '200 taken');
  assert.equal(await ask('/channels/phone/update', { host: 'gateway.example' }), '200 taken');
  assert.equal(await ask('/channels/phone/update', { host: 'evil.example' }), '403 refused');
  assert.equal(await ask('/channels/nobody/update', { host: 'evil.example' }), '403 refused');
  assert.equal(await ask('/channels/phone/update', { origin: 'https://evil.example' }), '403 refused');
  assert.equal(await ask('/channels/nobody/update'), '404 not found');
});

test('leaves all else to what was served before', async (t) => {
  const ask = await serve(t);
  assert.equal(await ask('/model/x'), '200 a model');
  assert.equal(await ask('/v1/log'), '200 the API');
  assert.equal(await ask('/channelsx'), '200 the API');
});
