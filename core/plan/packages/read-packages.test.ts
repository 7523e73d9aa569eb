import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { packageFileOf } from './package-file.ts';
import { comparePackages } from './package-list.ts';
import { installScriptsOf } from './read-json-packages.ts';
import { requirementName } from './requirement-name.ts';
import { quotedTexts, readTomlEntries } from './toml-lines.ts';

function read(path: string, text: string): { readonly [name: string]: string } | null {
  const list = packageFileOf(path)?.read?.(text) ?? null;
  return list === null ? null : Object.fromEntries(list);
}

function names(path: string, text: string): readonly string[] {
  return Object.keys(read(path, text) ?? { unread: '' });
}

describe('npm and Composer', () => {
  test('keep packages in many members', () => {
    const manifest = {
      name: 'site',
      version: '1.0.0',
      dependencies: { a: '^1.0.0' },
      devDependencies: { a: '^2.0.0', b: 'file:../b' },
      overrides: { c: { d: '1' } },
      bundledDependencies: ['a'],
      packageManager: 'npm@11',
    };
    assert.deepEqual(read('package.json', JSON.stringify(manifest)), {
      a: '"^1.0.0" "^2.0.0" "a"',
      b: '"file:../b"',
      c: '{"d":"1"}',
      packageManager: '"npm@11"',
    });
    assert.deepEqual(read('x/composer.json', '{"require":{"php":">=8","x/y":"1"},"require-dev":{"z/z":"2"}}'), {
      php: '">=8"',
      'x/y': '"1"',
      'z/z': '"2"',
    });
  });

  test('lock them by place or in a list', () => {
    const lock = { lockfileVersion: 3, packages: { '': { name: 'site' }, 'node_modules/a': { version: '1.0.0' } } };
    assert.deepEqual(read('package-lock.json', JSON.stringify(lock)), { 'node_modules/a': '{"version":"1.0.0"}' });
    const composer = { packages: [{ name: 'x/y', version: '1' }], 'packages-dev': [{ name: 'z/z' }, 7] };
    assert.deepEqual(names('composer.lock', JSON.stringify(composer)), ['7', 'x/y', 'z/z']);
    assert.deepEqual(names('Pipfile.lock', '{"default":{"a":{}},"develop":{"b":{}}}'), ['a', 'b']);
  });

  test('are not read where the text is no object with each key once', () => {
    for (const text of ['[]', '{', '{"dependencies":{"a":"1","a":"2"}}', 'null'])
      assert.equal(read('package.json', text), null, text);
    assert.deepEqual(names('package.json', ''), []);
    assert.deepEqual(names('package.json', '{"dependencies":[],"packages":7}'), []);
  });

  test('run scripts at installation', () => {
    assert.equal(installScriptsOf('{"scripts":{"test":"x","postinstall":"node a"}}'), 'postinstall: "node a"');
    for (const text of ['{"scripts":7}', '{}', 'no', '']) assert.equal(installScriptsOf(text), '', text);
  });
});

