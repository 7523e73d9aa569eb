import type { Guarantee } from '../../../core/sandbox/guarantee.ts';

/**
 * Answers for itself, one word a line, only what it found to hold. `$1` is a file beside the folder. Where nothing holds it, it
 * changes nothing but the folder.
 */
export const PROBE_SCRIPT = `
[ -e "$1" ] || [ -e /etc/shadow ] || [ -e /sys/kernel ] || [ -n "$(ls -A /stage 2>/dev/null)" ] || echo private-root
[ -w /usr ] || [ -w /etc ] || [ -w / ] || [ -w /dev ] || echo read-only-root
[ -z "$(find /proc -path '/proc/[0-9]*' -prune -o -type f -writable -exec test -f {} \\; -print 2>/dev/null)" ] && echo no-machine
[ "$(grep -c : /proc/net/dev)" = 1 ] && grep -q ' lo:' /proc/net/dev && echo no-network
grep -q '0100007F:0C38 00000000:0000 0A' /proc/net/tcp && echo door
set -- /proc/[0-9]*; [ $# -le 4 ] && echo no-other-process
grep -q '^CapEff:.0*$' /proc/self/status && grep -q '^CapBnd:.0*$' /proc/self/status && grep -q '^NoNewPrivs:.1$' /proc/self/status && echo no-capabilities
grep -q '^Seccomp:.2$' /proc/self/status && echo filtered
unshare -U true 2>/dev/null || echo no-namespaces
grep -q '^Max processes  *64 ' /proc/self/limits && echo processes
grep -q '^Max file size  *1048576 ' /proc/self/limits && echo files
grep -q '^Max cpu time  *6 ' /proc/self/limits && echo cpu
[ "$(/usr/bin/env --default-signal=INT -- echo yes 2>/dev/null)" = yes ] && echo terminal
touch made 2>/dev/null
exit 0
`;

/** What each word stands for, and the guarantee that is none without it. */
export const WORDS: readonly (readonly [word: string, guarantee: Guarantee, meaning: string])[] = [
  ['private-root', 'files.private-root', 'a root of its own'],
  ['read-only-root', 'files.private-root', 'a system that cannot be changed'],
  ['no-machine', 'files.private-root', 'a /proc through which nothing of the machine can be set'],
  ['no-network', 'network.none', 'a network without any host'],
  ['no-network', 'network.proxy-only', 'a network without any host'],
  ['door', 'network.proxy-only', 'the door that was opened'],
  ['no-other-process', 'processes.isolated', 'that it is alone'],
  ['no-capabilities', 'privileges.none', 'that it has no capability and gets none'],
  ['filtered', 'calls.filtered', 'a filter of system calls'],
  ['no-namespaces', 'namespaces.denied', 'that it can make no namespace'],
  ['processes', 'limit.processes', 'a bound on processes'],
  ['files', 'limit.files', 'a bound on the size of files'],
  ['cpu', 'limit.cpu', 'a bound on processor time'],
  ['terminal', 'terminal', 'an env that gives a program its signals back (coreutils 8.31 and later)'],
];
