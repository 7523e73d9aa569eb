import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { GATEWAY, HOME } from '../testing/samples.ts';
import { changedLines, changedRegion, linesOf } from './changed-lines.ts';
import { classifyPlan, PLAN_CLASSES } from './classify-plan.ts';
import type { PlannedFile } from './planned-file.ts';
import { systemPartOf } from './system-files.ts';
import { fileOf, imageOf, PLACE, planOf } from './testing/plans.ts';
import { widensMode } from './widens-mode.ts';

/** A part of a key, so that no scanner takes this file for a leak. */
const part = (text: string): string => text;

function classOf(...files: readonly PlannedFile[]): string {
  return classifyPlan({ plan: null, files }, PLACE).class;
}

function reasons(file: PlannedFile): readonly string[] {
  return classifyPlan({ plan: null, files: [file] }, PLACE)
    .reasons.filter((reason) => reason.class === 'privilege-escalation')
    .map(({ reason }) => reason);
}

function changed(path: string, before: string | null, after: string | null): readonly string[] {
  return reasons(fileOf(path, { before, after }));
}

describe('A plan is system-level', () => {
  const parts: readonly (readonly [string, string])[] = [
    ['.github/workflows/ci.yml', 'CI'],
    ['.gitlab-ci.yml', 'CI'],
    ['.claude/settings.json', 'agent configuration'],
    ['.countersign/policy.yaml', 'agent configuration'],
    ['.mcp.json', 'agent configuration'],
    ['docs/AGENTS.md', 'what agents are told'],
    ['.cursorrules', 'what agents are told'],
    ['.husky/pre-commit', 'hooks or configuration of version control'],
    ['githooks/pre-push', 'hooks'],
    ['.envrc', 'what shells run when they start'],
    ['.vscode/tasks.json', 'what editors run'],
    ['infra/policies/a.yaml', 'policy'],
    ['Policy.yaml', 'policy'],
    ['a/rules.cedar', 'policy'],
    ['a/rules.rego', 'policy'],
    ['src/enforcement/gate.ts', 'enforcement'],
    ['src/upgrade/run.ts', 'upgrade'],
    ['renovate.json', 'upgrade'],
    ['CODEOWNERS', 'who must review'],
  ];
  for (const [path, wanted] of parts)
    test(`where it touches ${path}`, () => {
      assert.equal(systemPartOf(path, PLACE), wanted);
      assert.notEqual(classOf(fileOf(path, { before: 'x', after: 'y' })), 'ordinary');
    });

  test('where it only names such a file', () => {
    const plan = planOf({ targetFiles: ['.github/workflows/ci.yml'] });
    assert.deepEqual(classifyPlan({ plan, files: [] }, PLACE), {
      class: 'system-level',
      reasons: [{ class: 'system-level', path: '.github/workflows/ci.yml', reason: 'it touches CI' }],
    });
  });

  test("where its workspace holds the gateway's own files", () => {
    const place = { workspace: HOME, home: HOME, gatewayPaths: [GATEWAY] };
    assert.equal(systemPartOf('.local/share/countersign/keys/log.pem', place), "the gateway's own files");
  });

  test('and an ordinary one otherwise', () => {
    for (const path of [
      'src/a.ts',
      'src/policy-view.ts',
      'upgrade.md',
      'constructor',
      'a/constructor/b',
      'src/hooks/use-a.ts',
    ])
      assert.equal(systemPartOf(path, PLACE), null, path);
    assert.equal(classifyPlan({ plan: planOf(), files: [] }, PLACE).class, 'ordinary');
    assert.equal(classOf(fileOf('.mcp.json', { before: 'x', after: 'x' })), 'ordinary');
  });
});

