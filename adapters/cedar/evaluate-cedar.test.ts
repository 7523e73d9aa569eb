import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { EFFECT_CLASSES } from '../../core/effect/effect.ts';
import { openCedarRules } from './evaluate-cedar.ts';
import { answer, openSound, requestOf, touching } from './testing/cedar-trial.ts';

const NO_PROD = `@id("no-prod") forbid(principal, action, resource in Countersign::Path::"/srv/prod");`;
/** Errs when it is evaluated: the sum does not fit 64 bits. */
const ERRS = `@id("errs") forbid(principal, action, resource) when { context.risk_score + 9223372036854775807 > 0 };`;

function under(host: string): string {
  return `@id("h") forbid(principal, action, resource in Countersign::Host::"${host}");`;
}

describe('Cedar policies that restrict', () => {
  it('deny nothing but what they forbid', () => {
    assert.deepEqual(answer(NO_PROD, [touching('path', '/srv/other')]), { decision: 'permit', policies: [] });
    assert.deepEqual(answer(NO_PROD, [touching('path', '/srv/prod/db')]), {
      decision: 'forbid',
      policies: ['no-prod'],
    });
    assert.deepEqual(answer('', [touching('path', '/srv/prod/db')]), { decision: 'permit', policies: [] });
  });

  it('name the permit that applied, and let one forbid outweigh it', () => {
    const policies = `@id("all") permit(principal, action, resource);\n${NO_PROD}`;
    assert.deepEqual(answer(policies, [touching('path', '/x')]), { decision: 'permit', policies: ['all'] });
    assert.deepEqual(answer(policies, [touching('path', '/srv/prod')]), { decision: 'forbid', policies: ['no-prod'] });
  });

  it('answer for every effect, and the worst answer wins', () => {
    const effects = [touching('path', '/x'), touching('path', '/srv/prod/a'), touching('path', '/srv/prod/b')];
    assert.deepEqual(answer(NO_PROD, effects), { decision: 'forbid', policies: ['no-prod'] });
    assert.equal(answer(NO_PROD, [touching('url', 'no url'), touching('path', '/srv/prod/a')]).decision, 'forbid');
    assert.equal(answer(NO_PROD, [touching('path', '/x'), touching('url', 'no url')]).decision, 'failed');
  });

  it('ask about an action without effects as about an unknown one', () => {
    const forbidUnknown = `@id("u") forbid(principal, action == Countersign::Action::"unknown", resource);`;
    assert.deepEqual(answer(forbidUnknown, []), { decision: 'forbid', policies: ['u'] });
  });
});

describe('Cedar policies that err', () => {
  it('count against the action', () => {
    assert.deepEqual(answer(ERRS, [touching('path', '/x')]), { decision: 'failed', policies: ['errs'] });
  });

  it('do not hide a forbid', () => {
    assert.deepEqual(answer(`${ERRS}\n${NO_PROD}`, [touching('path', '/srv/prod')]), {
      decision: 'forbid',
      policies: ['no-prod'],
    });
  });
});

describe('Cedar policies as an allowlist', () => {
  const ALLOW = `@id("work") permit(principal, action, resource in Countersign::Path::"/work/site");`;

  it('permit only what a policy permits', () => {
    const rules = openSound(`${ALLOW}\n${NO_PROD}`, 'allowlist');
    const decisionOf = (...paths: readonly string[]) =>
      rules.evaluate(requestOf(paths.map((path) => touching('path', path)))).decision;
    assert.equal(decisionOf('/work/site/a'), 'permit');
    assert.equal(decisionOf('/elsewhere'), 'no-permit');
    assert.equal(decisionOf('/work/site/a', '/elsewhere'), 'no-permit');
    assert.equal(decisionOf('/srv/prod/a', '/elsewhere'), 'forbid');
    rules.close();
  });

  it('permit nothing when there are none', () => {
    const rules = openSound('', 'allowlist');
    assert.deepEqual(rules.evaluate(requestOf([touching('path', '/a')])), { decision: 'no-permit', policies: [] });
    rules.close();
  });
});

