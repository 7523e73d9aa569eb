import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from '../testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

function check(lines: readonly (readonly [string, string])[]): void {
  for (const [line, effect] of lines) {
    test(`${line}: ${effect}`, () => {
      const found = effectsOf(line).split(', ');
      assert.ok(found.includes(effect), `tell what ${line} does: ${found.join(', ')}, wanted ${effect}`);
    });
  }
}

describe('A file behind an option that takes no value, or two, is read', () => {
  check([
    ['jq -n --rawfile a ~/.netrc .', 'secret.read ~/.netrc'],
    ['jq --slurpfile a ~/.netrc . b', 'file.read b'],
    ['jq --arg a b . ~/.netrc', 'secret.read ~/.netrc'],
    ['jq --rawfile a', 'file.read jq --rawfile a'],
    ['jq -L lib .', 'process.run jq lib'],
    ['csvcut -n ~/.netrc', 'secret.read ~/.netrc'],
    ['csvsort -r ~/.netrc', 'secret.read ~/.netrc'],
    ['in2csv -n ~/.netrc', 'secret.read ~/.netrc'],
    ['shellcheck -x ~/.netrc', 'secret.read ~/.netrc'],
    ['yamllint -s ~/.netrc', 'secret.read ~/.netrc'],
    ['xmlstarlet sel -t -v x -n ~/.netrc', 'secret.read ~/.netrc'],
    ['hexdump -b ~/.netrc', 'secret.read ~/.netrc'],
    ['flac -t ~/.netrc', 'secret.read ~/.netrc'],
    ['cat -s ~/.netrc', 'secret.read ~/.netrc'],
    ['yq -P ~/.netrc', 'secret.read ~/.netrc'],
    ['yq e . ~/.netrc', 'secret.read ~/.netrc'],
    ['yq -o json ~/.netrc', 'secret.read ~/.netrc'],
    ['jo a=@~/.netrc', 'file.read ~/.netrc'],
  ]);
});

describe('What a filter names is read', () => {
  check([
    ["jq -n '$ENV'", 'secret.read …'],
    ['yq -n \'load("a.yml")\'', 'file.read a.yml'],
    ["yq e 'env(API_TOKEN)' a", 'secret.read API_TOKEN'],
  ]);
});

describe('What an option or operand names is written', () => {
  check([
    ['pdftotext -layout a.pdf /opt/b', 'file.write /opt/b'],
    ['pdftotext /opt/a.pdf', 'file.write /opt/a'],
    ['asciidoctor /opt/a.adoc', 'file.write /opt/a'],
    ['sphinx-build -n a /opt/b', 'file.write /opt/b'],
    ['pg_format -i /opt/a', 'file.write /opt/a'],
    ['svgo /opt/a.svg', 'file.write /opt/a.svg'],
    ['htmlq -o /opt/a p', 'file.write /opt/a'],
    ['cython -o /opt/a.c b.pyx', 'file.write /opt/a.c'],
    ['lessc a.less /opt/b', 'file.write /opt/b'],
    ['sass --watch a:/opt/b', 'file.write /opt/b'],
    ['nim c -o:/opt/a b.nim', 'file.write /opt/a'],
    ['objcopy --dump-section .text=/opt/a b.o', 'file.write /opt/a'],
    ['doxygen -g /opt/a', 'file.write /opt/a'],
    ['docker build -o type=local,dest=/opt/a .', 'file.write /opt/a'],
    ['helm create /opt/a', 'file.write /opt/a'],
    ['rails new /opt/a', 'file.write /opt/a'],
    ['django-admin startproject n /opt/a', 'file.write /opt/a'],
    ['ng new a --directory /opt/a', 'file.write /opt/a'],
    ['npm create vite@latest /opt/a', 'file.write /opt/a'],
    ['npx create-vite /opt/a', 'file.write /opt/a'],
    ['mix new /opt/a', 'file.write /opt/a'],
    ['gatsby new /opt/a', 'file.write /opt/a'],
    ['gcc -o/opt/a b.c', 'file.write /opt/a'],
    ['gcc -MF/opt/a -MD b.c', 'file.write /opt/a'],
    ['gcc -Wl,-o,/opt/a b.c', 'file.write /opt/a'],
    ['gcc -Wp,-MD,/opt/a b.c', 'file.write /opt/a'],
    ['clang -ftime-trace=/opt/a b.c', 'file.write /opt/a'],
    ['rustc --emit=link=/opt/a b.rs', 'file.write /opt/a'],
    ['cargo fmt --manifest-path /opt/a/Cargo.toml', 'file.write /opt/a/Cargo'],
    ['cargo fmt -- /opt/a.rs', 'file.write /opt/a.rs'],
    ['go fmt /opt/a', 'file.write /opt/a'],
    ['tsc -p /opt/a', 'file.write /opt/a'],
    ['tsc --build /opt/a', 'file.write /opt/a'],
    ['ktlint -F /opt/a', 'file.write /opt/a'],
    ['husky install /opt/a', 'file.write /opt/a'],
    ['ast-grep run -p a -r b -U /opt/a', 'file.write /opt/a'],
    ['ast-grep -U -p a -r b /opt/a', 'file.write /opt/a'],
    ['husky /opt/a', 'file.write /opt/a'],
    ['ncu --packageFile /opt/a -u', 'file.write /opt/a'],
    ['node --cpu-prof-dir=/opt/a b.js', 'file.write /opt/a'],
  ]);
});

