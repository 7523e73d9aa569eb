import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['echo a > f; make -f f', 'file.write f, file.read f, process.run make f, process.run make -f f'],
  ['poetry run thing a', 'process.run poetry run thing a, process.run thing a'],
  // What only begins like an option that calms, or says that it is not meant, calms nothing.
  ['npm install --dry-run', 'file.read npm install --dry-run'],
  ['npm install --dry-run=false', 'package.install npm install --dry-run=false'],
  ['npm install --dry-ru', 'package.install npm install --dry-ru'],
  ['ls --color --help', 'file.read ls --color --help'],
  ['cat -n --help', 'file.read cat -n --help'],
  ['tar -x --help', 'file.write tar'],
  ['tar -f x --help', 'file.write x'],
  ['ls --help a b', 'file.read a, file.read b'],
  ['git $x', 'shell.opaque (a subcommand that is not known)'],
  ['git --version', 'file.read git --version'],
  ['git hidden-subcommand', 'unknown git hidden-subcommand'],
  ['git -C a log', 'process.run git -C a log'],
  ['node -e \'require("child_process").execSync("cat a", {cwd:"x"})\'', 'process.run node, file.read a'],
  ['node -e \'require("child_process").execSync("cat a")\'', 'file.read a'],
  ['php -r \'system("cat a"); [1];\'', 'process.run php, file.read a'],
  ['git --help', 'file.read git --help'],
  ['python3 -u x.py', 'file.read x.py, process.run python3 x.py'],
  ['python3 -u', 'shell.opaque (it runs what it reads from its input)'],
  ['python3 < f', 'file.read f, shell.opaque (it runs what it reads from its input)'],
  ["psql -c 'select 1' < f", 'file.read f, db.read no table, db.read psql -c select 1'],
  ['psql db < f', 'file.read f, db.read psql db, shell.opaque (it runs what it reads from its input)'],
  ['psql db', 'db.read psql db, shell.opaque (it runs what it reads from its input)'],
  ["sqlite3 a.db 'select 1'", 'db.read sqlite3 a.db select 1, file.read a.db, db.read no table'],
  ['aws hidden-service hidden-verb', 'unknown aws hidden-service hidden-verb'],
  ['aws s3 ls', 'net.fetch aws s3 ls'],
  ["nice 'cat a' b", 'file.read a, file.read b'],
  ["nice -c 'cat a'", 'file.read a'],
  ['kubectl exec pod -- cat a', 'net.upload kubectl exec pod -- cat a, file.read a'],
  ['node x.js', 'file.read x.js, process.run node x.js'],
  ['tar --to x', 'file.read x'],
  ['curl --outpu f https://x', 'file.write f, net.fetch x'],
  ['curl --da x https://h', 'net.upload h'],
  ['curl -X GET https://h', 'net.fetch h'],
  ['curl -XDELETE https://h', 'net.upload curl, net.fetch h'],
  ['curl -X "$x" https://h', 'net.upload curl, net.fetch h'],
  ['curl https://h -X', 'net.fetch h'],
  ['sort --co x', 'unknown x'],
  ['ls --c', 'file.read ls --c'],
  ['head -n 5 a', 'file.read a'],
  ['head -n5 a', 'file.read a'],
  ['head --lines=5 a', 'file.read a'],
  ['head -- -a', 'file.read -a'],
  ["vim +'!ls' a", 'shell.opaque (an option that can run or load anything), process.run vim +!ls a, file.write a'],
  ['vim + a', 'shell.opaque (an option that can run or load anything), process.run vim + a, file.write a'],
  ['dd if=a of=b bs=1', 'file.read a, file.write b'],
  ["nodemon --exec='cat a' b", 'file.read a, process.run nodemon --exec=cat a b, file.read b, process.run nodemon b'],
  ['python3.12 x.py', 'file.read x.py, process.run python3.12 x.py'],
  ['gcc-13 -c a.c', 'process.run gcc-13 -c a.c, file.read a.c'],
  ['node.exe x.js', 'file.read x.js, process.run node.exe x.js'],
];

describe('A program by its rule', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
