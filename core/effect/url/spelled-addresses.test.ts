import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { classifyHost } from './classify-host.ts';
import { parseUrl } from './parse-url.ts';

type Octets = readonly [number, number, number, number];

/** One address of each range that is not public (RFC 6890 and those after it), and of what clouds put there. */
const CLOSED: readonly Octets[] = [
  [0, 0, 0, 0],
  [0, 1, 2, 3],
  [10, 1, 2, 3],
  [100, 64, 0, 1],
  [100, 100, 100, 200],
  [100, 127, 255, 255],
  [127, 0, 0, 1],
  [127, 255, 255, 254],
  [168, 63, 129, 16],
  [169, 254, 169, 254],
  [169, 254, 170, 2],
  [169, 254, 42, 42],
  [172, 16, 0, 1],
  [172, 31, 255, 255],
  [192, 0, 0, 192],
  [192, 0, 2, 5],
  [192, 88, 99, 1],
  [192, 168, 1, 1],
  [198, 18, 0, 1],
  [198, 19, 255, 1],
  [198, 51, 100, 7],
  [203, 0, 113, 9],
  [224, 0, 0, 1],
  [239, 255, 255, 250],
  [240, 0, 0, 1],
  [255, 255, 255, 255],
];
/** Those right beside such a range. */
const OPEN: readonly Octets[] = [
  [1, 1, 1, 1],
  [9, 255, 255, 255],
  [11, 0, 0, 0],
  [100, 63, 255, 255],
  [100, 128, 0, 0],
  [126, 255, 255, 255],
  [128, 0, 0, 0],
  [169, 253, 255, 255],
  [169, 255, 0, 0],
  [172, 15, 255, 255],
  [172, 32, 0, 0],
  [192, 167, 255, 255],
  [192, 169, 0, 0],
  [198, 17, 255, 255],
  [198, 20, 0, 0],
  [203, 0, 112, 255],
  [203, 0, 114, 0],
  [223, 255, 255, 255],
];

const dotted = (octets: Octets): string => octets.join('.');
const numberOf = ([a, b, c, d]: Octets): number => ((a * 256 + b) * 256 + c) * 256 + d;
const hex = (value: number): string => value.toString(16);
const groups = ([a, b, c, d]: Octets): string => `${hex(a * 256 + b)}:${hex(c * 256 + d)}`;
const inverted = ([a, b, c, d]: Octets): Octets => [255 - a, 255 - b, 255 - c, 255 - d];

/** Every way in which clients read an IPv4 address (WHATWG URL §3.5). */
function spellings(octets: Octets): readonly string[] {
  const [a, b, c, d] = octets;
  const value = numberOf(octets);
  return [
    dotted(octets),
    `${dotted(octets)}.`,
    String(value),
    `0x${hex(value)}`,
    `0X${hex(value).toUpperCase().padStart(8, '0')}`,
    `0${value.toString(8)}`,
    octets.map((octet) => `0x${hex(octet)}`).join('.'),
    octets.map((octet) => `0${octet.toString(8)}`).join('.'),
    octets.map((octet) => `000${octet.toString(8)}`).join('.'),
    `${a}.${value % 2 ** 24}`,
    `${a}.${b}.${c * 256 + d}`,
    `0x${hex(a)}.${b}.0${c.toString(8)}.${d}`,
  ];
}

/** Every IPv6 address that carries one: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP. */
function carriers(octets: Octets): readonly string[] {
  return [
    `[::ffff:${dotted(octets)}]`,
    `[0:0:0:0:0:FFFF:${groups(octets)}]`,
    `[::${dotted(octets)}]`,
    `[::ffff:0:${dotted(octets)}]`,
    `[64:ff9b::${groups(octets)}]`,
    `[64:ff9b:1::${dotted(octets)}]`,
    `[2002:${groups(octets)}::1]`,
    `[2001:0:${groups(octets)}::1]`,
    `[2001::${groups(inverted(octets))}]`,
    `[fe80::5efe:${groups(octets)}]`,
  ];
}

function kindOf(url: string): string | null {
  const parsed = parseUrl(url);
  return parsed === null ? null : classifyHost(parsed.host);
}

describe('An address', () => {
  test('that is not public is none however it is spelled or carried', () => {
    for (const octets of CLOSED)
      for (const host of [...spellings(octets), ...carriers(octets)])
        for (const url of [`http://${host}/`, `https://${host}:8443/x?y`, `http://a:b@${host}/`, `HTTP://${host}`])
          assert.ok(!['public', null].includes(kindOf(url)), url);
  });

  test('that is public is so however it is spelled', () => {
    for (const octets of OPEN)
      for (const host of spellings(octets)) assert.equal(kindOf(`http://${host}/`), 'public', host);
  });

  test('that clients read differently is not read', () => {
    for (const octets of CLOSED) {
      const text = dotted(octets);
      const escaped = Array.from(text, (character) => `%${hex(character.charCodeAt(0))}`).join('');
      const wide = Array.from(text, (character) =>
        character === '.' ? '\u3002' : String.fromCharCode(0xff10 + Number(character)),
      ).join('');
      for (const host of [
        escaped,
        escaped.replaceAll('%', '%25'),
        wide,
        text.replace('.', '%2e'),
        text.replace('.', '\t.'),
        `${text}\\@example.com`,
        `a@b@${text}`,
        `${text}:99999`,
        `${text}:-1`,
        `${text}:0x50`,
        `${text}%00.example.com`,
        `[${text}]`,
      ])
        assert.equal(kindOf(`http://${host}/`), null, host);
    }
  });
});