describe('What a list names is used like operands', () => {
  check([
    ['tar cf a.tar -T list', 'file.read …'],
    ['tar --remove-files -T list -cf a.tar', 'file.delete …'],
    ['xz --files=list', 'file.delete …'],
    ['zstd --filelist list --rm', 'file.delete …'],
    ['zip -m a.zip -@', 'file.delete …'],
    ['zip a.zip -@', 'file.read …'],
    ['wc --files0-from=list', 'file.read …'],
    ['rsync --files-from=list a b', 'file.read …'],
    ['cpio -o', 'file.read cpio'],
    ['git rm --pathspec-from-file list', 'file.delete …'],
  ]);
});

const OPAQUE = 'shell.opaque (an option that can run or load anything)';

describe('What names a program makes the line opaque, or runs', () => {
  check([
    ['gcc -B/opt/a b.c', OPAQUE],
    ['gcc -fuse-ld=/opt/a b.c', 'shell.opaque (gcc)'],
    ['clang --gcc-toolchain=/opt/a b.c', OPAQUE],
    ['gcc -Xlinker -plugin b.c', 'shell.opaque (gcc)'],
    ['rustc -C linker=/opt/a b.rs', 'shell.opaque (rustc)'],
    ['rustc -Zcodegen-backend=/opt/a b.rs', 'shell.opaque (rustc)'],
    ['javac -J-javaagent:a.jar B.java', 'shell.opaque (javac)'],
    ['jar -J-agentpath:a cf b c', 'shell.opaque (jar)'],
    ['ocamlc -pp ./a b.ml', 'process.run ./a'],
    ['ktlint -R a.jar', 'process.run ktlint a.jar'],
    ['ldd ./a', 'process.run ldd ./a'],
    ['make CC=/tmp/a', 'shell.opaque (a variable that names what runs)'],
    ['make "CXX=sh -c a"', 'shell.opaque (a variable that names what runs)'],
    ['cmake -DCMAKE_C_COMPILER=/tmp/a .', 'shell.opaque (a variable that names what runs)'],
    ['cmake -D CMAKE_C_COMPILER:PATH=/tmp/a .', 'shell.opaque (a variable that names what runs)'],
    ['cmake -DCMAKE_TOOLCHAIN_FILE=a.cmake .', 'process.run cmake a.cmake'],
    ['MAKEFILES=a make', 'shell.opaque (a variable that makes programs run others)'],
    ['CARGO_TARGET_A_RUNNER=/opt/a cargo test', 'shell.opaque (a variable that makes programs run others)'],
    ['cargo watch -s "cat a"', 'file.read a'],
    ['cargo watch -x "install a"', 'package.install cargo install a'],
    ['cargo watch -- cat a', 'file.read a'],
    ['node --inspect=0.0.0.0:9229 a.js', 'net.connect node 0.0.0.0:9229'],
    ['node --inspect=192.0.2.1 a.js', 'net.connect node 192.0.2.1'],
    ['node --inspect=[2001:db8::1] a.js', 'net.connect node [2001:db8::1]'],
    ['node --inspect=$x a.js', 'net.connect node …'],
    ['mksquashfs a b -p "x f 644 0 0 id"', OPAQUE],
  ]);
});

