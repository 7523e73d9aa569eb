/**
 * Reads an IPv4 address in every spelling that system resolvers accept: one to four parts, each decimal, octal (`0…`) or
 * hexadecimal (`0x…`), the last part filling the remaining bytes (WHATWG URL, IPv4 parser).
 *
 * `not-an-address` when the last label is no number, so that the text is a name; `invalid` when it is a number out of range.
 */
export function parseIpv4Number(text: string): number | 'not-an-address' | 'invalid' {
  const labels = text.split('.');
  if (!looksNumeric(text.slice(text.lastIndexOf('.') + 1))) return 'not-an-address';
  const parts = labels.map(parsePart);
  if (parts.length > 4 || parts.some((part) => part === null)) return 'invalid';
  const last = parts.pop() as number;
  if (parts.some((part) => (part as number) > 255) || last >= 256 ** (4 - parts.length)) return 'invalid';
  return parts.reduce<number>((sum, part, index) => sum + (part as number) * 256 ** (3 - index), last);
}

function looksNumeric(label: string): boolean {
  if (label.startsWith('0x')) return true;
  return label !== '' && [...label].every((digit) => digit >= '0' && digit <= '9');
}

function parsePart(label: string): number | null {
  const [digits, base] = label.startsWith('0x')
    ? [label.slice(2), '0123456789abcdef']
    : label.length > 1 && label.startsWith('0')
      ? [label.slice(1), '01234567']
      : [label, '0123456789'];
  if (label === '' || digits.length > 16) return null;
  let value = 0;
  for (const digit of digits) {
    const place = base.indexOf(digit);
    if (place < 0) return null;
    value = value * base.length + place;
  }
  return value;
}

/** Reads an IPv6 address (RFC 4291 §2.2, zone ids refused) into its eight groups; null when it is none. */
export function parseIpv6(text: string): readonly number[] | null {
  const halves = text.toLowerCase().split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map((half, index) => parseGroups(half, { isLast: index === halves.length - 1 }));
  if (head === undefined || head === null || tail === null) return null;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  return [...head, ...new Array<number>(missing).fill(0), ...(tail ?? [])];
}

function parseGroups(text: string, { isLast }: { readonly isLast: boolean }): number[] | null {
  if (text === '') return [];
  const labels = text.split(':');
  if (labels.length > 8) return null;
  const groups: number[] = [];
  for (const [index, label] of labels.entries()) {
    const parsed = isLast && index === labels.length - 1 && label.includes('.') ? parseTail(label) : parseGroup(label);
    if (parsed === null) return null;
    groups.push(...parsed);
  }
  return groups.length > 8 ? null : groups;
}

function parseGroup(label: string): readonly number[] | null {
  if (label === '' || label.length > 4 || ![...label].every((digit) => '0123456789abcdef'.includes(digit))) return null;
  return [Number.parseInt(label, 16)];
}

/** The dotted form of the last two groups: four decimal numbers, nothing else. */
function parseTail(text: string): readonly number[] | null {
  const labels = text.split('.');
  const value = parseIpv4Number(text);
  const isPlain = labels.every((label) => String(Number(label)) === label);
  if (labels.length !== 4 || !isPlain || typeof value !== 'number') return null;
  return [Math.floor(value / 65_536), value % 65_536];
}
