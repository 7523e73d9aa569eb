import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['sudo cat a', 'process.run sudo cat a, file.read a'],
  ['sudo -u bob -- cat a', 'process.run sudo -u bob -- cat a, file.read a'],
  ['sudo -l', 'file.read sudo -l'],
  ['sudo', 'process.run sudo , shell.opaque (a shell of the administrator)'],
  ["sudo -s <<< 'cat a'", 'process.run sudo -s, shell.opaque (a shell of the administrator), file.read a'],
  ["su -c 'cat a'", 'process.run su -c cat a, file.read a'],
  ['su', 'process.run su , shell.opaque (a shell of another user)'],
  ['su -', 'process.run su -, shell.opaque (a shell of another user)'],
  ['runuser -u bob -- cat a', 'process.run runuser -u bob -- cat a, file.read a'],
  ['runuser -u bob', 'process.run runuser -u bob'],
  ['env A=1 cat a', 'process.run A=1, file.read a'],
  ['env CI=1 cat a', 'file.read a'],
  ['HOME=. env CI=1 cat a', 'process.run HOME=., file.read a'],
  ['dotenv -e b -- cat a', 'process.run dotenv -e b -- cat a, file.read a'],
  ['env - cat a', 'file.read a'],
  ['env -i -u X cat a', 'file.read a'],
  ['env', 'secret.read env'],
  [
    'env LD_PRELOAD=x cat a',
    'shell.opaque (a variable that makes programs run others), process.run LD_PRELOAD=x, file.read a',
  ],
  ["env -S 'cat a' b", 'file.read a, file.read b'],
  ["env -S'cat a'", 'file.read a'],
  ["env --split-string='cat a'", 'file.read a'],
  ['env -C /tmp cat a', 'file.read /tmp/a'],
  ['env --chdir /tmp cat a', 'file.read /tmp/a'],
  ["env 'A B=1' cat a", 'process.run A B=1, file.read a'],
  ['env -- cat a', 'file.read a'],
  ["watch -n 1 'cat a'", 'file.read a'],
  ['watch -x cat a', 'file.read a'],
  ['watch', 'file.read watch'],
  ['ssh h cat a', 'net.connect h, file.read a'],
  ['ssh h', 'net.connect h'],
  ["ssh h <<< 'cat a'", 'net.connect h, file.read a'],
  ['ssh -p 22 h', 'net.connect h'],
  ["sh -c 'cat $1 $0' x y", 'file.read y, file.read x'],
  ['sh -c \'cat "$@"\' x y z', 'file.read y, file.read z'],
  ['sh -c', 'file.read sh -c'],
  ["sh -ec 'cat a'", 'file.read a'],
  ["sh -s a <<< 'cat $PWD'", 'file.read .'],
  ['ls | sh -s', 'shell.opaque (shell text that is not known)'],
  ['sh a.sh', 'file.read a.sh, process.run sh a.sh'],
  ['sh', 'shell.opaque (it runs what it reads from its input)'],
  ["sh /dev/stdin <<< 'cat a'", 'file.read a'],
  ["bash --rcfile r -c 'cat a'", 'file.read r, process.run bash r r, file.read a'],
  ['bash --init-file', 'file.read bash --init-file'],
  ["fish --command='cat a'", 'file.read a'],
  ["fish --command 'cat a'", 'file.read a'],
  ["bash -O extglob -c 'cat a'", 'file.read a'],
  ["echo 'cat a' > s.sh; sh s.sh", 'file.write s.sh, file.read a, file.read s.sh, process.run sh s.sh'],
  ["echo 'cat a' > s.sh; ./s.sh", 'file.write s.sh, process.run ./s.sh, file.read a'],
  ["printf '#!/usr/bin/env bash\\ncat a' > s.sh; ./s.sh", 'file.write s.sh, process.run ./s.sh, file.read a'],
  ["printf '#!\\ncat a' > s.sh; ./s.sh", 'file.write s.sh, process.run ./s.sh, file.read a'],
  [
    "echo 'cat a' > s.sh; echo 'cat b' >> s.sh; sh s.sh",
    'file.write s.sh, file.read a, file.read b, file.read s.sh, process.run sh s.sh',
  ],
  ['{ echo cat a; } > s.sh; sh s.sh', 'file.write s.sh, file.read a, file.read s.sh, process.run sh s.sh'],
  ["echo 'cat a' | tee s.sh; sh s.sh", 'file.write s.sh, file.read a, file.read s.sh, process.run sh s.sh'],
  ['echo $x > s.sh; sh s.sh', 'file.write s.sh, file.read s.sh, process.run sh s.sh'],
  ['cd $y; echo cat a > s.sh; sh s.sh', 'file.write s.sh, file.read s.sh, process.run sh s.sh'],
  [
    'echo \'print(open("a").read())\' > s.py; python3 s.py',
    'file.write s.py, file.read a, file.read s.py, process.run python3 s.py',
  ],
  ['python3 - <<< \'open("a")\'', 'file.read a, process.run python3 -'],
  [
    'ls | python3 -',
    'shell.opaque (python code that is not understood), process.run python3 -, shell.opaque (it runs what it reads from its input)',
  ],
  ["flock l -c 'cat a'", 'file.write l, file.read a'],
  ['flock l cat a', 'file.write l, file.read a'],
  ["git submodule foreach 'cat a'", 'file.read a'],
  ["make -f - <<< 'x:'", 'shell.opaque (code that is not known), process.run make -, process.run make -f -'],
  ["env -iS 'cat a'", 'file.read a'],
  [
    'cd $y; echo cat a > /tmp/s.sh; sh /tmp/s.sh',
    'file.write /tmp/s.sh, file.read a, file.read /tmp/s.sh, process.run sh /tmp/s.sh',
  ],
  ['cd $x; /opt/tool a', 'file.read /opt/tool, process.run /opt/tool a'],
  ["fish -c 'cat a' b", 'file.read a'],
  ['bash -c -e', 'unknown -e'],
];

describe('A wrapper', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
