import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse as parseJson } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { gatewayName } from './find-servers.ts';
import { planServers, unwrapText } from './plan-servers.ts';

const LAUNCHER = '/opt/countersign/bin/countersign';
const SECRET = 'S3CRET';
const RUNS = { numRuns: 400 };

type Server = { readonly command: string; readonly args: readonly string[] | null; readonly env: string };
type Model = { readonly servers: readonly (readonly [string, Server])[]; readonly noise: readonly number[] };

const word = fc.oneof(
  fc.constantFrom('npx', '-y', '--', 'é"\\', "it's", '$HOME', 'a\tb', '#x', '//x', '', '[', '}', '𝄞'),
  fc.string({ maxLength: 8 }),
);
const program = word.filter((text) => text !== '' && !/\s/u.test(text));
const name = fc.oneof(fc.constantFrom('fs', 'a b', 'ü.x', '-x', '"', '__proto__', '*'), fc.string({ maxLength: 6 }));
const model: fc.Arbitrary<Model> = fc.record({
  servers: fc.uniqueArray(
    fc.tuple(
      name,
      fc.record({ command: program, args: fc.option(fc.array(word, { maxLength: 4 })), env: fc.constant(SECRET) }),
    ),
    { selector: ([key]) => key, maxLength: 4, minLength: 1 },
  ),
  noise: fc.array(fc.nat(1_000), { minLength: 12, maxLength: 60 }),
});

/** Choices that repeat when they are used up. */
function chooser(noise: readonly number[]): (from: readonly string[]) => string {
  let at = 0;
  return (from) => {
    at += 1;
    return from[(noise[at % noise.length] ?? 0) % from.length] ?? '';
  };
}

function jsonOf({ servers, noise }: Model): string {
  const pick = chooser(noise);
  const end = pick(['\n', '\r\n']);
  const blank = (): string => pick(['', '', ' ', '\t', end, `${end}  `, ` // c"{${end}`, '/* , */', ` /* ${end} */ `]);
  const text = (value: string): string => {
    const json = JSON.stringify(value);
    return pick(['plain', 'escaped']) === 'plain' || value === '' ? json : `"${escapeAll(value)}"`;
  };
  const list = (items: readonly string[]): string =>
    items.length === 0
      ? `[${blank()}]`
      : `[${items.map((item) => `${blank()}${item}${blank()}`).join(',')}${pick(['', ','])}${blank()}]`;
  const object = (members: readonly (readonly [string, string])[]): string => {
    const inside = members.map(([key, value]) => `${blank()}${text(key)}${blank()}:${blank()}${value}${blank()}`);
    return `{${inside.join(',')}${members.length > 0 ? pick(['', ',']) : ''}${blank()}}`;
  };
  const server = ({ command, args, env }: Server): string => {
    const members: (readonly [string, string])[] = [['command', text(command)]];
    if (args !== null) members.push(['args', list(args.map(text))]);
    members.push(['env', object([['TOKEN', text(env)]])]);
    return object(pick(['', 'x']) === '' ? members : members.toReversed());
  };
  const all = object([
    ['other', pick(['1e5', '12345678901234567890', 'null', `"${SECRET}"`, '[1,[2]]'])],
    ['mcpServers', object(servers.map(([key, value]) => [key, server(value)]))],
  ]);
  return `${pick(['', '\uFEFF'])}${blank()}${all}${blank()}`;
}

