import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';

/** What each layer may import, in words. The longest prefix that fits a file is its layer. */
const MAY_IMPORT: { readonly [layer: string]: readonly string[] } = {
  core: ['core'],
  sdk: ['sdk'],
  ports: ['ports', 'core'],
  application: ['application', 'ports', 'core'],
  'adapters/*': ['itself', 'ports', 'core'],
  'ingress/*': ['itself', 'application', 'ports', 'core', 'sdk'],
  'apps/daemon': ['apps/daemon', 'ingress', 'adapters', 'application', 'ports', 'core', 'sdk'],
  'apps/cli': ['apps/cli', 'sdk', 'core/audit', 'core/encoding', 'core/hash.ts', 'core/result.ts'],
  'apps/wrap': ['apps/wrap', 'sdk', 'ingress/mcp'],
  'apps/dashboard': ['apps/dashboard', 'sdk', 'core/audit', 'core/encoding', 'core/hash.ts', 'core/result.ts'],
};

/** Packages each layer may use; `node:` modules are named as one. A layer that is missing here may use none. */
const MAY_USE: { readonly [layer: string]: readonly string[] } = {
  'adapters/memory': ['node:'],
  'adapters/sqlite': ['node:'],
  'adapters/node-crypto': ['node:'],
  'adapters/system': ['node:'],
  'adapters/filesystem': ['node:', 'yaml'],
  'adapters/workspace': ['node:'],
  'adapters/process': ['node:'],
  'adapters/bwrap': ['node:'],
  'adapters/gvisor': ['node:'],
  'adapters/microvm': ['node:'],
  'adapters/seatbelt': ['node:'],
  'adapters/unheld': ['node:'],
  'adapters/isolate': ['node:', 'quickjs-emscripten-core', '@jitl/quickjs-wasmfile-release-sync'],
  'adapters/dns': ['node:'],
  'adapters/git': ['node:'],
  'adapters/npm-package': ['node:'],
  'adapters/broker-http': ['node:'],
  'adapters/keychain': ['node:'],
  'adapters/age': ['node:', 'age-encryption'],
  'adapters/aws4fetch': ['node:', 'aws4fetch'],
  'adapters/totp': ['node:', 'otpauth'],
  'adapters/webauthn': ['node:', '@simplewebauthn/server'],
  'adapters/biscuit': ['node:', '@biscuit-auth/biscuit-wasm'],
  'adapters/reviewer-http': [],
  'adapters/witness-http': ['node:'],
  'adapters/chat-http': ['node:'],
  'adapters/telegram': ['node:', 'grammy'],
  'adapters/discord': ['node:', '@discordjs/rest'],
  'adapters/slack': ['node:', '@slack/web-api'],
  'adapters/outbound-http': ['node:'],
  'adapters/smtp': ['node:', 'nodemailer'],
  'adapters/sms': ['node:'],
  'adapters/web-push': ['node:', 'web-push'],
  'adapters/webhook': ['node:', 'standardwebhooks'],
  'adapters/cedar': ['node:', '@cedar-policy/cedar-wasm'],
  'adapters/tree-sitter': ['node:', 'web-tree-sitter', 'jsonc-parser', 'parse5', 'sh-syntax', 'smol-toml', 'yaml'],
  'adapters/libpg-query': ['node:', 'libpg-query'],
  'ingress/http': ['node:', 'hono', '@hono/node-server', 'zod'],
  'ingress/hooks': ['node:', 'hono', 'zod'],
  'ingress/mcp': ['node:', '@modelcontextprotocol/client', '@modelcontextprotocol/server'],
  'ingress/egress-proxy': ['node:'],
  'ingress/answer-links': ['node:'],
  'ingress/model-proxy': ['node:'],
  'ingress/dashboard': ['node:'],
  'ingress/channels': ['node:'],
  'ingress/witness': ['node:', 'hono', '@hono/node-server'],
  'apps/daemon': ['node:', 'zod', 'yaml', 'hono', '@hono/node-server'],
  'apps/cli': ['node:', '@clack/prompts', 'yaml', 'jsonc-parser', 'smol-toml', 'qr'],
  'apps/wrap': ['node:'],
  'apps/dashboard': ['preact', '@preact/signals', '@noble/curves', '@noble/hashes'],
};

