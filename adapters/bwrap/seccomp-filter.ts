import { Buffer } from 'node:buffer';
import { type Numbers, numbersFor } from './system-calls.ts';

const ENOSYS = 38;
const EPERM = 1;
const EAFNOSUPPORT = 97;

const ALLOW = 0x7fff_0000;
const KILL = 0x8000_0000;
const fails = (errno: number): number => 0x0005_0000 | errno;

/** Opcodes of classic BPF (linux/bpf_common.h): load a word, jump, return. */
const LOAD = 0x20;
const IF_EQUAL = 0x15;
const IF_AT_LEAST = 0x35;
const IF_ANY_BIT = 0x45;
const RETURN = 0x06;

/** Offsets in `struct seccomp_data`; of an argument only the low word, which is all that the kernel reads of these. */
const NUMBER = 0;
const ARCHITECTURE = 4;
const lowWordOf = (argument: number): number => 16 + 8 * argument;

type Instruction = readonly [code: number, yes: number, no: number, value: number];

const SET_ID_BITS = 0o6000;
/** `O_CREAT` and the bit of `O_TMPFILE`: without them the mode is not read, and may be anything. */
const CREATES = 0x40_0040;
/** Every `CLONE_NEW…`. */
const NEW_NAMESPACES = 0x7e02_0080;
const AF_UNIX = 1;
const AF_INET = 2;
const AF_INET6 = 10;
const AF_NETLINK = 16;
const TIOCSTI = 0x5412;
const TIOCLINUX = 0x541c;

/**
 * The system calls that a contained program may not make, as a filter for the kernel (seccomp, `struct sock_filter`, little
 * endian); null for a machine whose numbers are not known.
 *
 * Refused: other processes' memory, mounts and namespaces, keys of the kernel, modules, clocks, BPF, io_uring; files with a
 * set-user or set-group bit, which would outlive the program in the workspace; sockets other than those of the internet, which
 * leads nowhere here, and the kernel's own table of links: a socket file in the workspace would be a way out.
 */
export function seccompFilter(machine: string): Uint8Array | null {
  const numbers = numbersFor(machine);
  if (numbers === null) return null;
  const program: readonly Instruction[] = [
    [LOAD, 0, 0, ARCHITECTURE],
    [IF_EQUAL, 1, 0, numbers.architecture],
    [RETURN, 0, 0, KILL],
    [LOAD, 0, 0, NUMBER],
    ...(numbers.firstForeign === null ? [] : refuseFrom(numbers.firstForeign)),
    ...numbers.refused.flatMap((number) => onCall(number, [[RETURN, 0, 0, fails(EPERM)]])),
    ...numbers.unknown.flatMap((number) => onCall(number, [[RETURN, 0, 0, fails(ENOSYS)]])),
    ...byArgument(numbers),
    [RETURN, 0, 0, ALLOW],
  ];
  return encode(program);
}

/** Rules that read arguments; each answers for its call, so that the number is still loaded for the next. */
function byArgument(numbers: Numbers): readonly Instruction[] {
  const { clone, ioctl, personality, socket, socketpair } = numbers;
  return [
    ...onCall(clone, refuseBits(0, NEW_NAMESPACES)),
    ...onCall(ioctl, refuseValues(1, [TIOCSTI, TIOCLINUX])),
    ...onCall(personality, acceptValues(0, [0, 0xffff_ffff], EPERM)),
    ...onCall(socket, [
      [LOAD, 0, 0, lowWordOf(0)],
      [IF_EQUAL, 4, 0, AF_INET],
      [IF_EQUAL, 3, 0, AF_INET6],
      [IF_EQUAL, 0, 3, AF_NETLINK],
      [LOAD, 0, 0, lowWordOf(2)],
      [IF_EQUAL, 0, 1, 0],
      [RETURN, 0, 0, ALLOW],
      [RETURN, 0, 0, fails(EAFNOSUPPORT)],
    ]),
    ...onCall(socketpair, acceptValues(0, [AF_UNIX], EAFNOSUPPORT)),
    ...numbers.withMode.flatMap(([number, mode]) => onCall(number, refuseBits(mode, SET_ID_BITS))),
    ...numbers.opening.flatMap(([number, flags, mode]) =>
      onCall(number, [
        [LOAD, 0, 0, lowWordOf(flags)],
        [IF_ANY_BIT, 1, 0, CREATES],
        [RETURN, 0, 0, ALLOW],
        ...refuseBits(mode, SET_ID_BITS),
      ]),
    ),
  ];
}

function onCall(number: number, body: readonly Instruction[]): readonly Instruction[] {
  return [[IF_EQUAL, 0, body.length, number], ...body];
}

function refuseFrom(number: number): readonly Instruction[] {
  return [
    [IF_AT_LEAST, 0, 1, number],
    [RETURN, 0, 0, fails(ENOSYS)],
  ];
}

function refuseBits(argument: number, bits: number): readonly Instruction[] {
  return [
    [LOAD, 0, 0, lowWordOf(argument)],
    [IF_ANY_BIT, 0, 1, bits],
    [RETURN, 0, 0, fails(EPERM)],
    [RETURN, 0, 0, ALLOW],
  ];
}

function refuseValues(argument: number, values: readonly number[]): readonly Instruction[] {
  return [
    [LOAD, 0, 0, lowWordOf(argument)],
    ...values.flatMap((value): readonly Instruction[] => [
      [IF_EQUAL, 0, 1, value],
      [RETURN, 0, 0, fails(EPERM)],
    ]),
    [RETURN, 0, 0, ALLOW],
  ];
}

function acceptValues(argument: number, values: readonly number[], errno: number): readonly Instruction[] {
  return [
    [LOAD, 0, 0, lowWordOf(argument)],
    ...values.flatMap((value): readonly Instruction[] => [
      [IF_EQUAL, 0, 1, value],
      [RETURN, 0, 0, ALLOW],
    ]),
    [RETURN, 0, 0, fails(errno)],
  ];
}

function encode(program: readonly Instruction[]): Uint8Array {
  const bytes = Buffer.alloc(program.length * 8);
  for (const [index, [code, yes, no, value]] of program.entries()) {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(yes, index * 8 + 2);
    bytes.writeUInt8(no, index * 8 + 3);
    bytes.writeUInt32LE(value >>> 0, index * 8 + 4);
  }
  return bytes;
}
