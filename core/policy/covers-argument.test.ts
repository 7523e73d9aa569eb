import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Effect } from '../effect/effect.ts';
import { bash, type Call, effect, fetchOf, hits, named, on, read, touching, unknownTool } from './testing/try-rule.ts';

function commandTouching(text: string, ...effects: readonly Effect[]): Call {
  return { ...bash(text), effects };
}

describe('permissions', () => {
  it('cover an action without an argument pattern by its tool alone', () => {
    assert.equal(hits('permit', { tool: 'Bash' }, bash('rm -rf /')), true);
  });

  it('must cover every path, as given and as it leads', () => {
    assert.equal(hits('permit', on('Read', '~/docs/**'), read('~/docs/a')), true);
    assert.equal(hits('permit', on('Read', '~/docs/**'), read('~/docs/../.ssh/id')), false);
    assert.equal(
      hits('permit', on('Read', '~/docs/**'), { ...read('~/docs/a'), effects: [touching('path', '/etc/shadow')] }),
      false,
    );
    assert.equal(hits('permit', on('Read', '~/docs/**'), read('~/docs')), false);
    assert.equal(hits('permit', on('Read', 'a b/../c'), read('c')), false);
    assert.equal(hits('permit', on('Read', '/**'), { tool: 'Read', args: {}, effects: [] }), false);
  });

  it('must cover every effect that they speak of', () => {
    const two = [touching('path', '/a/x'), touching('path', '/b/x')];
    assert.equal(
      hits('permit', effect({ classes: ['file.read'], path: '/a/**' }), { tool: 'T', args: {}, effects: two }),
      false,
    );
    assert.equal(
      hits('permit', effect({ classes: ['file.read'], path: '/{a,b}/**' }), { tool: 'T', args: {}, effects: two }),
      true,
    );
    assert.equal(hits('permit', effect({}), { tool: 'T', args: {}, effects: [] }), false);
    assert.equal(
      hits('permit', effect({ path: '/**' }), { tool: 'T', args: {}, effects: [touching('host', 'x.com')] }),
      false,
    );
    assert.equal(
      hits('permit', effect({ host: '*.x.com' }), { tool: 'T', args: {}, effects: [touching('host', 'a.x.com')] }),
      true,
    );
    assert.equal(
      hits('permit', effect({ host: '*.x.com' }), {
        tool: 'T',
        args: {},
        effects: [touching('url', 'http://a.x.com@evil.org')],
      }),
      false,
    );
    assert.equal(
      hits('permit', effect({ host: '*' }), { tool: 'T', args: {}, effects: [touching('path', '/a')] }),
      false,
    );
    assert.equal(
      hits('permit', effect({ host: '*' }), { tool: 'T', args: {}, effects: [touching('url', 'x')] }),
      false,
    );
  });

  it('never stretch a command pattern over shell syntax', () => {
    const permit = on('Bash', 'npm run *');
    assert.equal(hits('permit', permit, bash('npm run build')), true);
    for (const command of [
      'npm run x; rm -rf /',
      'npm run $(x)',
      'npm run x\nrm y',
      'npm run x > /etc/y',
      'npm run x & y',
      'x npm run y',
    ]) {
      assert.equal(hits('permit', permit, bash(command)), false, command);
    }
    assert.equal(hits('permit', on('Bash', 'make | tee *'), bash('make | tee x')), true);
  });

  it('let a command with wildcards touch the workspace only, and one written out whatever it touches', () => {
    const inside = touching('path', '/work/site/a');
    const outside = touching('path', '/etc/hosts', { marks: ['outside-workspace'] });
    assert.equal(hits('permit', on('Bash', 'cat *'), commandTouching('cat a', inside)), true);
    assert.equal(hits('permit', on('Bash', 'cat *'), commandTouching('cat /etc/hosts', outside)), false);
    assert.equal(hits('permit', on('Bash', 'cat *'), commandTouching('cat a', touching('path', '/etc/x'))), false);
    assert.equal(hits('permit', on('Bash', 'cat *'), commandTouching('cat a', touching('host', 'x.com'))), false);
    assert.equal(
      hits(
        'permit',
        on('Bash', 'cat /etc/hosts'),
        commandTouching('cat /etc/hosts', outside, touching('host', 'x.com')),
      ),
      true,
    );
  });

  it('cover a fetch by domain only when every host is covered and nothing else is touched', () => {
    const domain = { tool: null, argument: { kind: 'domain', glob: '*.x.com' } } as const;
    assert.equal(hits('permit', domain, fetchOf('https://a.x.com/p')), true);
    assert.equal(hits('permit', domain, fetchOf('https://a.x.com.evil.org/')), false);
    assert.equal(hits('permit', domain, read('a')), false);
    assert.equal(hits('permit', domain, { ...fetchOf('https://a.x.com/'), effects: [touching('path', '/a')] }), false);
    assert.equal(
      hits('permit', domain, { ...bash('curl https://a.x.com/'), effects: [touching('host', 'a.x.com')] }),
      false,
    );
  });

  it('cover a fetch by address with the host it dials', () => {
    const permit = on('WebFetch', 'https://x.com/docs/*');
    assert.equal(hits('permit', permit, fetchOf('https://x.com/docs/a')), true);
    assert.equal(hits('permit', permit, fetchOf('https://x.com/docs/../admin')), false);
    assert.equal(hits('permit', permit, fetchOf('https://x.com/docs/%2E%2e/admin')), false);
    assert.equal(
      hits('permit', permit, { ...fetchOf('https://x.com/docs/a'), effects: [touching('host', 'evil.org')] }),
      false,
    );
    assert.equal(
      hits('permit', permit, {
        ...fetchOf('https://x.com/docs/a'),
        effects: [touching('url', 'https://x.com/docs/b')],
      }),
      true,
    );
    assert.equal(
      hits('permit', permit, {
        tool: 'WebFetch',
        args: { url: 'https://x.com/docs/a' },
        effects: [touching('other', 'x')],
      }),
      true,
    );
    assert.equal(
      hits('permit', on(null, 'evil.org'), { tool: 'T', args: {}, effects: [touching('host', 'evil.org')] }),
      true,
    );
    assert.equal(
      hits('permit', on(null, 'y.org'), { tool: 'T', args: {}, effects: [touching('host', 'evil.org')] }),
      false,
    );
  });

  it('cover a search by its text', () => {
    assert.equal(
      hits('permit', on('WebSearch', 'rust *'), { tool: 'WebSearch', args: { query: 'rust lifetimes' } }),
      true,
    );
    assert.equal(hits('permit', on('WebSearch', 'rust *'), { tool: 'WebSearch', args: { query: 'go' } }), false);
  });

  it('are not met by a loose text of an unknown tool', () => {
    const call = { tool: 'mcp__hub__create', args: { title: 'acme/x', repo: 'other/y' }, effects: [] };
    assert.equal(hits('permit', on('mcp__hub__create', 'acme/*'), call), false);
  });

  it('cover a named argument and what the effects touch', () => {
    assert.equal(hits('permit', named('repo', 'acme/*'), unknownTool({ repo: 'acme/x', title: 'y' })), true);
    assert.equal(hits('permit', named('repo', 'acme/*'), unknownTool({ repo: ['acme/x', 'evil/y'] })), false);
    assert.equal(hits('permit', named('repo', 'acme/*'), unknownTool({ repo: 'acme/../evil' })), false);
    assert.equal(hits('permit', named('repo', '*'), unknownTool({ repo: '..' })), false);
    assert.equal(hits('permit', named('repo', '*'), unknownTool({})), false);
    assert.equal(hits('permit', named('path', '/a/**'), unknownTool({ path: '/a/b' }, touching('path', '/a/b'))), true);
    assert.equal(hits('permit', named('path', '/a/**'), unknownTool({ path: '/a/b' }, touching('path', '/c'))), false);
    assert.equal(hits('permit', named('path', '/a/**'), unknownTool({ path: '/a/../c' })), false);
    assert.equal(hits('permit', named('path', '/a/**'), unknownTool({ path: '' })), false);
    assert.equal(
      hits('permit', named('command', 'ls *'), unknownTool({ command: 'ls a' }, touching('command', 'ls a'))),
      true,
    );
    assert.equal(hits('permit', named('command', 'ls *'), unknownTool({ command: 'ls a; b' })), false);
    assert.equal(
      hits('permit', named('title', '*'), unknownTool({ title: 'x', command: 'ls' }, touching('command', 'ls'))),
      false,
    );
  });
});
