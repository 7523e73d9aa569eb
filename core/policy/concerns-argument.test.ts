import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EffectClass } from '../effect/effect.ts';
import type { JsonObject } from '../encoding/json.ts';
import type { RuleMatcher } from './policy.ts';
import { bash, type Call, effect, fetchOf, hits, named, on, read, touching, unknownTool } from './testing/try-rule.ts';

function removing(path: string, effectClass: EffectClass = 'file.delete'): Call {
  return {
    tool: 'rm',
    args: {},
    effects: [touching('path', path, { class: effectClass })],
  };
}

function domain(glob: string): Partial<RuleMatcher> {
  return { tool: 'WebFetch', argument: { kind: 'domain', glob } };
}

function call(args: JsonObject): Call {
  return { tool: 'mcp__fs__get', args, effects: [] };
}

describe('restrictions on a path', () => {
  it('look at the argument as given, resolved and normalised', () => {
    assert.equal(hits('forbid', on('Read', '/srv/secrets/**'), read('/srv/x/../secrets/key')), true);
    assert.equal(hits('forbid', on('Read', '~/.ssh/**'), read('~/.ssh/id_rsa')), true);
    assert.equal(hits('forbid', on('Read', 'src/**'), read('src/a.ts')), true);
    assert.equal(hits('forbid', on('Read', '/srv/secrets/**'), read('/srv/other')), false);
    assert.equal(hits('forbid', on('Write', '/srv/secrets/**'), read('/srv/secrets/key')), false);
  });

  it('look at where links lead', () => {
    const call = { ...read('/work/site/link'), effects: [touching('path', '/srv/secrets/key')] };
    assert.equal(hits('forbid', on('Read', '/srv/secrets/**'), call), true);
    assert.equal(hits('ask', on('Read', '/work/site/link'), call), true);
  });

  it('count a missing or unreadable argument against the action', () => {
    assert.equal(hits('forbid', on('Read', '/srv/**'), { tool: 'Read', args: {}, effects: [] }), true);
    assert.equal(
      hits('forbid', on('Read', '/srv/**'), { tool: 'Read', args: { file_path: 'a\0' }, effects: [] }),
      true,
    );
    assert.equal(
      hits('forbid', on('Grep', '/work/site/**'), { tool: 'Grep', args: { pattern: 'x' }, effects: [] }),
      true,
    );
    assert.equal(hits('forbid', on('WebSearch', 'x'), { tool: 'WebSearch', args: { query: 1 }, effects: [] }), true);
    assert.equal(hits('forbid', on('WebSearch', 'x'), { tool: 'WebSearch', args: {}, effects: [] }), false);
  });

  it('count the removal of a folder that holds the place', () => {
    assert.equal(hits('forbid', on(null, '/srv/prod/**'), removing('/srv')), true);
    assert.equal(hits('forbid', on(null, '/srv/prod/**'), removing('/srv', 'file.read')), false);
    assert.equal(hits('forbid', effect({ path: '/srv/prod/**' }), removing('/srv')), true);
    assert.equal(hits('forbid', effect({ path: '/srv/prod/**' }), removing('/srv/prod')), true);
    assert.equal(hits('forbid', effect({ path: '/srv/prod/**' }), removing('/srv/dev')), false);
  });

  it('take every text of an unknown tool for what it may be', () => {
    assert.equal(hits('forbid', on('mcp__fs__*', '/srv/**'), call({ deep: [{ where: '/srv/a' }] })), true);
    assert.equal(hits('forbid', on('mcp__fs__*', 'secrets/**'), call({ where: 'secrets/a' })), true);
    assert.equal(hits('forbid', on('mcp__fs__*', 'acme/*'), call({ repo: 'acme/x' })), true);
    assert.equal(hits('forbid', on('mcp__fs__*', '/srv/**'), call({ text: 'about /srv/a' })), false);
    assert.equal(hits('forbid', on('mcp__fs__*', '/srv/**'), call({ text: '/srv/a\n' })), false);
    assert.equal(hits('forbid', on('mcp__fs__*', 'x'), call({ empty: '', none: null })), false);
    assert.equal(hits('forbid', on('mcp__fs__*', 'x'), call({ list: Array.from({ length: 2_001 }, () => 1) })), true);
  });

  it('let a text that is too long count against the action', () => {
    assert.equal(hits('forbid', on('Bash', 'rm *'), bash('x'.repeat(65_537))), true);
    assert.equal(hits('permit', on('Bash', '*x*'), bash('x'.repeat(65_537))), false);
  });
});