describe('Cargo and Python', () => {
  test('keep packages in tables, their own or shared, and in lists', () => {
    const cargo = [
      '[package]',
      'name = "site" # not a package',
      'version = "1.0.0"',
      '[dependencies]',
      'serde = { version = "1", features = ["derive"] }',
      'regex.version = "1"',
      '[dependencies.tokio]',
      'version = "1"',
      'features = ["full"]',
      "[target.'cfg(unix)'.dev-dependencies]",
      'libc = "0.2"',
    ].join('\n');
    assert.deepEqual(read('Cargo.toml', cargo), {
      serde: '={ version = "1", features = ["derive"] }',
      regex: 'version="1"',
      tokio: 'version="1" features=["full"]',
      libc: '="0.2"',
    });
    const python = [
      '[project]',
      'name = "site"',
      'dependencies = [',
      '  "Django>=5", # web',
      "  'requests[socks]==2.0',",
      ']',
      '[project.optional-dependencies]',
      'test = ["pytest"]',
      '[build-system]',
      'requires = ["setuptools"]',
      '[dependency-groups]',
      'dev = ["ruff"]',
      '[tool.poetry.group.docs.dependencies]',
      'sphinx = "^7"',
      '[tool.ruff]',
      'line-length = 100',
    ].join('\r\n');
    assert.deepEqual(names('pyproject.toml', python), ['django', 'requests', 'pytest', 'setuptools', 'ruff', 'sphinx']);
    assert.deepEqual(names('Pipfile', '[packages]\nflask = "*"\n[[source]]\nurl = "https://x.example"\n'), [
      'flask',
      'url',
    ]);
    assert.deepEqual(
      names('gradle/libs.versions.toml', '[versions]\nkotlin = "2"\n[libraries]\nx = { module = "a:b" }'),
      ['kotlin', 'x'],
    );
    assert.deepEqual(names('Cargo.toml', 'dependencies = "none"'), ['dependencies']);
  });

  test('lock one package a table', () => {
    const lock = [
      'version = 4',
      '[[package]]',
      'name = "serde"',
      'version = "1.0"',
      '[[package]]',
      'version = "2.0"',
      'name = "serde"',
      '[[package]]',
      'name = "libc"',
      '[package.extras]',
      'x = ["y"]',
      '[metadata]',
      'hash = "z"',
    ].join('\n');
    assert.deepEqual(read('Cargo.lock', lock), {
      serde: ' version="1.0"  version="2.0"',
      libc: '',
      'package.extras': ' x=["y"]',
    });
    assert.deepEqual(names('poetry.lock', '[[package]]\nname = broken\n'), ['broken']);
  });

  test('are not read where quotes or brackets do not close, or a line is nothing', () => {
    for (const text of ['a = [1', 'a = "x', 'a = "x\n"', 'a = """x', 'a', "a = 'x", '"a=1"', 'a = ]'])
      assert.equal(read('Cargo.toml', text), null, text);
    assert.equal(read('Cargo.lock', 'a = ['), null);
  });

  test('are read with texts and comments of every sort', () => {
    const text =
      '# c\n"a.b" = "x#\\"y" # d\n[a."b.c" . d]\nk = """\n[no]\n"""\n\n\'q\' = \'\'\'it\'s\'\'\'\nx = ["a",\n# c\n"b"]';
    assert.deepEqual(readTomlEntries(text), [
      { table: [], tableIndex: 0, key: ['a.b'], value: '"x#\\"y"' },
      { table: ['a', 'b.c', 'd'], tableIndex: 1, key: ['k'], value: '""" [no] """' },
      { table: ['a', 'b.c', 'd'], tableIndex: 1, key: ['q'], value: "'''it's'''" },
      { table: ['a', 'b.c', 'd'], tableIndex: 1, key: ['x'], value: '["a",  "b"]' },
    ]);
    assert.deepEqual(quotedTexts('["a", \'b"c\', x, "open]'), ['a', 'b"c']);
    assert.deepEqual(readTomlEntries(''), []);
  });

  test('never make the reader throw, or take long', () => {
    const pieces = fc.constantFrom('[', ']', '{', '}', '"', "'", '"""', '=', '\n', '#', 'a', '.', '\\', ' ');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        for (const path of ['Cargo.toml', 'Cargo.lock']) read(path, parts.join(''));
      }),
      { numRuns: 2_000 },
    );
    const started = process.cpuUsage();
    for (const text of ['"'.repeat(300_000), '['.repeat(300_000), 'a = "\\'.repeat(50_000), '#'.repeat(300_000)])
      read('Cargo.toml', text);
    assert.ok(process.cpuUsage(started).user < 2_000_000);
  });
});

