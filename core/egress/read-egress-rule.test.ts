import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { domainToASCII } from 'node:url';
import type { Json } from '../encoding/json.ts';
import type { EgressRule } from './egress-rule.ts';
import { readEgressRule } from './read-egress-rule.ts';

function ruleOf(input: Json): EgressRule {
  const read = readEgressRule(input, domainToASCII);
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

function problemsOf(input: Json): readonly string[] {
  const read = readEgressRule(input, domainToASCII);
  assert.ok(!read.ok);
  return read.failure;
}

describe('A rule of where programs may connect to', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['example.com', 'https://example.com:443'],
    ['Example.COM.', 'https://example.com:443'],
    ['*.bücher.example:8443', 'https://*.xn--bcher-kva.example:8443'],
    ['http://example.com', 'http://example.com:80'],
    ['https://example.com:444', 'https://example.com:444'],
    ['tcp://git.example.com:22', 'tcp://git.example.com:22'],
    ['*', 'https://*:443'],
    ['http://*:8080', 'http://*:8080'],
    ['[2606::1]:443', 'https://[2606:0:0:0:0:0:0:1]:443'],
    ['93.184.216.34', 'https://93.184.216.34:443'],
  ];
  for (const [text, shown] of texts) test(`${text} means ${shown}`, () => assert.equal(ruleOf(text).text, shown));

  test('is for one host, for all below a domain, or for every host', () => {
    assert.deepEqual(ruleOf('a.example').scope, { kind: 'host', name: 'a.example' });
    assert.deepEqual(ruleOf('*.a.example').scope, { kind: 'below', suffix: 'a.example' });
    assert.deepEqual(ruleOf('*').scope, { kind: 'any' });
  });

  test('has bounds, methods, paths and exceptions where they are given', () => {
    const rule = ruleOf({
      host: 'api.example.com',
      schemes: ['https', 'http'],
      ports: [443, 8443],
      open_tls: true,
      methods: ['GET', 'M-SEARCH'],
      paths: ['/repos'],
      addresses: ['10.1.0.0/16'],
      up_bytes: 10,
      down_bytes: 0,
      per_minute: 5,
      connections: 3,
    });
    assert.equal(rule.text, 'https|http://api.example.com:443,8443');
    assert.deepEqual(
      [rule.opensTls, rule.isOpaque, rule.methods, rule.paths, rule.exceptions.map(({ text }) => text)],
      [true, false, ['GET', 'M-SEARCH'], ['/repos'], ['10.1.0.0/16']],
    );
    assert.deepEqual([rule.upBytes, rule.downBytes, rule.perMinute, rule.connections], [10, 0, 5, 3]);
  });

  test('has no bounds where none are given, and the usual ports of its schemes', () => {
    const rule = ruleOf({ host: 'a.example', schemes: ['https', 'http'], up_bytes: null });
    assert.deepEqual(rule.ports, [443, 80]);
    assert.deepEqual([rule.methods, rule.paths, rule.exceptions, rule.upBytes], [null, null, [], null]);
  });

  const bad: readonly (readonly [Json, RegExp])[] = [
    [7, /found 7, want a text such as/],
    [null, /found null/],
    [['a.example'], /found \["a\.example"\]/],
    [{}, /found the host null/],
    ['', /found the host ""/],
    ['a b', /want a host such as/],
    ['*.10.0.0.1', /want a host such as/],
    ['a.example:99999', /want a host such as/],
    ['a.example:080', /want a host such as/],
    ['ftp://a.example', /want a host such as/],
    ['x'.repeat(1_025), /want a host such as/],
    ['tcp://a.example', /found no port for a\.example/],
    [{ host: 'a.example', port: 1 }, /found the key "port", want one of host, schemes, ports/],
    [{ host: 'a.example', ports: [] }, /found \[\] for ports, want a list of 1 to 64/],
    [{ host: 'a.example', ports: 443 }, /found 443 for ports/],
    [{ host: 'a.example', ports: new Array<number>(65).fill(1) }, /for ports, want a list/],
    [{ host: 'a.example', ports: [0] }, /found 0 in ports, want a port from 1 to 65535/],
    [{ host: 'a.example', ports: ['1'] }, /in ports/],
    [{ host: 'a.example', ports: [1.5] }, /in ports/],
    [{ host: 'a.example', ports: [65_536] }, /in ports/],
    [{ host: 'a.example', schemes: ['ftp'] }, /found "ftp" in schemes, want https, http, tcp/],
    [{ host: 'a.example', open_tls: true, methods: ['get'] }, /found "get" in methods/],
    [{ host: 'a.example', open_tls: true, methods: ['', 1, 'X'.repeat(33)] }, /found "" in methods/],
    [
      { host: 'a.example', open_tls: true, paths: ['a', 1, '/?', '/ ', '/é', `/${'x'.repeat(1_024)}`] },
      /found "a" in paths/,
    ],
    [{ host: 'a.example', addresses: ['a', 1] }, /found "a" in addresses, want a block such as/],
    [{ host: 'a.example', open_tls: 'yes' }, /found "yes" for open_tls, want true or false/],
    [{ host: 'a.example', up_bytes: -1 }, /found -1 for up_bytes, want a whole number from 0/],
    [{ host: 'a.example', up_bytes: 1.5, down_bytes: '1', per_minute: 2 ** 60 }, /found 1\.5 for up_bytes/],
    [{ host: 'a.example', methods: ['GET'] }, /want open_tls: true and no tcp/],
    [
      { host: 'a.example', paths: ['/'], open_tls: true, schemes: ['https', 'tcp'], ports: [1] },
      /otherwise nobody sees them/,
    ],
    [{ host: 'a.example', open_tls: true, opaque: true }, /found open_tls and opaque/],
  ];
  for (const [input, wanted] of bad) {
    test(`is not read from ${JSON.stringify(input).slice(0, 60)}`, () =>
      assert.match(problemsOf(input).join('; '), wanted));
  }

  test('is refused with every problem at once', () => {
    assert.equal(problemsOf({ host: 'a.example', ports: [80, 'x'], up_bytes: -1, extra: true }).length, 3);
  });
});
