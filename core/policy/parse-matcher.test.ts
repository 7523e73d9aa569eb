import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EFFECT_CLASSES } from '../effect/effect.ts';
import { EFFECT_MARKS, parseMatchers } from './parse-matcher.ts';
import type { PolicyRule, RuleMatcher } from './policy.ts';
import { ProblemList, Reading } from './reading.ts';

function read(value: unknown, decision: PolicyRule['decision'] = 'permit') {
  const problems = new ProblemList('p');
  const matchers = parseMatchers(new Reading(value, '$', problems), decision);
  return { matchers, problems: problems.all().map(({ path, found, wanted }) => `${path}: ${found} -> ${wanted}`) };
}

function matchers(value: unknown, decision: PolicyRule['decision'] = 'permit'): readonly RuleMatcher[] {
  const result = read(value, decision);
  assert.deepEqual(result.problems, []);
  return result.matchers;
}

function problem(value: unknown): string {
  const { problems } = read(value, 'forbid');
  assert.equal(problems.length, 1, problems.join('\n'));
  return problems.join('');
}

function primary(glob: string) {
  return { kind: 'any-of-primary', glob } as const;
}

describe('tool patterns', () => {
  it('are read in all their forms', () => {
    for (const [text, tool, argument] of [
      ['Read', 'Read', null],
      ['*', null, null],
      ['Bash(*)', 'Bash', null],
      ['Bash(npm run *)', 'Bash', primary('npm run *')],
      ['Bash(echo (a))', 'Bash', primary('echo (a)')],
      ['Bash(command:a:b:*)', 'Bash', { kind: 'named', name: 'command', glob: 'a:b:*' }],
      ['Bash(npm run test:unit)', 'Bash', primary('npm run test:unit')],
      ['Read(~/.ssh/**)', 'Read', primary('~/.ssh/**')],
      ['WebFetch(domain:*.x.com)', 'WebFetch', { kind: 'domain', glob: '*.x.com' }],
      ['WebFetch(https://x.com/*)', 'WebFetch', primary('https://x.com/*')],
      ['mcp__hub__*(repo:acme/*)', 'mcp__hub__*', { kind: 'named', name: 'repo', glob: 'acme/*' }],
      ['T(9a:b)', 'T', primary('9a:b')],
      ['T(:b)', 'T', primary(':b')],
      ['*(/srv/**)', null, primary('/srv/**')],
    ] as const) {
      assert.deepEqual(matchers(text), [{ tool, argument, effect: null }], text);
    }
  });

  it('of well-known tools restrict the effect too, and permit the tool alone', () => {
    for (const [text, effectClass] of [
      ['Read(/srv/**)', 'secret.read'],
      ['Edit(/srv/**)', 'file.delete'],
      ['Write(/srv/**)', 'config.modify'],
    ] as const) {
      const [, onEffect] = matchers(text, 'forbid');
      assert.equal(onEffect?.tool, null);
      assert.equal(onEffect?.effect?.path, '/srv/**');
      assert.ok(onEffect?.effect?.classes.includes(effectClass));
      assert.equal(matchers(text, 'permit').length, 1);
    }
    const [, onHost] = matchers('WebFetch(domain:x.com)', 'ask');
    assert.deepEqual(onHost?.effect, {
      classes: ['net.connect', 'net.fetch', 'net.upload'],
      path: null,
      host: 'x.com',
      mark: null,
    });
    for (const text of [
      'Grep(/srv/**)',
      'Read',
      'Bash(rm *)',
      'Read(file_path:/srv/**)',
      'mcp__w__get(domain:x.com)',
      '*(/srv/**)',
    ]) {
      assert.equal(matchers(text, 'forbid').length, 1, text);
    }
  });

  for (const [text, wanted] of [
    ['Bash(rm', '$: "Bash(rm" -> a closing parenthesis at the end, as in Read(~/.ssh/**)'],
    ['(rm)', '$: "(rm)" -> a tool name without blanks, as in Bash or mcp__github__*'],
    ['Bash (rm)', '$: "Bash (rm)" -> a tool name without blanks, as in Bash or mcp__github__*'],
    ['{a(x)', '$: an opening brace without a closing one -> balanced braces'],
    ['Bash(rm:*)', '$: the prefix form Bash(rm:*) -> Bash(rm *)'],
    ['Bash(git push:*)', '$: the prefix form Bash(git push:*) -> Bash(git push *)'],
    ['Bash(comand:rm *)', '$: no argument comand of Bash -> Bash(command:…)'],
    ['Bash(rm:x)', '$: no argument rm of Bash -> Bash(command:…)'],
    ['Bash()', '$: an empty pattern -> at least one character'],
    ['Read(//etc/passwd)', '$: // in //etc/passwd -> single slashes'],
    ['Read(/srv/../etc)', '$: a segment .. in /srv/../etc -> a pattern without . and ..'],
    ['WebFetch(domain:x.com/a)', '$: "x.com/a" -> a host such as *.example.com, without scheme, port or path'],
    ['', '$: "" -> text of 1 to 1024 characters without control characters'],
  ] as const) {
    it(`refuse ${JSON.stringify(text)}`, () => assert.equal(problem(text), wanted));
  }
});

