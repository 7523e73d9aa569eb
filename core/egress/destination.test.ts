import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { domainToASCII } from 'node:url';
import { dialledText, readAuthority, readDestination, readHost } from './destination.ts';

const toAscii = (name: string): string => domainToASCII(name);

describe('A destination', () => {
  const spellings: readonly (readonly [string, string | null, boolean])[] = [
    ['Example.COM.', 'example.com', false],
    ['bücher.example', 'xn--bcher-kva.example', false],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example', false],
    ['ｅｘａｍｐｌｅ.com', 'example.com', false],
    ['%65xample.com', 'example.com', true],
    ['127.0.0.1', '127.0.0.1', false],
    ['127.0.0.1.', '127.0.0.1', false],
    ['2130706433', '127.0.0.1', true],
    ['0x7f.1', '127.0.0.1', true],
    ['0177.0.0.01', '127.0.0.1', true],
    ['127.1', '127.0.0.1', true],
    ['①②⑦.0.0.1', '127.0.0.1', true],
    ['169。254。169。254', '169.254.169.254', true],
    ['%31%32%37.0.0.1', '127.0.0.1', true],
    ['[::ffff:127.0.0.1]', '127.0.0.1', true],
    ['[::1]', '[0:0:0:0:0:0:0:1]', false],
    ['[::]', '[0:0:0:0:0:0:0:0]', false],
    ['[2606:4700::1111]', '[2606:4700:0:0:0:0:0:1111]', false],
    ['[::127.0.0.1]', '[0:0:0:0:0:0:7f00:1]', true],
    ['[64:ff9b::7f00:1]', '[64:ff9b:0:0:0:0:7f00:1]', true],
    ['[2002:7f00:1::]', '[2002:7f00:1:0:0:0:0:0]', true],
    ['%6c%6f%63alhost', 'localhost', true],
    ['%61.example', 'a.example', true],
    ['xn--pokxncvks', null, false],
    ['a.xn--', null, false],
    ['a b', null, false],
    ['a/b', null, false],
    ['a\\b', null, false],
    ['a?b', null, false],
    ['a#b', null, false],
    ['u@a', null, false],
    ['a:1', null, false],
    ['a\u007f', null, false],
    ['a%00b', null, false],
    ['', null, false],
    ['[::1', null, false],
    ['a.'.repeat(600), null, false],
  ];
  for (const [text, name, isDisguised] of spellings) {
    test(`written ${JSON.stringify(text.slice(0, 40))} is ${name}${isDisguised ? ', in disguise' : ''}`, () => {
      const found = readDestination(text, { port: 443, toAscii });
      assert.equal(found?.host.name ?? null, name);
      assert.equal(found?.isDisguised ?? false, isDisguised);
      assert.equal(readHost(text, toAscii)?.name ?? null, name);
    });
  }

  test('has a port that exists', () => {
    for (const port of [0, -1, 1.5, 65_536, Number.NaN])
      assert.equal(readDestination('a.example', { port, toAscii }), null);
    assert.equal(readDestination('a.example', { port: 65_535, toAscii })?.port, 65_535);
  });

  test('is dialled without brackets', () => {
    const texts = ['[2606::1]', '93.184.216.34', 'a.example'].map((text) => {
      const host = readHost(text, toAscii);
      assert.ok(host !== null);
      return dialledText(host);
    });
    assert.deepEqual(texts, ['2606:0:0:0:0:0:0:1', '93.184.216.34', 'a.example']);
  });
});

describe('An authority', () => {
  const authorities: readonly (readonly [string, number | null, string | null])[] = [
    ['a.example:8443', null, 'a.example 8443'],
    ['a.example', 443, 'a.example 443'],
    ['a.example', null, null],
    ['[2606::1]:443', null, '[2606:0:0:0:0:0:0:1] 443'],
    ['[2606::1]', 80, '[2606:0:0:0:0:0:0:1] 80'],
    ['[2606::1', 80, null],
    ['a.example:', 443, null],
    ['a.example:x', 443, null],
    ['a.example:123456', 443, null],
    ['a.example:80:80', 443, null],
    ['u@a.example:80', 443, null],
    ['a.example:0', 443, null],
  ];
  for (const [text, usualPort, wanted] of authorities) {
    test(`${text} with the usual port ${usualPort} is ${wanted}`, () => {
      const found = readAuthority(text, { usualPort, toAscii });
      assert.equal(found === null ? null : `${found.host.name} ${found.port}`, wanted);
    });
  }
});