describe('Files of lines', () => {
  test('of pip hold requirements and where they come from', () => {
    const text =
      '# c\nDjango>=5  # web\n-r other.txt\n--index-url https://x.example\nrequests \\\n  ==2.0\n\n./local\n';
    assert.deepEqual(read('requirements-dev.txt', text), {
      django: 'Django>=5',
      '-r other.txt': '',
      '--index-url https://x.example': '',
      requests: 'requests    ==2.0',
      '-': './local',
    });
    assert.equal(requirementName(' Zope.Interface_X-y [a]>1'), 'zope-interface-x-y');
    assert.equal(requirementName('@x'), '@x');
  });

  test('of Go hold modules', () => {
    const text =
      'module site // m\n\ngo 1.24\nrequire a.example/x v1.0.0\nrequire (\n\tb.example/y v2 // indirect\n)\nreplace b.example/y => ../y\n// c\n';
    assert.deepEqual(read('go.mod', text), {
      'go 1.24': '',
      'a.example/x': 'v1.0.0',
      'b.example/y': 'v2',
      'replace b.example/y': '=> ../y',
    });
    assert.deepEqual(read('go.sum', 'a v1 h1:x=\na v1/go.mod h1:y=\n'), { a: 'v1 h1:x= v1/go.mod h1:y=' });
  });

  test('of Ruby hold gems and sources', () => {
    const text =
      "source 'https://x.example'\ngem 'rails', '~> 8' # web\ngem(\"pg\")\ngemspec\n# gem 'no'\ngroup :test do\nend\n";
    assert.deepEqual(names('Gemfile', text), ['source https://x.example', 'rails', 'pg', 'gemspec gemspec']);
    assert.deepEqual(read('Gemfile.lock', 'GEM\n  specs:\n    rails (8.0)\n      pg\n    pg (1)\n'), {
      rails: 'rails (8.0) pg',
      pg: 'pg (1)',
    });
  });

  test('of Gradle hold coordinates, plugins and addresses', () => {
    const text =
      "plugins {\n  id 'java'\n  id(\"x.y\") version \"1\"\n}\n// 'no:no:1'\n* 'no:no'\nimplementation 'g:a:1'\nmaven { url 'https://x.example' }\nname = 'site'\n";
    assert.deepEqual(names('app/build.gradle.kts', text), ['plugin java', 'plugin x.y', 'g:a', 'https://x.example']);
    assert.deepEqual(read('gradle.lockfile', '# c\ng:a:1=x\nempty=\n'), { 'g:a': 'g:a:1=x empty=' });
  });

  test('of yarn and pnpm hold entries and what follows', () => {
    assert.deepEqual(read('yarn.lock', '# yarn\n\n"a@^1", a@^2:\n  version "1.0"\nb@1:\n  version "2"\n'), {
      'a@^1': '"a@^1", a@^2: version "1.0"',
      'b@1': 'b@1: version "2"',
    });
    const pnpm = "lockfileVersion: 9\npackages:\n  a@1.0.0:\n    resolution: {x: y}\n  '@s/b@2':\n      deep: z\n";
    assert.deepEqual(read('pnpm-lock.yaml', pnpm), {
      'a@1.0.0': 'a@1.0.0: resolution: {x: y}',
      '@s/b@2': "'@s/b@2': deep: z",
    });
    assert.deepEqual(names('bun.lock', '{\n  "packages": {\n    "a": ["a@1", "", {}, "sha"],\n  }\n}'), ['a']);
  });
});

test('Maven keeps packages in elements', () => {
  const text = [
    '<!-- <dependency><groupId>no</groupId></dependency> -->',
    '<dependency>\n <groupId>g</groupId><artifactId>a</artifactId><version>1</version></dependency>',
    '<dependency><groupId>g</groupId></dependency>',
    '<repository><url>https://x.example</url></repository><!-- c -->',
  ].join('\n');
  assert.deepEqual(read('pom.xml', text), {
    'g:a': '<groupId>g</groupId><artifactId>a</artifactId><version>1</version>',
    'g:': '<groupId>g</groupId>',
    'repository https://x.example': '<url>https://x.example</url>',
  });
  assert.equal(read('pom.xml', '<dependency>'), null);
  assert.equal(read('pom.xml', '<!-- x'), null);
  assert.deepEqual(names('pom.xml', '<plugin><groupId>g</plugin>'), ['plugin ']);
});

test('files are known by name, whatever their folder and case', () => {
  assert.equal(packageFileOf('src/a.ts'), null);
  assert.equal(packageFileOf('a/constructor'), null);
  assert.equal(packageFileOf('a/GEMFILE')?.isCode, true);
  assert.equal(packageFileOf('a/app.csproj')?.read, null);
  assert.equal(packageFileOf('x.gemspec')?.isCode, true);
  assert.equal(packageFileOf('pip/constraints.txt')?.sort, 'manifest');
  assert.equal(packageFileOf('notes.txt'), null);
});

test('compares two lists by names', () => {
  const list = (object: object) => new Map(Object.entries(object)) as ReadonlyMap<string, string>;
  assert.deepEqual(comparePackages(list({ b: '1', a: '1', c: '1' }), list({ d: '1', a: '2', c: '1' })), {
    added: ['d'],
    removed: ['b'],
    changed: ['a'],
  });
});