describe('matchers on effects', () => {
  it('are read from a mapping', () => {
    assert.deepEqual(matchers({ effect: 'file.read', path: '/a', mark: 'sensitive-path', tool: 'mcp__*' }), [
      {
        tool: 'mcp__*',
        argument: null,
        effect: { classes: ['file.read'], path: '/a', host: null, mark: 'sensitive-path' },
      },
    ]);
    assert.deepEqual(matchers({ tool: 'Read' }), [{ tool: 'Read', argument: null, effect: null }]);
    assert.deepEqual(matchers({ tool: '*', host: 'x.com' })[0]?.tool, null);
    assert.deepEqual(matchers({ host: 'x.com' })[0]?.effect?.classes, EFFECT_CLASSES);
  });

  it('know families and lists of classes', () => {
    assert.deepEqual(matchers({ effect: 'deploy.*' })[0]?.effect?.classes, ['deploy.staging', 'deploy.production']);
    assert.deepEqual(matchers({ effect: ['payment', 'file.{read,write}'] })[0]?.effect?.classes, [
      'file.read',
      'file.write',
      'payment',
    ]);
  });

  it('stand in lists beside tool patterns', () => {
    assert.equal(matchers(['Read', { effect: 'payment' }]).length, 2);
  });

  it('know every mark', () => {
    for (const mark of EFFECT_MARKS) assert.equal(matchers({ mark })[0]?.effect?.mark, mark);
  });

  for (const [value, wanted] of [
    [7, '$: 7 -> a mapping with effect, path, host, mark, tool'],
    [{}, '$: an empty mapping -> at least one of effect, path, host, mark, tool'],
    [[], '$: an empty list -> at least one pattern'],
    [Array.from({ length: 65 }, () => 'Read'), '$: a list of 65 -> a list of at most 64'],
    [{ path: '' }, '$.path: "" -> text of 1 to 512 characters without control characters'],
    [{ path: '/a/' }, '$.path: a trailing slash in /a/ -> /a/** for all that is in the folder'],
    [{ host: 'x.com:80' }, '$.host: "x.com:80" -> a host such as *.example.com, without scheme, port or path'],
    [{ tool: 'Read(x)' }, '$.tool: "Read(x)" -> a tool name or pattern without parentheses, as in mcp__github__*'],
    [{ tool: 'Read(*)' }, '$.tool: "Read(*)" -> a tool name or pattern without parentheses, as in mcp__github__*'],
    [{ tool: 'a b' }, '$.tool: "a b" -> a tool name or pattern without parentheses, as in mcp__github__*'],
    [{ tool: 5 }, '$.tool: 5 -> text of 1 to 512 characters without control characters'],
    [{ effect: 5 }, '$.effect: 5 -> text of 1 to 64 characters without control characters'],
  ] as const) {
    it(`refuse ${JSON.stringify(value).slice(0, 40)}`, () => assert.equal(problem(value), wanted));
  }

  it('suggest the class or mark that was meant', () => {
    assert.match(problem({ effect: 'file.raed' }), /^\$\.effect: "file\.raed" -> file\.read \(known: /u);
    assert.match(problem({ effect: ['{'] }), /^\$\.effect\[0\]: "\{" -> one of /u);
    assert.match(problem({ mark: 'sensitive_path' }), /-> sensitive-path \(known: /u);
  });
});