function escapeAll(value: string): string {
  return Array.from(
    { length: value.length },
    (_, at) => `\\u${value.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}

function tomlOf({ servers, noise }: Model): string {
  const pick = chooser(noise);
  const end = pick(['\n', '\r\n']);
  const space = (): string => pick(['', ' ', '\t', '   ']);
  const note = (): string => pick(['', '', ' # c "]']);
  const quoted = (value: string): string => {
    const basic = JSON.stringify(value).replaceAll('\u007F', String.raw`\u007F`);
    const isPlain = [...value].every((character) => character >= ' ' && character !== "'" && character !== '\u007F');
    return pick(['basic', 'literal', 'long']) === 'literal' && isPlain ? `'${value}'` : basic;
  };
  const long = (value: string): string => {
    const basic = JSON.stringify(value).replaceAll('\u007F', String.raw`\u007F`);
    return pick(['', 'long']) === 'long' ? `""${basic}""` : quoted(value);
  };
  const gap = (): string => pick(['', ' ', `${end}  `, ` # x ,]${end}`]);
  const list = (items: readonly string[]): string => {
    const tail = items.length > 0 ? pick(['', ',']) : '';
    return `[${items.map((item) => `${gap()}${item}${gap()}`).join(',')}${tail}${gap()}]`;
  };
  const lines = (server: Server, prefix: string): string => {
    const indent = pick(['', '  ', '\t']);
    const pairs = [`command${space()}=${space()}${long(server.command)}`];
    if (server.args !== null) pairs.push(`args${space()}=${space()}${list(server.args.map(long))}`);
    pairs.push(`env${space()}=${space()}{${space()}TOKEN = ${quoted(server.env)}${space()}}`);
    const ordered = pick(['', 'x']) === '' ? pairs : pairs.toReversed();
    return ordered.map((pair) => `${indent}${prefix}${pair}${note()}`).join(end);
  };
  const inline = (server: Server): string => {
    const args = server.args === null ? '' : `,${space()}args=[${server.args.map(quoted).join(`,${space()}`)}]`;
    return `{${space()}command${space()}=${space()}${quoted(server.command)}${args}, env.TOKEN="${SECRET}"${space()}}`;
  };
  const form = pick(['headers', 'dotted', 'inline', 'whole']);
  const head =
    `title = "${SECRET}"${note()}${end}big = 12345678901234567890123${end}when = 1979-05-27 07:32:00Z${end}`.replace(
      '890123',
      '',
    );
  const body = servers.map(([key, server]) => {
    const id = quoted(key);
    if (form === 'headers') return `[${space()}mcp_servers.${id}${space()}]${note()}${end}${lines(server, '')}`;
    if (form === 'dotted') return lines(server, `${id}.`);
    return `${id} = ${inline(server)}${note()}`;
  });
  const rest = `${end}[[others]]${end}x = 1${end}[others.y]${end}z = [[1, 2], ["a"]]${pick(['', end])}`;
  const whole = `mcp_servers = {${servers.map(([key, server]) => `${quoted(key)} = ${inline(server)}`).join(', ')}}`;
  const middle = form === 'whole' ? whole : `${form === 'headers' ? '' : `[mcp_servers]${end}`}${body.join(end)}`;
  return `${pick(['', '\uFEFF'])}${head}${middle}${rest}`;
}

type Read = { readonly [key: string]: { readonly [name: string]: { command: string; args?: readonly string[] } } };

function requireWrapped(
  text: string,
  { format, servers, read }: { format: 'json' | 'toml'; servers: Model['servers']; read: (text: string) => unknown },
): void {
  const key = format === 'json' ? 'mcpServers' : 'mcp_servers';
  const places = [[key]];
  const { change, problem } = planServers({ format, places }, { text, launcher: LAUNCHER });
  assert.equal(problem, null, text);
  assert.ok(change !== null, text);
  const after = read(change.after.replace(/^\uFEFF/u, '')) as Read;
  for (const [id, { command, args }] of servers) {
    const found = after[key]?.[id];
    assert.equal(found?.command, LAUNCHER);
    assert.deepEqual(
      [...(found?.args ?? [])],
      ['mcp', 'wrap', '--name', gatewayName(id), '--', command, ...(args ?? [])],
    );
  }
  assert.equal(change.shown.before.includes(SECRET) || change.shown.after.includes(SECRET), false, change.shown.after);
  assert.equal(planServers({ format, places }, { text: change.after, launcher: LAUNCHER }).change, null);
  const back = unwrapText(change.after, { format, wrapped: change.wrapped });
  assert.equal(back?.text, text);
  assert.equal(back?.unwrapped.length, servers.length);
}

test('wraps each server of any JSON with comments, changes nothing else, and takes it back byte for byte', () => {
  fc.assert(
    fc.property(model, (value) => {
      // `__proto__` cannot be asked for with the independent reader.
      const servers = value.servers.filter(([key]) => key !== '__proto__');
      fc.pre(servers.length > 0);
      requireWrapped(jsonOf({ ...value, servers }), {
        format: 'json',
        servers,
        read: (text) => parseJson(text) as unknown,
      });
    }),
    RUNS,
  );
});

test('wraps each server of any TOML, changes nothing else, and takes it back byte for byte', () => {
  fc.assert(
    fc.property(model, (value) => {
      const servers = value.servers.filter(([key]) => key !== '__proto__');
      fc.pre(servers.length > 0);
      const read = (text: string): unknown => parseToml(text, { integersAsBigInt: true });
      requireWrapped(tomlOf({ ...value, servers }), { format: 'toml', servers, read });
    }),
    RUNS,
  );
});

test('never raises on a text with a piece cut out or put in, and never plans what cannot be read again', () => {
  const cut = fc.record({
    model,
    isToml: fc.boolean(),
    at: fc.nat(400),
    length: fc.nat(5),
    put: fc.string({ maxLength: 3 }),
  });
  fc.assert(
    fc.property(cut, ({ model: value, isToml, at, length, put }) => {
      const text = isToml ? tomlOf(value) : jsonOf(value);
      const broken = text.slice(0, at) + put + text.slice(at + length);
      const file = { format: isToml ? 'toml' : 'json', places: [[isToml ? 'mcp_servers' : 'mcpServers']] } as const;
      const { change } = planServers(file, { text: broken, launcher: LAUNCHER });
      if (change === null) return;
      assert.equal(unwrapText(change.after, { format: file.format, wrapped: change.wrapped })?.text, broken);
    }),
    RUNS,
  );
});