describe('What is changed by a word that looks harmless', () => {
  check([
    ['date 01010000', 'config.modify date 01010000'],
    ['git rm --cached a', 'git.commit git rm'],
    ['git fsck --lost-found', 'git.commit git fsck'],
    ['conda env remove -n a', 'file.delete conda env remove -n a'],
    ['docker exec a ls', 'service.change docker exec a ls'],
    ['docker manifest inspect a', 'net.fetch docker manifest inspect a'],
    ['mysql a', 'shell.opaque (it runs what it reads from its input)'],
    ['sqlite3 a', 'shell.opaque (it runs what it reads from its input)'],
    ['mongosh a', 'shell.opaque (it runs what it reads from its input)'],
    ['psql -h db -c "select 1"', 'net.connect db'],
  ]);
});

describe('A host that is no known one counts', () => {
  check([
    ['docker pull h.example/a', 'net.fetch h.example'],
    ['docker pull h.example:5000/a', 'net.fetch h.example'],
    ['skopeo inspect docker://h.example/a', 'net.fetch h.example'],
    ['docker run "a.$x/b"', 'net.fetch not known'],
    ['helm pull oci://h.example/a', 'net.fetch h.example'],
    ['helm show chart oci://h.example/a', 'net.fetch h.example'],
    ['helm repo add a https://h.example', 'net.fetch h.example'],
    ['cargo install a --index https://h.example', 'net.fetch h.example'],
    ['gem install a -s https://h.example', 'net.fetch h.example'],
    ['nuget install a -Source https://h.example', 'net.fetch h.example'],
    ['dotnet add package a --source https://h.example', 'net.fetch h.example'],
    ['semgrep --config=https://h.example/r.yml .', 'net.fetch h.example'],
    ['cookiecutter https://h.example/a', 'net.fetch h.example'],
  ]);
});

test('takes nothing from lines that do not name such things', () => {
  const lines: readonly (readonly [string, string])[] = [
    ["jq '.env' a", 'file.read a'],
    ['yq .a b', 'file.read b'],
    ['docker pull ghcr.io/a/b', 'net.fetch docker pull ghcr.io/a/b'],
    ['docker pull localhost:5000/a', 'net.fetch docker pull localhost:5000/a'],
    ['docker pull a/b', 'net.fetch docker pull a/b'],
    ['git fetch origin main', 'net.fetch git fetch origin main'],
    ['make CC=gcc', 'process.run make CC=gcc'],
    ['make --x=y', 'process.run make --x=y'],
    ['cmake -DCMAKE_BUILD_TYPE=Debug -D X=1 .', 'process.run cmake -DCMAKE_BUILD_TYPE=Debug -D X=1 .'],
    ['node --inspect=127.0.0.1:1 a.js', 'file.read a.js, process.run node a.js'],
    ['node --inspect=[::1]:1 a.js', 'file.read a.js, process.run node a.js'],
    ['node --inspect=9229 a.js', 'file.read a.js, process.run node a.js'],
    ['yq', 'file.read yq'],
    ['psql -h localhost -c "select 1"', 'db.read no table'],
    ['date +%s', 'file.read date +%s'],
    ['ldd -v /bin/ls', 'file.read /bin/ls'],
    ['gcc -fuse-ld=lld a.c', 'process.run gcc, process.run gcc -fuse-ld=lld a.c, file.read a.c'],
    ['gcc -Wall -Wl,-rpath,x a.c', 'process.run ld -rpath x, process.run gcc -Wall -Wl'],
    ['sqlite3 a "select 1"', 'db.read sqlite3 a select 1, file.read a, db.read no table'],
  ];
  assert.deepEqual(
    lines.filter(([line, effects]) => !effectsOf(line).startsWith(effects)).map(([line]) => [line, effectsOf(line)]),
    [],
  );
});
