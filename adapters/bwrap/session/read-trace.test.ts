import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTrace } from './read-trace.ts';

const AROUND = `10 execve("/usr/bin/nsenter", ["nsenter", "-t"], 0x1 /* 1 var */) = 0
10 openat(AT_FDCWD</>, "/etc/nsswitch.conf", O_RDONLY) = 3</etc/nsswitch.conf>
11 execve("/usr/bin/prlimit", ["/usr/bin/prlimit"], 0x1) = 0
11 execve("/usr/bin/bwrap", ["bwrap", "--args"], 0x1) = 0
11 openat(AT_FDCWD</>, "/oldroot/secret", O_RDONLY) = 3</oldroot/secret>
13 mkdir("/newroot/home", 0755) = 0
13 execve("/usr/local/bin/sh", ["sh"], 0x1) = -1 ENOENT (No such file or directory)
13 execve("/usr/bin/sh", ["sh", "-c", "cat \\"x"], 0x1) = 0
`;

function accesses(text: string): readonly string[] {
  const found = readTrace(AROUND + text, '/work');
  return found.map(({ path, access, failure }) => [access, path, ...(failure === null ? [] : [failure])].join(' '));
}

test('tells what a program did from what stands around it', () => {
  assert.deepEqual(accesses(''), ['run /usr/bin/sh']);
});

test('tells reads, writes, deletions, renames and what failed, each once', () => {
  const text = `13 openat(AT_FDCWD</work>, "kept", O_RDONLY|O_CLOEXEC) = 3</work/kept>
13 openat(AT_FDCWD</work>, "kept", O_RDONLY) = 3</work/kept>
13 openat(AT_FDCWD</work>, "made", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 3</work/made>
14 renameat2(AT_FDCWD</work>, "made", AT_FDCWD</work>, "../moved", RENAME_NOREPLACE) = 0
14 unlinkat(5</work/folder>, "inner", 0) = 0
14 openat(AT_FDCWD</work>, "/etc/shadow", O_RDONLY) = -1 EACCES (Permission denied)
14 newfstatat(3</work/kept>, "", {st_mode=S_IFREG|0644}, AT_EMPTY_PATH) = 0
14 symlink("../target", "link") = 0
11 openat(AT_FDCWD</>, "/proc/1/status", O_RDONLY) = 3</proc/1/status>
15 +++ exited with 0 +++`;
  assert.deepEqual(accesses(text).slice(1), [
    'read /work/kept',
    'write /work/made',
    'rename /work/made',
    'write /moved',
    'delete /work/folder/inner',
    'read /etc/shadow EACCES',
    'write /work/link',
  ]);
});

test('puts calls together that others interrupted, follows folders, and reads every name', () => {
  const text = `14 chdir("/work/a b") = 0
14 openat(AT_FDCWD</work/a b>, "x",  <unfinished ...>
15 openat(AT_FDCWD</work>, "\\303\\274 \\"q\\"", O_RDONLY <unfinished ...>
14 <... openat resumed>O_RDONLY) = -1 ENOENT (No such file or directory)
15 <... openat resumed>) = 3</work/...>
14 mkdir("made", 0777) = 0`;
  assert.deepEqual(accesses(text).slice(1), [
    'read /work/a b',
    'read /work/a b/x ENOENT',
    'read /work/ü "q"',
    'write /work/a b/made',
  ]);
});

test('stops at ten thousand, and makes nothing of what it cannot read', () => {
  const many = Array.from({ length: 11_000 }, (_, index) => `13 access("/file-${index}", F_OK) = 0`).join('\n');
  assert.equal(accesses(many).length, 10_000);
  for (const text of [
    '13 ',
    'x',
    '13 open("',
    '13 open("/x',
    '13 ( = 0',
    '13 openat(AT_FDCWD</x',
    '13 <... open resumed>) = 0',
  ])
    assert.deepEqual(accesses(text), ['run /usr/bin/sh'], text);
});
