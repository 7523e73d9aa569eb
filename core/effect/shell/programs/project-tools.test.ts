import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from '../testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** The worst that tools of projects do, and what they do every day. */
const LINES: readonly (readonly [string, string])[] = [
  // What they run.
  ['deemon rm -r src', 'file.delete src'],
  ['tsc-watch --onSuccess "rm -r src"', 'file.delete src, process.run tsc-watch --onSuccess rm -r src'],
  [
    'start-server-and-test "rm -r src" http://localhost:1 test:e2e',
    'process.run start-server-and-test rm -r src http://localhost:1 test:e2e, file.delete src, process.run test:e2e',
  ],
  ['wait-for-it db:5432 -t 3 -- rm -r src', 'net.connect db, file.delete src'],
  ['dockerize -wait tcp://db:5432 rm -r src', 'net.connect db, file.delete src'],
  ['parallel_test -e "rm -r src"', 'file.delete src, process.run parallel_test -e rm -r src'],
  [
    'afl-fuzz -i in -o out -- rm -r src',
    'file.read in, file.write out, process.run afl-fuzz -i in -o out -- rm -r src, file.delete src',
  ],
  ['coverlet a.dll --target "rm -r src"', 'file.delete src'],
  ['mispipe "rm -r src" cat', 'file.delete src'],
  ['tspin --exec "rm -r src"', 'file.delete src'],
  [
    'creduce ./interesting.sh a.c',
    'process.run creduce ./interesting.sh a.c, file.read interesting.sh, process.run creduce ./interesting.sh, file.write a.c',
  ],
  ['rackup -e "system 1"', 'shell.opaque (an option that can run or load anything), process.run rackup -e system 1'],
  [
    'rust-gdb -ex "shell id" a',
    'shell.opaque (an option that can run or load anything), process.run rust-gdb -ex shell id a, file.read a',
  ],
  ['opal -e "system 1"', 'shell.opaque (an option that can run or load anything)'],
  [
    'shot-scraper javascript https://example.com -j x',
    'shell.opaque (an option that can run or load anything), net.fetch example.com',
  ],
  ['watchman trigger . x', 'shell.opaque (watchman trigger . x)'],
  ['upterm host', 'net.connect upterm host, shell.opaque (upterm host)'],
  // What they change elsewhere.
  ['chromatic', 'process.run chromatic, net.upload chromatic'],
  ['codecov -f a.xml', 'file.read a.xml, net.upload codecov -f a.xml'],
  ['gh-pages -d dist', 'process.run gh-pages -d dist, net.upload gh-pages -d dist'],
  [
    'mike deploy --push 1.0',
    'git.push mike deploy, process.run mike deploy --push 1.0, git.commit mike deploy --push 1.0',
  ],
  ['asv gh-pages', 'process.run asv gh-pages, net.upload asv gh-pages'],
  ['rover subgraph publish a@b', 'net.upload rover subgraph publish a@b'],
  ['jreleaser full-release', 'process.run jreleaser full-release, net.upload jreleaser full-release'],
  ['crowdin upload sources', 'net.upload crowdin upload sources'],
  ['ghstack', 'git.commit ghstack, git.push ghstack, net.upload ghstack'],
  ['git-absorb --and-rebase', 'git.history-rewrite git-absorb --and-rebase'],
  ['n98-magerun2 db:drop', 'process.run n98-magerun2 db:drop, db.schema n98-magerun2 db:drop'],
  ['whenever --update-crontab', 'service.change whenever, process.run whenever --update-crontab'],
  ['asprof -d 30 123', 'process.signal asprof -d 30 123'],
  ['del dist src', 'file.delete dist, file.delete src'],
  // Where they install.
  ['cargo install --root a b', 'package.install cargo install, file.write a'],
  ['cargo install b', 'package.install cargo install b'],
  ['gem install -i a b', 'package.install gem install, file.write a'],
  ['gem install b', 'package.install gem install b, package.install b'],
  ['tic -o a b', 'file.write a, file.read b'],
  ['tic b', 'config.modify tic b, file.read b'],
  // Settings.
  [
    'bundle config set --local path vendor/bundle',
    'file.write bundle config set path vendor/bundle, file.write vendor/bundle, process.run bundle config set --local path vendor/bundle',
  ],
  [
    'bundle config --global path a',
    'config.modify bundle config, file.write bundle config path a, file.write a, process.run bundle config --global path a',
  ],
  [
    'bundle config build.pg --with-pg-config=a',
    'config.modify bundle config build.pg --with-pg-config=a, process.run bundle config build.pg --with-pg-config=a',
  ],
  [
    'poetry config repositories.a https://b',
    'config.modify poetry config repositories.a https://b, process.run poetry config repositories.a https://b',
  ],
  ['yarn config set yarnPath a', 'config.modify yarn config set yarnPath a, process.run yarn config set yarnPath a'],
  ['pnpm config set script-shell a', 'config.modify pnpm config set script-shell a'],
  ['pnpm config set node-linker hoisted', 'process.run pnpm config set node-linker hoisted'],
  ['rustup toolchain link a b', 'config.modify rustup toolchain link a b'],
  ['rustup default', 'file.read rustup default'],
  ['rustup default stable', 'config.modify rustup default stable'],
  // What they do every day.
  ['xcbeautify --renderer github-actions', 'file.read xcbeautify --renderer github-actions'],
  ['prysk tests', 'process.run prysk tests, file.read tests'],
  ['asv machine --yes', 'process.run asv machine --yes'],
  ['bacon clippy', 'process.run bacon clippy, file.read clippy'],
  ['puma -b tcp://127.0.0.1:9292', 'process.run puma -b tcp://127.0.0.1:9292'],
  ['puma', 'net.connect puma, process.run puma'],
  ['squawk a.sql', 'process.run squawk a.sql, file.read a.sql'],
  ['critcmp a b', 'file.read a, file.read b'],
];

describe('The tools of a project', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
