import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { openNameResolver } from '../../adapters/dns/open-name-resolver.ts';
import { openZoneServer } from '../../adapters/dns/testing/zone-server.ts';
import { openEgressProxy } from '../../ingress/egress-proxy/open-egress-proxy.ts';
import {
  closed,
  connectThrough,
  nextChunk,
  openDoor,
  portOf,
  sendRaw,
} from '../../ingress/egress-proxy/testing/client.ts';
import { clientHello } from '../../ingress/egress-proxy/testing/client-hello.ts';
import { openTestEgress } from '../harness/test-egress.ts';

type Row = {
  readonly url: string;
  readonly expect: 'allow' | 'deny';
  readonly needs_dns: boolean;
  readonly resolves_to: string | null;
  readonly whatwg_host: string | null;
};

const FILE = '../shared/corpora/dev/egress.jsonl';
const rows: readonly Row[] = existsSync(FILE)
  ? readFileSync(FILE, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row)
  : [];

/** Outside of global unicast (RFC 4291): nobody has these addresses, and they are refused. The corpus only asks how they are written. */
const UNROUTED = new Set(['http://[1:0::]', 'http://[0:1:0:1:0:1:0:1]', 'http://[1:0:1:0:1:0:1:0]']);

/** Every rule there can be, so that only what the destination is can refuse it. */
const EVERYTHING = [
  'http://*:80',
  'http://*:8080',
  'https://*:443',
  ...[22, 25, 8000, 8080, 9001].map((port) => `tcp://*:${port}`),
];

function zoneOf(): ReadonlyMap<string, string> {
  const zone = new Map<string, string>();
  for (const { url, expect, resolves_to, whatwg_host } of rows) {
    const host = (whatwg_host ?? '').toLowerCase();
    // Names of which the corpus only says that they are refused lead to the machine itself.
    const said = resolves_to?.split(' ', 1).join('') ?? (expect === 'allow' ? '93.184.216.34' : '127.0.0.1');
    if (host !== '' && (expect === 'allow' || !zone.has(host))) zone.set(host, URL.canParse(url) ? said : '127.0.0.1');
  }
  return zone;
}

/** The URL as a client sends it that parses nothing, and as one sends it that parses as browsers do. */
function requestsFor(url: string): readonly string[] {
  const clean = [...url].every((character) => character > ' ' && character < '\u007f');
  const raw = clean ? [url] : [Buffer.from(url, 'utf8').toString('latin1')];
  return URL.canParse(url) ? [...raw, new URL(url).href] : raw;
}

async function openWorld(t: { after: (callback: () => Promise<void>) => void }) {
  const names = zoneOf();
  const zone = await openZoneServer((name) => {
    const address = names.get(name);
    return address === undefined ? 'no-such-name' : [address];
  });
  const egress = await openTestEgress({ names: openNameResolver({ servers: [zone.address] }) });
  const web = createHttpServer((_, response) => response.end('reached'));
  const echo = createServer((socket) => void socket.on('error', () => undefined).pipe(socket));
  const sockets = new Set<Socket>();
  echo.on('connection', (socket) => sockets.add(socket));
  const ports = { web: await portOf(web), echo: await portOf(echo) };
  let dialled = 0;
  const proxy = openEgressProxy({
    connect: ({ port }) => {
      dialled += 1;
      return connect({ host: '127.0.0.1', port: port === 80 || port === 8080 ? ports.web : ports.echo });
    },
  });
  const pass = egress.pass(EVERYTHING, {
    unexpected: { blockedAddresses: 0, unknownHosts: 0 },
    limits: { perMinute: 1_000_000 },
  });
  const door = await openDoor(proxy, pass);
  t.after(async () => {
    proxy.close();
    zone.close();
    web.closeAllConnections();
    await Promise.all([door.close(), closed(web), closed(echo, sockets)]);
    await egress.checkLog();
  });
  return { door: door.port, egress, dials: () => dialled };
}

/** What a tunnel to the host of a URL leads to: every spelling of it, and the host that browsers make of it. */
async function tunnelsTo(door: number, url: string): Promise<readonly string[]> {
  const after = url.slice(url.indexOf('://') + 3);
  const authority = after.split(/[/?#\\]/, 1).join('');
  const bare = authority.slice(authority.lastIndexOf('@') + 1);
  const spelled = [bare, ...(URL.canParse(url) ? [new URL(url).host] : [])].filter(
    (text) => text !== '' && !/[\s\u0000-\u001f]/.test(text),
  );
  const said: string[] = [];
  for (const host of new Set(spelled)) {
    const target = /:\d+$/.test(host) ? host : `${host}:${url.startsWith('https') ? 443 : 80}`;
    const { socket, status } = await connectThrough(door, target);
    if (status === 200) {
      socket.write(
        target.endsWith(':443')
          ? clientHello({ names: [host.split(':', 1).join('')] })
          : `GET / HTTP/1.1\r\nHost: ${target}\r\nConnection: close\r\n\r\n`,
      );
      const answer = (await nextChunk(socket))?.toString('latin1') ?? '';
      said.push(
        answer.startsWith('HTTP/1.1 403') || answer.startsWith('HTTP/1.1 400') || answer === '' ? 'refused' : 'reached',
      );
    } else said.push('refused');
    socket.destroy();
  }
  return said;
}

describe('The egress corpus through the real proxy', () => {
  const skip = rows.length === 0 ? `${FILE} is missing` : false;

  test('every URL that is to be refused is refused, however it is sent, and nothing is dialled', {
    skip,
  }, async (t) => {
    const world = await openWorld(t);
    const missed: string[] = [];
    for (const { url } of rows.filter(({ expect }) => expect === 'deny')) {
      for (const target of requestsFor(url)) {
        const said = await sendRaw(
          world.door,
          Buffer.from(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, 'latin1'),
        );
        if (!/^HTTP\/1\.1 (?:400|403|502) /.test(said) || said.includes('reached'))
          missed.push(`GET ${target}: ${said.slice(0, 40)}`);
      }
      const isWeb = url.startsWith('http:') || url.startsWith('https:');
      if (isWeb && (await tunnelsTo(world.door, url)).includes('reached')) missed.push(`CONNECT ${url}`);
    }
    assert.deepEqual(missed, []);
    assert.equal(world.dials(), 0);
  });

  test('every URL that is to be allowed is reached', { skip }, async (t) => {
    const world = await openWorld(t);
    const missed: string[] = [];
    const allowed = rows.filter(({ url, expect }) => expect === 'allow' && !UNROUTED.has(url));
    for (const { url } of allowed) {
      if (url.startsWith('http:')) {
        const said = await sendRaw(
          world.door,
          `GET ${new URL(url).href.split('#', 1).join('')} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
        );
        if (!/^HTTP\/1\.1 200 [^]*reached/.test(said)) missed.push(`GET ${url}: ${said.slice(0, 200)}`);
      }
      if ((await tunnelsTo(world.door, url)).includes('refused')) missed.push(`CONNECT ${url}`);
    }
    assert.deepEqual(missed, []);
    assert.ok(allowed.length >= 190);
  });

  test('addresses that nobody has are refused although they can be written', { skip }, async (t) => {
    const world = await openWorld(t);
    for (const url of UNROUTED)
      assert.match(
        await sendRaw(world.door, `GET ${url}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
        /^HTTP\/1\.1 403/,
      );
  });
});
