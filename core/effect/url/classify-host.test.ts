import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { classifyHost } from './classify-host.ts';
import { parseHost, parseUrl } from './parse-url.ts';

const KINDS: readonly (readonly [string, string])[] = [
  ['example.com', 'public'],
  ['93.184.216.34', 'public'],
  ['[2606:2800:220:1:248:1893:25c8:1946]', 'public'],
  ['localhost', 'loopback'],
  ['a.localhost', 'loopback'],
  ['127.1', 'loopback'],
  ['0', 'loopback'],
  ['[::1]', 'loopback'],
  ['[::]', 'loopback'],
  ['printer', 'private'],
  ['nas.local', 'private'],
  ['db.internal', 'private'],
  ['kubernetes.default.svc', 'private'],
  ['10.0.0.1', 'private'],
  ['100.64.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['172.32.0.0', 'public'],
  ['192.168.1.1', 'private'],
  ['169.254.1.1', 'private'],
  ['224.0.0.1', 'private'],
  ['[fe80::1]', 'private'],
  ['[fd12::1]', 'private'],
  ['[ff02::1]', 'private'],
  ['[2001:db8::1]', 'private'],
  ['[2001:10::1]', 'private'],
  ['[2001:200::1]', 'public'],
  ['[3fff::1]', 'private'],
  ['[2002:0808:0808::1]', 'private'],
  ['[2002:7f00:1::]', 'loopback'],
  ['[64:ff9b::a00:1]', 'private'],
  ['[64:ff9b::808:808]', 'private'],
  ['[::127.0.0.1]', 'loopback'],
  ['[::ffff:0:10.0.0.1]', 'private'],
  ['[2001:0:0:0:0:0:80ff:fffe]', 'loopback'],
  ['[2606::5efe:10.0.0.1]', 'private'],
  ['[2606::200:5efe:10.0.0.1]', 'private'],
  ['[2606::1:5efe:10.0.0.1]', 'public'],
  ['169.254.169.254', 'metadata'],
  ['2852039166', 'metadata'],
  ['[::ffff:a9fe:a9fe]', 'metadata'],
  ['[fd00:ec2::254]', 'metadata'],
  ['[fe80::a9fe:a9fe]', 'metadata'],
  ['100.100.100.200', 'metadata'],
  ['metadata.google.internal', 'metadata'],
  ['x.metadata.google.internal', 'metadata'],
  ['169.254.169.254.nip.io', 'metadata'],
  ['app.169-254-169-254.sslip.io', 'metadata'],
  ['10.0.0.1.nip.io', 'private'],
  ['app.nip.io', 'private'],
  ['nip.io', 'private'],
  ['snip.io', 'public'],
  ['10-0-0-1.traefik.me', 'private'],
  ['app.lcl.host', 'private'],
  ['a.169.254.169.254.1time.8.8.8.8.1time.rebind.network', 'metadata'],
  ['mylocal.gd', 'public'],
  ['api.metadata.cloud.ibm.com', 'metadata'],
];

for (const [text, kind] of KINDS) {
  test(`takes ${text} for ${kind}`, () => {
    const host = parseHost(text);
    assert.ok(host !== null);
    assert.equal(classifyHost(host), kind);
  });
}

test('finds the IPv4 address also in a mapped address that nobody has normalised', () => {
  const groups = [0, 0, 0, 0, 0, 0xffff, 0x7f00, 1];
  assert.equal(classifyHost({ kind: 'ipv6', name: '', groups }), 'loopback');
  assert.equal(classifyHost({ kind: 'ipv6', name: '', groups: [] }), 'loopback');
  assert.equal(classifyHost({ kind: 'ipv6', name: '', groups: [0x2606] }), 'public');
});

type Row = { readonly url: string; readonly expect: string; readonly needs_dns: boolean; readonly category: string };

/** Outside the global unicast range of RFC 4291. */
const UNROUTED = ['http://[1:0::]', 'http://[0:1:0:1:0:1:0:1]', 'http://[1:0:1:0:1:0:1:0]'];

describe('The egress corpus', () => {
  const file = '../shared/corpora/dev/egress.jsonl';
  const rows = existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Row)
    : [];

  test('has no literal address that is refused there and public here', (t) => {
    if (rows.length === 0) return t.skip(`${file} is missing`);
    const literal = rows.filter((row) => !row.needs_dns && row.expect === 'deny');
    const schemes = new Set(['http', 'https']);
    const missed = literal.filter(({ url }) => {
      const parsed = parseUrl(url.trim());
      return parsed !== null && schemes.has(parsed.scheme) && classifyHost(parsed.host) === 'public';
    });
    assert.deepEqual(
      missed.map(({ url }) => url),
      [],
    );
  });

  test('has no public address that is refused here', (t) => {
    if (rows.length === 0) return t.skip(`${file} is missing`);
    const over = rows.filter(({ url, expect }) => {
      const parsed = parseUrl(url.trim());
      return (
        expect === 'allow' && !UNROUTED.includes(url) && (parsed === null || classifyHost(parsed.host) !== 'public')
      );
    });
    assert.deepEqual(
      over.map(({ url }) => url),
      [],
    );
  });
});