describe('restrictions on a command', () => {
  it('look at every simple command that may be in it', () => {
    for (const command of [
      'rm -rf /',
      'cd x && rm -rf y',
      'echo $(rm -rf y)',
      'a;rm  -rf\ty',
      'x | rm -rf y',
      '{ rm -rf y; }',
    ]) {
      assert.equal(hits('forbid', on('Bash', 'rm -rf *'), bash(command)), true, command);
    }
    assert.equal(hits('forbid', on('Bash', 'rm -rf *'), bash('rm x')), false);
    assert.equal(hits('forbid', on('Bash', 'ls a/../b'), bash('ls b')), false);
  });

  it('include the bare command', () => {
    assert.equal(hits('forbid', on('Bash', 'shutdown *'), bash('shutdown')), true);
    assert.equal(hits('permit', on('Bash', 'shutdown *'), { ...bash('shutdown'), effects: [] }), false);
  });

  it('look at commands that only effects tell of', () => {
    const call = { ...bash('make'), effects: [touching('command', 'rm -rf x', { class: 'process.run' })] };
    assert.equal(hits('forbid', on('Bash', 'rm *'), call), true);
    assert.equal(hits('permit', on('Bash', 'make'), call), true);
  });
});

describe('restrictions on a host', () => {
  it('look at the host that is dialled, in any spelling', () => {
    assert.equal(hits('forbid', domain('*.x.com'), fetchOf('https://A.X.com./p')), true);
    assert.equal(hits('forbid', domain('127.0.0.1'), fetchOf('http://0x7f.1/')), true);
    assert.equal(hits('forbid', domain('[::1]'), fetchOf('http://[0:0:0:0:0:0:0:1]/')), true);
    assert.equal(hits('forbid', domain('*.x.com'), fetchOf('https://y.com/?a.x.com')), false);
    assert.equal(hits('forbid', effect({ host: '*.x.com' }), fetchOf('https://a.x.com/')), true);
    assert.equal(hits('forbid', effect({ host: '*.x.com' }), read('a')), false);
  });

  it('count an address that cannot be read against the action', () => {
    assert.equal(hits('forbid', domain('*.x.com'), fetchOf('https://a\\b/')), true);
    assert.equal(
      hits('forbid', effect({ host: '*.x.com' }), { tool: 'T', args: {}, effects: [touching('url', 'x:y')] }),
      true,
    );
    assert.equal(
      hits('forbid', effect({ host: '*.x.com' }), { tool: 'T', args: {}, effects: [touching('host', 'a b')] }),
      true,
    );
    assert.equal(
      hits(
        'forbid',
        { argument: { kind: 'domain', glob: 'x' } },
        { tool: 'T', args: {}, effects: [touching('host', 'a b')] },
      ),
      true,
    );
    assert.equal(hits('permit', domain('*'), fetchOf('https://a\\b/')), false);
  });

  it('match a pattern over the whole address too', () => {
    assert.equal(hits('forbid', on('WebFetch', 'https://x.com/*'), fetchOf('https://x.com/a')), true);
    assert.equal(hits('forbid', on('WebFetch', 'x.com'), fetchOf('https://x.com/a')), true);
    assert.equal(
      hits('forbid', on('mcp__web__*', 'x.com'), { tool: 'mcp__web__get', args: { u: 'http://x.com/' }, effects: [] }),
      true,
    );
  });
});

