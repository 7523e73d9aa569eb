import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openShellParser } from '../../adapters/tree-sitter/open-shell-parser.ts';
import { actionOf } from '../testing/samples.ts';
import { isFormatting, onlyFormats } from './formatting.ts';

const parse = await openShellParser();

const formats = (line: string): boolean => isFormatting(line.split(' '));
const onlyForms = (command: string): boolean => onlyFormats(actionOf('Bash', { command }), parse);

test('knows a formatter that leaves what files say as it is', () => {
  for (const line of [
    'prettier --write .',
    'prettier --experimental-cli --write src',
    'npx --no-install prettier -w a.ts',
    'gofmt -s -w a.go',
    'black src',
    'ruff format .',
    'biome format --write .',
    'deno fmt',
  ])
    assert.equal(formats(line), true, line);
});

test('takes none for one that is told of other settings, a plugin, a rule, another language, or another place', () => {
  for (const line of [
    '',
    'eslint --fix .',
    'prettier --write . --plugin=./evil.js',
    'prettier --write . --plugin ./evil.js',
    'prettier --write --config=evil.json .',
    'prettier --write --parser=babel package.json',
    'prettier --stdin-filepath package.json',
    'prettier --write ../x',
    'prettier --write /w/x',
    'gofmt -r a->b -w .',
    'gofmt -w -cpuprofile=package.json .',
    'rustfmt --config-path=evil a.rs',
    'black --config=evil .',
    'ruff check --fix .',
    'ruff',
    'biome check --write .',
    'biome format --write --config-path=evil .',
    'deno run fmt',
    './prettier --write .',
    'LD_PRELOAD=./evil.so prettier --write .',
    'env NODE_OPTIONS=--require=./evil.js prettier --write .',
    'constructor .',
  ])
    assert.equal(formats(line), false, line);
});

test('knows a line in which formatters alone write what is not named', () => {
  for (const line of [
    'prettier --write .',
    'prettier --write . && pnpm --recursive --stream run format',
    'eslint --no-error-on-unmatched-pattern --fix && prettier --write . && npm run lint',
  ])
    assert.equal(onlyForms(line), true, line);
});

test('takes no line for one in which anything else may write, or in which there is no formatter', () => {
  for (const line of [
    'prettier --write . && cp -r evil .',
    'prettier --write . && tsc --outDir .',
    'prettier --write . && eslint --fix .',
    'prettier --write . && npm run deploy',
    'prettier --write . && yarn prettier --plugin=./evil.js --write .',
    'prettier --write . && npm exec evil',
    'prettier --write . > "$x"',
    'prettier --write "$x"',
    'cd x && prettier --write .',
    'PRETTIER_X=./evil.js prettier --write .',
    'eslint --fix',
    'npm run lint',
    '',
  ])
    assert.equal(onlyForms(line), false, line);
  assert.equal(onlyFormats(actionOf('Write', { file_path: 'a', content: 'prettier --write .' }), parse), false);
});