describe('A plan widens rights', () => {
  test('by permission bits that let more run or write', () => {
    const modes = (before: number | null, after: number) =>
      reasons({
        ...fileOf('a.sh', { before: null, after: null }),
        before: before === null ? null : imageOf('x', { mode: before }),
        after: imageOf('x', { mode: after }),
      });
    assert.deepEqual(modes(0o644, 0o755), ['it makes the file executable']);
    assert.deepEqual(modes(null, 0o755), ['it makes the file executable']);
    assert.deepEqual(modes(0o755, 0o4755), [
      'it lets the file run with the rights of its owner or group (setuid, setgid)',
    ]);
    assert.deepEqual(modes(0o644, 0o666), ['it lets everybody write the file']);
    assert.deepEqual(modes(null, 0o666), ['it lets everybody write the file']);
    assert.deepEqual([modes(0o755, 0o644), modes(0o666, 0o666), modes(0o777, 0o666), modes(null, 0o644)].flat(), []);
  });

  test('by links that lead out of the workspace', () => {
    const link = (target: string | Uint8Array, path = 'a/b/l') =>
      reasons({
        ...fileOf(path, { before: null, after: null }),
        after: { kind: 'link', mode: 0o777, content: target },
      });
    const out = ['it makes a link that leads out of the workspace'];
    for (const target of ['/etc', '../../../x', '../../../site/x', Uint8Array.of(0xff)])
      assert.deepEqual(link(target), out);
    for (const target of ['c', '../c', '../../c', './c', 'd/../c']) assert.deepEqual(link(target), [], target);
    assert.deepEqual(link('..', 'l'), out);
  });

  test('by files of credentials, and credentials anywhere', () => {
    assert.deepEqual(changed('.env', null, 'A=1'), ['it changes a file of credentials']);
    assert.deepEqual(changed('keys/server.pem', null, 'x'), ['it changes a file of credentials']);
    const secret = `id = 'AKIA${part('Q3JZ7WXN5TLKP2HD')}'`;
    for (const path of ['src/a.ts', 'README.md'])
      assert.match(changed(path, '', secret)[0] ?? 'none', /^it adds a credential \(/);
    assert.deepEqual(changed('src/a.ts', secret, `${secret}\n`), []);
  });

  test('by rules of sudo', () => {
    assert.equal(changed('etc/sudoers.d/ada', null, 'ada ALL=(ALL) NOPASSWD: ALL').length >= 2, true);
    assert.deepEqual(changed('etc/sudoers', 'a\n', 'b\n'), ['it changes who may become root']);
    assert.deepEqual(changed('a.txt', '', 'ada ALL=(ALL:ALL) ALL'), ['it adds "ada ALL=(ALL:ALL) ALL"']);
  });

  test('by permits that a policy gains, and restrictions that it loses', () => {
    assert.deepEqual(changed('.countersign/policy.yaml', '', '  - id: a\n    permit: Bash(*)'), [
      'it adds "permit: Bash(*)"',
    ]);
    assert.deepEqual(changed('policies/a.cedar', 'forbid(principal, action, resource);\n', ''), [
      'it takes away "forbid(principal, action, resource);"',
    ]);
    assert.deepEqual(changed('policy.yaml', 'rules:\n  - deny: Bash(rm *)\n', null), [
      'it takes away "- deny: Bash(rm *)"',
    ]);
    assert.deepEqual(changed('policy.yaml', '', 'deny: Bash(rm *)'), []);
    assert.deepEqual(changed('src/a.ts', '', 'permit: true'), []);
  });

  test('by what agents are allowed, and no longer held to', () => {
    assert.deepEqual(changed('.claude/settings.json', '{}', '{"permissions":{"allow":["Bash"]}}').length, 1);
    assert.deepEqual(changed('.claude/settings.json', '"PreToolUse": []', ''), [
      'it takes away "\\"PreToolUse\\": []"',
    ]);
    assert.deepEqual(changed('.claude/settings.json', '"deny": []', null).length, 1);
  });

  test('by permissions and secrets in CI', () => {
    for (const line of [
      'contents: write',
      'permissions: write-all',
      'on: pull_request_target',
      'run: x ${{ secrets.A }}',
    ])
      assert.deepEqual(changed('.github/workflows/ci.yml', '', line), [`it adds "${line}"`]);
    assert.deepEqual(changed('.github/workflows/ci.yml', 'permissions: {}', ''), ['it takes away "permissions: {}"']);
    assert.deepEqual(changed('.github/workflows/ci.yml', 'permissions: {}', null), []);
  });

  test('by containers that are let out', () => {
    for (const line of ['USER root', 'RUN sudo x']) assert.equal(changed('Dockerfile', '', line).length, 1, line);
    assert.equal(changed('build/app.dockerfile', 'USER app', '').length, 1);
    for (const line of [
      'privileged: true',
      '"privileged": true',
      '  cap_add: [ALL]',
      'docker run --privileged x',
      'hostNetwork: true',
    ])
      assert.equal(changed('compose.yaml', '', line).length, 1, line);
    assert.deepEqual(changed('compose.yaml', '', 'privileged: false'), []);
  });

  test('by what scripts do with permissions', () => {
    assert.deepEqual(changed('build.sh', '', 'chmod +x run'), ['it adds "chmod +x run"']);
    const widening = [
      'chmod u+s a',
      'chmod 4755 a',
      '/bin/chmod -R 777 a',
      'x && chmod a=rwx b',
      'chmod 755 a',
      'chmod o+w a',
    ];
    for (const line of [
      ...widening,
      'chmod +w a',
      'chmod g-w,u+x a',
      'RUN ["chmod", "+x", "a"]',
      "sh -c 'chmod 666 a'",
      `chmod ${'a'.repeat(5_000)}`,
    ])
      assert.equal(widensMode(line), true, line);
    for (const line of [
      'chmod 600 a',
      'chmod go-rwx a',
      'chmod u+w a',
      'chmod',
      'chmod -R',
      'echo 755',
      'chmod = a',
      'a'.repeat(5_000),
    ])
      assert.equal(widensMode(line), false, line);
  });

  test('is told without the credentials in a line', () => {
    const key = `AKIA${part('Q3JZ7WXN5TLKP2HD')}`;
    const found = changed('compose.yaml', '', `privileged: true # ${key}`);
    assert.equal(found.length, 2);
    for (const reason of found) assert.ok(!reason.includes(key), reason);
  });

  test('and prose about it does not', () => {
    for (const path of ['README.md', 'docs/a.rst'])
      assert.deepEqual(changed(path, '', 'docker run --privileged x'), []);
  });

  test('as far as can be read, in five reasons at most', () => {
    assert.deepEqual(
      reasons({ ...fileOf('a', { before: null, after: null }), after: imageOf(Uint8Array.of(0xff)) }),
      [],
    );
    const lines = Array.from({ length: 9 }, (_, index) => `privileged: true # ${'x'.repeat(90)}${index}`).join('\n');
    assert.equal(changed('a.yaml', '', lines).length, 5);
    assert.match(changed('a.yaml', '', lines)[0] ?? '', /…"$/);
  });

  test('is not seen in a file that is deleted', () => {
    assert.deepEqual(changed('.env', 'A=1', null), []);
    assert.deepEqual(changed('Dockerfile', 'USER app', null), []);
  });
});

test('another change never makes a plan less grave', () => {
  const texts = fc.constantFrom(null, '', 'a', 'privileged: true', 'permit: x', 'deny: y');
  const paths = fc.constantFrom('src/a.ts', 'policy.yaml', '.github/workflows/a.yml', '.env');
  const files = fc.array(fc.record({ path: paths, before: texts, after: texts }), { maxLength: 4 });
  fc.assert(
    fc.property(files, files, (some, more) => {
      const make = (list: typeof some) => list.map(({ path, ...sides }) => fileOf(path, sides));
      const rank = (list: typeof some) => PLAN_CLASSES.findIndex((one) => one === classOf(...make(list)));
      assert.ok(rank([...some, ...more]) >= rank(some));
    }),
  );
});

describe('Lines', () => {
  test('are compared as a bag, with their indentation', () => {
    assert.deepEqual(changedLines('a\nb\nb\n', 'b\na\nc\n'), { removed: ['b'], added: ['c'] });
    assert.deepEqual(changedLines('a\r\n', ' a'), { removed: ['a'], added: [' a'] });
  });

  test('around a change are its region', () => {
    const text = (...lines: readonly string[]) => lines.join('\n');
    assert.deepEqual(changedRegion('a', 'a', { context: 1 }), []);
    assert.deepEqual(changedRegion(text('1', '2', '3', '4', '5'), text('1', '2', 'x', '4', '5'), { context: 1 }), [
      ...['2', '3', '4'],
      ...['2', 'x', '4'],
    ]);
    assert.deepEqual(changedRegion('', 'a\nb', { context: 0 }), ['a', 'b']);
    assert.deepEqual(changedRegion('a\na', 'a', { context: 0 }), ['a']);
    assert.deepEqual(linesOf(''), []);
  });

  test('that changed are all in the region', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
    fc.assert(
      fc.property(lines, lines, (one, other) => {
        const region = changedRegion(one.join('\n'), other.join('\n'), { context: 0 });
        const { added, removed } = changedLines(one.join('\n'), other.join('\n'));
        for (const line of [...added, ...removed]) assert.ok(region.includes(line));
      }),
    );
  });
});