describe('what a policy can see', () => {
  for (const [why, condition] of [
    ['the risk', 'context.risk_score == 40'],
    ['the time', 'context.now >= datetime("2027-01-01") && context.now < datetime("2027-01-02")'],
    ['the surface', 'context.surface == "cli"'],
    ['the workspace', 'context.workspace == "/work/site" && context.cwd == "/work/site"'],
    ['the marks', 'context.marks.contains("outside-workspace")'],
    ['the classes', 'context.effect_classes.contains("file.read")'],
    ['the reversibility', 'context.reversibility == "reversible"'],
    ['the session', 'context.session == Countersign::Session::"example"'],
    [
      'the tool and its origin',
      'context.tool.name == "Read" && context.tool in Countersign::Origin::"builtin:claude-code"',
    ],
    ['the arguments', 'context.call.hasTag("file_path") && context.call.getTag("file_path") like "/x*"'],
    [
      'arguments that are no text',
      'context.call.hasTag("list") && context.call.getTag("list") == "[1,{\\"a\\":null}]"',
    ],
    ['whom the agent acts for', 'principal in Countersign::Principal::"user:example"'],
    ['where a value came from', 'resource.provenance == "web" && !resource.is_trusted'],
    ['the family of the class', 'action in Countersign::Action::"file"'],
    ['the path', 'resource is Countersign::Path && resource.value == "/x/y" && !resource.is_in_workspace'],
  ] as const) {
    it(`is ${why}`, () => {
      const policies = `@id("seen") forbid(principal, action, resource) when { ${condition} };`;
      const args = { file_path: '/x/y', list: [1, { a: null }] };
      assert.deepEqual(answer(policies, [touching('path', '/x/y')], args), { decision: 'forbid', policies: ['seen'] });
    });
  }

  it('is a host with every domain above it, but no part of an address', () => {
    assert.equal(answer(under('example.com'), [touching('host', 'A.b.Example.com.', 'net.fetch')]).decision, 'forbid');
    assert.equal(
      answer(under('example.com'), [touching('url', 'https://b.example.com/x', 'net.fetch')]).decision,
      'forbid',
    );
    assert.equal(answer(under('127.0.0.1'), [touching('host', '0x7f.1', 'net.fetch')]).decision, 'forbid');
    assert.equal(answer(under('0.0.1'), [touching('host', '127.0.0.1', 'net.fetch')]).decision, 'permit');
    assert.equal(answer(under('example.com'), [touching('host', 'notexample.com', 'net.fetch')]).decision, 'permit');
  });

  it('is every class on every kind of resource, as the schema says', () => {
    const values = {
      path: '/a',
      host: 'a.com',
      url: 'https://a.com/',
      command: 'ls',
      recipient: 'x',
      statement: 'y',
      tool: 'T',
      other: '',
    };
    const rules = openSound(`permit(principal, action, resource);`);
    for (const name of EFFECT_CLASSES) {
      for (const [kind, value] of Object.entries(values)) {
        const { decision } = rules.evaluate(requestOf([touching(kind as keyof typeof values, value, name)]));
        assert.equal(decision, 'permit', `${name} on ${kind}`);
      }
    }
    rules.close();
  });
});

describe('requests that cannot be said', () => {
  for (const [why, effect] of [
    ['a URL that cannot be read', touching('url', 'https://a\\b/', 'net.fetch')],
    ['a host that cannot be read', touching('host', 'a b', 'net.fetch')],
    ['a path that is not absolute', touching('path', 'a/b')],
    ['a path that is too deep', touching('path', '/a'.repeat(300))],
  ] as const) {
    it(`fail: ${why}`, () => assert.deepEqual(answer('', [effect]), { decision: 'failed', policies: [] }));
  }

  it('fail when the time cannot be written', () => {
    const rules = openSound('');
    assert.equal(rules.evaluate({ ...requestOf([touching('path', '/a')]), nowMs: Number.NaN }).decision, 'failed');
    rules.close();
  });
});

