import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { seccompFilter } from './seccomp-filter.ts';

type Call = { readonly architecture?: number; readonly number: number; readonly words?: readonly number[] };

const X64 = 0xc000_003e;
const ARM64 = 0xc000_00b7;

/** What the kernel would do: a reader of the few instructions of classic BPF that a filter may have. */
function answer(filter: Uint8Array, { architecture = X64, number, words = [] }: Call): string {
  const program = Buffer.from(filter);
  const memory: Readonly<Record<number, number>> = {
    0: number,
    4: architecture,
    ...Object.fromEntries(words.map((word, index) => [16 + 8 * index, word])),
  };
  let loaded = 0;
  for (let at = 0; at * 8 < program.length; at++) {
    const value = program.readUInt32LE(at * 8 + 4);
    const jump = (isMet: boolean): number => program.readUInt8(at * 8 + (isMet ? 2 : 3));
    switch (program.readUInt16LE(at * 8)) {
      case 0x20:
        loaded = (memory[value] ?? 0) >>> 0;
        break;
      case 0x15:
        at += jump(loaded === value);
        break;
      case 0x35:
        at += jump(loaded >= value);
        break;
      case 0x45:
        at += jump((loaded & value) !== 0);
        break;
      case 0x06:
        return value === 0x7fff_0000 ? 'allowed' : value === 0x8000_0000 ? 'killed' : `errno ${value & 0xffff}`;
      default:
        return 'not an instruction of ours';
    }
  }
  return 'ran off its end';
}

const AT_EXIT = 0o4755;
const CALLS: readonly (readonly [
  name: string,
  call: Call,
  arm64: Omit<Call, 'architecture'> | null,
  answer: string,
])[] = [
  ['read', { number: 0 }, { number: 63 }, 'allowed'],
  ['execve', { number: 59 }, { number: 221 }, 'allowed'],
  ['a fork', { number: 56, words: [0x0120_0011] }, { number: 220, words: [0x0120_0011] }, 'allowed'],
  ['a thread', { number: 56, words: [0x003d_0f00] }, { number: 220, words: [0x003d_0f00] }, 'allowed'],
  ['a new namespace of users', { number: 56, words: [0x1000_0011] }, { number: 220, words: [0x1000_0011] }, 'errno 1'],
  ['unshare', { number: 272, words: [0x1000_0000] }, { number: 97 }, 'errno 1'],
  ['clone3', { number: 435 }, { number: 435 }, 'errno 38'],
  ['ptrace', { number: 101 }, { number: 117 }, 'errno 1'],
  ['mount', { number: 165 }, { number: 40 }, 'errno 1'],
  ['a socket of the internet', { number: 41, words: [2, 1, 0] }, { number: 198, words: [10, 1, 0] }, 'allowed'],
  ['a raw look at links', { number: 41, words: [16, 3, 0] }, { number: 198, words: [16, 3, 0] }, 'allowed'],
  ['netlink of the audit', { number: 41, words: [16, 3, 9] }, { number: 198, words: [16, 3, 9] }, 'errno 97'],
  ['a socket file', { number: 41, words: [1, 1, 0] }, { number: 198, words: [1, 1, 0] }, 'errno 97'],
  ['packets', { number: 41, words: [17, 3, 3] }, { number: 198, words: [17, 3, 3] }, 'errno 97'],
  ['a pair of sockets', { number: 53, words: [1, 1, 0] }, { number: 199, words: [1, 1, 0] }, 'allowed'],
  ['a pair of another family', { number: 53, words: [2, 1, 0] }, { number: 199, words: [2, 1, 0] }, 'errno 97'],
  ['a mode', { number: 90, words: [0, 0o755] }, { number: 53, words: [0, 0, 0o755] }, 'allowed'],
  ['a set-user mode', { number: 90, words: [0, AT_EXIT] }, { number: 53, words: [0, 0, AT_EXIT] }, 'errno 1'],
  [
    'a set-user mode of an open file',
    { number: 91, words: [3, AT_EXIT] },
    { number: 52, words: [3, AT_EXIT] },
    'errno 1',
  ],
  ['the newest chmod', { number: 452, words: [0, 0, 0o2755] }, { number: 452, words: [0, 0, 0o2755] }, 'errno 1'],
  [
    'opening to read, with any mode',
    { number: 257, words: [0, 0, 0, 0xffff] },
    { number: 56, words: [0, 0, 0, 0xffff] },
    'allowed',
  ],
  [
    'making a file',
    { number: 257, words: [0, 0, 0o101, 0o644] },
    { number: 56, words: [0, 0, 0o101, 0o644] },
    'allowed',
  ],
  [
    'making a set-user file',
    { number: 257, words: [0, 0, 0o101, AT_EXIT] },
    { number: 56, words: [0, 0, 0o101, AT_EXIT] },
    'errno 1',
  ],
  [
    'a set-user file without a name',
    { number: 257, words: [0, 0, 0o20200002, AT_EXIT] },
    { number: 56, words: [0, 0, 0o20200002, AT_EXIT] },
    'errno 1',
  ],
  ['a pipe with a name', { number: 259, words: [0, 0, 0o10644] }, { number: 33, words: [0, 0, 0o10644] }, 'allowed'],
  ['a set-group node', { number: 259, words: [0, 0, 0o102644] }, { number: 33, words: [0, 0, 0o102644] }, 'errno 1'],
  ['the size of a terminal', { number: 16, words: [0, 0x5413] }, { number: 29, words: [0, 0x5413] }, 'allowed'],
  ['typing for a terminal', { number: 16, words: [0, 0x5412] }, { number: 29, words: [0, 0x5412] }, 'errno 1'],
  [
    'asking for the personality',
    { number: 135, words: [0xffff_ffff] },
    { number: 92, words: [0xffff_ffff] },
    'allowed',
  ],
  ['no random addresses', { number: 135, words: [0x0004_0000] }, { number: 92, words: [0x0004_0000] }, 'errno 1'],
  ['a call of x32', { number: 0x4000_0000 }, null, 'errno 38'],
  ['a call of 32 bits', { number: 11, architecture: 0x4000_0003 }, null, 'killed'],
];

test('answers each call as it should, on x64 and on arm64', () => {
  const filters = [seccompFilter('x86_64'), seccompFilter('aarch64')] as const;
  assert.ok(filters[0] !== null && filters[1] !== null);
  for (const [name, call, arm64, wanted] of CALLS) {
    assert.equal(answer(filters[0], call), wanted, name);
    if (arm64 !== null) assert.equal(answer(filters[1], { ...arm64, architecture: ARM64 }), wanted, `${name} on arm64`);
  }
  assert.equal(answer(filters[1], { number: 0, architecture: X64 }), 'killed');
});

test('ends at an answer for every number, and stays within what the kernel takes', () => {
  for (const [machine, architecture] of [
    ['x86_64', X64],
    ['arm64', ARM64],
  ] as const) {
    const filter = seccompFilter(machine);
    assert.ok(filter !== null && filter.length % 8 === 0 && filter.length / 8 < 4_096);
    for (let number = 0; number < 600; number++)
      assert.match(answer(filter, { number, architecture }), /^(allowed|errno [0-9]+)$/);
  }
});

test('has no filter for a machine whose numbers it does not know', () => {
  assert.equal(seccompFilter('riscv64'), null);
});