const IMPORT =
  /(?:^|\n)(?:import|export|\})[^'"\n;=]*from ['"]([^'"\n]+)['"]|(?:^|\n)import ['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g;

function sources(): readonly string[] {
  const files = globSync(
    ['core', 'sdk', 'ports', 'application', 'adapters', 'ingress', 'apps'].map((layer) => `${layer}/**/*.{ts,tsx}`),
  );
  return files.filter(
    (file) => !isTestCode(file) && !file.includes('node_modules') && !file.endsWith('vite.config.ts'),
  );
}

function isTestCode(file: string): boolean {
  return file.endsWith('.test.ts') || file.startsWith('ports/conformance/') || file.includes('/testing/');
}

function layerOf(file: string): string {
  const [first = '', second = ''] = file.split('/');
  return first === 'adapters' || first === 'ingress' || first === 'apps' ? `${first}/${second}` : first;
}

function ruleOf(layer: string): readonly string[] {
  const allowed = MAY_IMPORT[layer] ?? MAY_IMPORT[`${layer.split('/')[0]}/*`];
  assert.ok(allowed !== undefined, `layer ${layer} has no rule`);
  return allowed.map((name) => (name === 'itself' ? layer : name));
}

/** Every broken rule of one file, in words; the function under test in the second half of this file. */
export function brokenRules(file: string, source: string): readonly string[] {
  const layer = layerOf(file);
  const broken: string[] = [];
  for (const match of source.matchAll(IMPORT)) {
    const specifier = match[1] ?? match[2] ?? match[3] ?? '';
    if (specifier.startsWith('.')) {
      const target = normalize(join(dirname(file), specifier));
      const allowed = ruleOf(layer).some((prefix) => target === prefix || target.startsWith(`${prefix}/`));
      if (!allowed) broken.push(`${file} imports ${target}; ${layer} may import ${ruleOf(layer).join(', ')}`);
      if (isTestCode(target)) broken.push(`${file} imports test code ${target}`);
    } else {
      const used = MAY_USE[layer] ?? [];
      const allowed = used.some(
        (name) => specifier === name || specifier.startsWith(name === 'node:' ? name : `${name}/`),
      );
      if (!allowed) broken.push(`${file} uses ${specifier}; ${layer} may use ${used.join(', ') || 'no package'}`);
    }
  }
  return broken;
}

test('no file imports what its layer may not', () => {
  const broken = sources().flatMap((file) => brokenRules(file, readFileSync(file, 'utf8')));
  assert.deepEqual(broken, []);
});

test('the rule is broken by each kind of forbidden import', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['core/decide.ts', "import { readFileSync } from 'node:fs';"],
    ['core/decide.ts', "import type { Clock } from '../ports/clock.ts';"],
    ['ports/clock.ts', "import { openGateway } from '../application/open-gateway.ts';"],
    ['application/gateway.ts', "import { z } from 'zod';"],
    ['application/gateway.ts', "import { openSqliteStores } from '../adapters/sqlite/open-sqlite-stores.ts';"],
    ['adapters/sqlite/schema.ts', "import { x } from '../memory/memory-state.ts';"],
    ['adapters/memory/memory-state.ts', "import { Hono } from 'hono';"],
    ['ingress/http/app.ts', "import { x } from '../../adapters/system/system-clock.ts';"],
    ['ingress/http/app.ts', "import { x } from '../hooks/claude-code/parse.ts';"],
    ['sdk/client.ts', "import type { Action } from '../core/action/action.ts';"],
    ['apps/cli/main.ts', "import { decide } from '../../core/decide.ts';"],
    ['apps/wrap/hook-fallback.ts', "const x = await import('../../application/gateway.ts');"],
    ['core/decide.ts', "import {\n  Hono,\n} from 'hono';"],
  ];
  for (const [file, source] of cases)
    assert.equal(brokenRules(file, `\n${source}\n`).length > 0, true, `${file}: ${source}`);
});

test('every layer that emits has a project of its own with only the layers below it', () => {
  for (const file of globSync([
    'core/tsconfig.json',
    'sdk/tsconfig.json',
    'ports/tsconfig.json',
    'application/tsconfig.json',
    'adapters/*/tsconfig.json',
    'ingress/*/tsconfig.json',
    'apps/*/tsconfig.json',
  ])) {
    const layer = dirname(file);
    const project = JSON.parse(readFileSync(file, 'utf8')) as {
      references?: { path: string }[];
      compilerOptions: { types?: string[] };
    };
    const allowed = ruleOf(layer);
    for (const { path } of project.references ?? []) {
      const target = normalize(join(layer, path));
      const fits = allowed.some(
        (prefix) => target === prefix || target.startsWith(`${prefix}/`) || prefix.startsWith(`${target}/`),
      );
      assert.ok(fits, `${file} refers to ${target}`);
    }
    const pure = ['core', 'ports', 'application', 'sdk', 'apps/dashboard'].includes(layer);
    assert.deepEqual(project.compilerOptions.types, pure ? [] : ['node'], `types of ${file}`);
  }
});
