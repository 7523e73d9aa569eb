import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { classifyHost } from './classify-host.ts';
import { parseIpv4Number } from './ip-address.ts';
import { type Host, parseHost, parseUrl } from './parse-url.ts';

const SPECIAL = new Set(['http', 'https', 'ws', 'wss', 'ftp']);

/** The host as WHATWG URL reads it, in our normal form; null when it reads none. */
function whatwgHost(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed === null ? null : (parseHost(parsed.hostname)?.name ?? parsed.hostname);
}

const pieces = fc.constantFrom(
  ...'0123456789abcdefx:./@?#[]%-_ \\\t'.split(''),
  '127.0.0.1',
  '0x7f',
  '::',
  '[::1]',
  'localhost',
  'example.com',
  '%2e',
  '。',
  'ａ',
  '\u00ad',
);
const authorities = fc.array(pieces, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));
const schemes = fc.constantFrom('http', 'https', 'ws', 'ftp', 'HTTP');

test('reads no URL to another host than browsers do', () => {
  fc.assert(
    fc.property(schemes, authorities, (scheme, authority) => {
      const url = `${scheme}://${authority}`;
      const parsed = parseUrl(url);
      if (parsed === null || !SPECIAL.has(parsed.scheme)) return;
      assert.equal(parsed.host.name, whatwgHost(url), url);
    }),
    { numRuns: 20_000 },
  );
});

/** One part of an address in a base that resolvers read. */
function spell(value: number, base: 'decimal' | 'octal' | 'hexadecimal'): string {
  if (base === 'octal') return `0${value.toString(8)}`;
  return base === 'hexadecimal' ? `0x${value.toString(16)}` : String(value);
}

const bases = fc.constantFrom('decimal' as const, 'octal' as const, 'hexadecimal' as const);
const bytes = fc.integer({ min: 0, max: 255 });

test('reduces every spelling of an IPv4 address, mapped or not, to one host of one kind', () => {
  fc.assert(
    fc.property(fc.tuple(bytes, bytes, bytes, bytes), fc.integer({ min: 1, max: 4 }), bases, (parts, count, base) => {
      const [a, b, c, d] = parts;
      const dotted = parts.join('.');
      const value = ((a * 256 + b) * 256 + c) * 256 + d;
      const tail = value % 256 ** (5 - count);
      const spelled = [...parts.slice(0, count - 1), tail].map((part) => spell(part, base)).join('.');
      const plain = parseHost(dotted) as Host;
      assert.equal(parseIpv4Number(spelled), value);
      assert.deepEqual(parseHost(spelled), plain);
      assert.deepEqual(parseHost(`[::ffff:${dotted}]`), plain);
      assert.equal(classifyHost(parseHost(spelled) as Host), classifyHost(plain));
    }),
    { numRuns: 3_000 },
  );
});

test('reads whatever it is given without throwing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const host = parseHost(text) ?? parseUrl(text)?.host;
      if (host !== undefined) assert.equal(typeof classifyHost(host), 'string');
    }),
    { numRuns: 3_000 },
  );
});