describe('opened policies', () => {
  it('fail once they are closed, however often, and leave others alone', () => {
    const [first, second] = [openSound(''), openSound('')];
    first.close();
    first.close();
    assert.equal(first.evaluate(requestOf([touching('path', '/a')])).decision, 'failed');
    assert.equal(second.evaluate(requestOf([touching('path', '/a')])).decision, 'permit');
    second.close();
  });

  it('carry the warnings of the validator', () => {
    const { warnings, close } = openSound(`@id("never") forbid(principal, action, resource) when { false };`);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /^never: /u);
    close();
  });

  it('load the engine only when the first are opened', () => {
    const script = `
      const { openCedarRules } = await import(${JSON.stringify(new URL('./evaluate-cedar.ts', import.meta.url).href)});
      const { cache } = (await import('node:module')).createRequire(import.meta.url);
      const loaded = () => Object.keys(cache).some((file) => file.includes('cedar_wasm'));
      const before = loaded();
      openCedarRules({ policies: '', mode: 'restrict' });
      process.stdout.write(String(before) + ' ' + String(loaded()));
    `;
    const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
    assert.equal(run.stdout, 'false true', run.stderr);
  });
});

describe('policies that are refused', () => {
  for (const [why, policies, path, found] of [
    [
      'text that does not parse',
      'permit(principal, action, resource);\nforbid(principal, action',
      'line 2',
      /unexpected end of input/u,
    ],
    [
      'an unknown action',
      'forbid(principal, action == Countersign::Action::"file.raed", resource);',
      'policy policy0',
      /file\.raed/u,
    ],
    [
      'an unknown attribute',
      'forbid(principal, action, resource) when { context.risk > 1 };',
      'policy policy0',
      /risk/u,
    ],
    [
      'an attribute that may be missing',
      'forbid(principal, action, resource) when { context.tool.digest == "x" };',
      'policy policy0',
      /digest/u,
    ],
    ['a template', 'permit(principal == ?principal, action, resource);', '$', /template/u],
    ['one name twice', `${NO_PROD}${NO_PROD}`, 'policy 2', /no-prod/u],
    [
      'the name of the baseline',
      '@id("countersign:baseline") forbid(principal, action, resource);',
      'policy 1',
      /baseline/u,
    ],
    ['an empty name', '@id("") forbid(principal, action, resource);', 'policy 1', /name ""/u],
    ['too much text', ' '.repeat(1_048_577), '$', /1048577 characters/u],
    ['too many policies', 'permit(principal, action, resource);'.repeat(1_001), '$', /1001 policies/u],
  ] as const) {
    it(`say why: ${why}`, () => {
      const opened = openCedarRules({ policies, mode: 'restrict' });
      assert.ok(!opened.ok);
      const [problem] = opened.failure;
      assert.equal(problem?.path, path);
      assert.match(problem?.found ?? '', found);
      assert.notEqual(problem?.wanted, '');
    });
  }

  it('name every problem at once', () => {
    const policies = ['x', 'y']
      .map((name) => `forbid(principal, action, resource) when { context.${name} };`)
      .join('\n');
    const opened = openCedarRules({ policies, mode: 'restrict' });
    assert.ok(!opened.ok);
    assert.equal(opened.failure.length, 2);
  });

  it('count policies without a name in the order of the text', () => {
    const forbids = Array.from(
      { length: 12 },
      (_, index) => `forbid(principal, action, resource == Countersign::Path::"/${index}");`,
    );
    const rules = openSound(forbids.join('\n'));
    for (const index of [0, 2, 9, 10, 11]) {
      assert.deepEqual(rules.evaluate(requestOf([touching('path', `/${index}`)])).policies, [`policy${index}`]);
    }
    rules.close();
  });
});