describe('restrictions on a named argument', () => {
  it('look at that argument alone, each item of a list', () => {
    assert.equal(hits('forbid', named('repo', 'acme/*'), unknownTool({ repo: 'acme/x' })), true);
    assert.equal(hits('forbid', named('repo', 'acme/*'), unknownTool({ repo: ['y', 'acme/x'] })), true);
    assert.equal(hits('forbid', named('repo', 'acme/*'), unknownTool({ title: 'acme/x' })), false);
    assert.equal(hits('forbid', named('force', 'true'), unknownTool({ force: true })), true);
    assert.equal(hits('forbid', named('count', '1?'), unknownTool({ count: 12 })), true);
    assert.equal(hits('forbid', named('repo', '*'), unknownTool({ repo: null })), false);
    assert.equal(hits('forbid', named('toString', '*'), unknownTool({})), false);
  });

  it('read it as a path too', () => {
    assert.equal(hits('forbid', named('to', '/srv/**'), unknownTool({ to: '/srv/x/../y' })), true);
    assert.equal(hits('forbid', named('to', '/srv/**'), unknownTool({ to: '' })), false);
    assert.equal(hits('forbid', named('to', 'a b/../c'), unknownTool({ to: 'c' })), false);
  });

  it('read a command by its pieces', () => {
    assert.equal(hits('forbid', named('command', 'rm *'), unknownTool({ command: 'a; rm b' })), true);
    assert.equal(hits('forbid', named('title', 'rm *'), unknownTool({ title: 'a; rm b' })), false);
  });

  it('count what cannot be read against the action', () => {
    assert.equal(hits('forbid', named('repo', 'x'), unknownTool({ repo: { a: 1 } })), true);
    assert.equal(
      hits('forbid', named('repo', 'x'), unknownTool({ repo: Array.from({ length: 1_001 }, () => 1) })),
      true,
    );
    assert.equal(hits('permit', named('repo', '*'), unknownTool({ repo: { a: 1 } })), false);
  });
});

describe('restrictions on effects', () => {
  it('match class, mark, tool, path and host together', () => {
    assert.equal(hits('ask', effect({ classes: ['file.write'] }), read('a')), false);
    assert.equal(hits('ask', effect({ classes: ['file.read'], mark: 'outside-workspace' }), read('/etc/hosts')), true);
    assert.equal(hits('ask', effect({ classes: ['file.read'], mark: 'outside-workspace' }), read('a')), false);
    assert.equal(hits('ask', { ...effect({ classes: ['file.read'] }), tool: 'Write' }, read('a')), false);
    assert.equal(hits('ask', effect({ path: '/srv/**' }), fetchOf('https://a.b/')), false);
  });

  it('reach every class of a family where the tool is not known', () => {
    const unknown = touching('tool', 'T', { class: 'unknown' });
    const written = touching('path', '/srv/a', { class: 'file.write' });
    const sent = touching('host', 'x.com', { class: 'net.upload' });
    const reading = effect({ classes: ['file.read'], path: '/srv/**' });
    assert.equal(hits('forbid', reading, unknownTool({}, unknown, written)), true);
    assert.equal(hits('forbid', reading, unknownTool({}, written)), false);
    assert.equal(
      hits('forbid', effect({ classes: ['net.fetch'], host: 'x.com' }), unknownTool({}, sent, unknown)),
      true,
    );
    assert.equal(hits('forbid', effect({ classes: ['payment'] }), unknownTool({}, sent, unknown)), false);
    assert.equal(hits('permit', reading, unknownTool({}, unknown, written)), false);
  });

  it('take a path that cannot be read for the one that is meant', () => {
    const call = { tool: 'T', args: {}, effects: [touching('path', 'x\0')] };
    assert.equal(hits('forbid', effect({ path: '/srv/**' }), call), true);
    assert.equal(hits('permit', effect({ path: '/**' }), call), false);
  });
});
