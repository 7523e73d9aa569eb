import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseHost, parseUrl } from './parse-url.ts';

describe('A URL', () => {
  test('is read into what decides where it leads', () => {
    assert.deepEqual(parseUrl('HTTPS://Example.COM:8443/a?b#c'), {
      scheme: 'https',
      host: { kind: 'name', name: 'example.com' },
      port: 8_443,
      path: '/a?b#c',
      hasCredentials: false,
    });
    assert.equal(parseUrl('http://user:pw@a.example')?.hasCredentials, true);
    assert.equal(parseUrl('http://a.example')?.path, '/');
  });

  const ports = [
    ['http://a', 80],
    ['https://a', 443],
    ['wss://a:', 443],
    ['ssh://a', 22],
    ['gopher://a', 0],
    ['gopher://a:', 0],
    ['http://a:65535', 65_535],
    ['http://[::1]', 80],
    ['http://[::1]:81', 81],
  ] as const;
  for (const [url, port] of ports)
    test(`${url} is dialled at port ${port}`, () => assert.equal(parseUrl(url)?.port, port));

  const unreadable = [
    '',
    'http',
    'http:a',
    'http:/a',
    '://a',
    '1http://a',
    'ht_tp://a',
    `${'a'.repeat(33)}://a`,
    'http://',
    'http://a b',
    'http://a\tb',
    'http://a\\b',
    'http://a\u007f',
    'http://a@b@c',
    'http://a:x',
    'http://a:65536',
    'http://a:123456',
    'http://%61',
    'http://ä.example',
    'http://a..b',
    'http://.a',
    `http://${'a'.repeat(64)}.example`,
    `http://${'a.'.repeat(128)}`,
    'http://[::1',
    'http://[::1]x',
    'http://1.2.3.256',
    `http://a/${'x'.repeat(8_192)}`,
  ];
  for (const url of unreadable) {
    test(`that clients could read in two ways is not read: ${JSON.stringify(url.slice(0, 40))}`, () => {
      assert.equal(parseUrl(url), null);
    });
  }
});

describe('A host', () => {
  const names: readonly (readonly [string, string | null])[] = [
    ['Example.COM.', 'example.com'],
    ['a_b-c.example', 'a_b-c.example'],
    ['127.0.0.1', '127.0.0.1'],
    ['0x7f.1', '127.0.0.1'],
    ['2130706433', '127.0.0.1'],
    ['0177.0.0.1.', '127.0.0.1'],
    ['[::1]', '[0:0:0:0:0:0:0:1]'],
    ['[2001:DB8::A]', '[2001:db8:0:0:0:0:0:a]'],
    ['[::ffff:7f00:1]', '127.0.0.1'],
    ['[::ffff:127.0.0.1]', '127.0.0.1'],
    ['[fe80::1%eth0]', null],
    ['.', null],
    ['', null],
  ];
  for (const [text, name] of names) {
    test(`${JSON.stringify(text)} has the normal form ${name}`, () =>
      assert.equal(parseHost(text)?.name ?? null, name));
  }
});
