import { statSync } from 'node:fs';
import { SandboxError } from '../../../ports/sandbox.ts';
import type { Runner } from './session-settings.ts';

/** A path that is shown at another one, with its owner's files taken for the runner's. */
export type OwnedMount = { readonly from: string; readonly to: string };

/**
 * Perl, which every Debian has, for calls that no program of an older util-linux makes: mounts that show one owner's files as
 * another's (mount_setattr(2), Linux 5.12 and later). The numbers of the calls are the same on every machine but that of unshare,
 * which is given.
 *
 * Words: number of unshare, user, group, then `from to owner group` for each mount, `--`, a folder that is shown with all that was
 * mounted below it, where it is shown, and the program to become.
 */
const SCRIPT = `
use strict;
my ($unshare, $user, $group) = splice @ARGV, 0, 3;
my %spaces;
sub fail { print STDERR "countersign: $_[0]: $!\\n"; exit 126 }
sub space {
  my ($owner, $their) = @_;
  return $spaces{"$owner:$their"} if $spaces{"$owner:$their"};
  pipe(my $isMade, my $made) and pipe(my $isDone, my $done) or fail("make a pipe");
  my $child = fork;
  defined $child or fail("start a process");
  if (!$child) {
    syscall($unshare + 0, 0x10000000) == 0 or exit 1;
    syswrite $made, "x"; close $done; sysread $isDone, my $byte, 1; exit 0;
  }
  close $made; sysread($isMade, my $byte, 1) or fail("make a namespace of users");
  for (["uid_map", $owner, $user], ["gid_map", $their, $group]) {
    my ($file, $from, $to) = @$_;
    open(my $map, ">", "/proc/$child/$file") or fail("open $file");
    syswrite($map, "$from $to 1\\n") or fail("map $from to $to");
  }
  open(my $space, "<", "/proc/$child/ns/user") or fail("open a namespace");
  close $done; waitpid $child, 0;
  return $spaces{"$owner:$their"} = $space;
}
my $empty = "";
while (@ARGV && $ARGV[0] ne "--") {
  my ($from, $to, $owner, $their) = splice @ARGV, 0, 4;
  my $tree = syscall(428, -100, $from, 0x80001);
  $tree >= 0 or fail("open $from");
  my $attributes = pack("Q4", 0x100000, 0, 0, fileno space($owner, $their));
  syscall(442, $tree, $empty, 0x1000, $attributes, 32) == 0 or fail("show the files of $from as another owner's");
  syscall(429, $tree, $empty, -100, $to, 4) == 0 or fail("mount $from");
}
my (undef, $stage, $shown) = splice @ARGV, 0, 3;
my $tree = syscall(428, -100, $stage, 0x88001);
$tree >= 0 && syscall(429, $tree, $empty, -100, $shown, 4) == 0 or fail("mount $stage");
exec { $ARGV[0] } @ARGV or fail("start $ARGV[0]");
`;

/** `unshare(2)` by the machine as Node names it. */
const UNSHARE: Readonly<Record<string, number>> = { x64: 272, arm64: 97 };

/**
 * The words that start a program as the administrator, in a mount namespace of its own, in which each of the mounts is there with
 * its owner's files belonging to the runner, and the stage is shown at `/tmp`, where the runner can get at it.
 */
export function mountAsOwner(
  mounts: readonly OwnedMount[],
  { runner, stage }: { readonly runner: Runner; readonly stage: string },
): readonly string[] {
  const number = UNSHARE[process.arch];
  if (number === undefined)
    throw new SandboxError('sandbox.unavailable', `open a sandbox: found ${process.arch}, want x64 or arm64`);
  const pairs = mounts.flatMap(({ from, to }) => {
    const { uid, gid } = statSync(from);
    return [from, to, String(uid), String(gid)];
  });
  const words = [String(number), String(runner.userId), String(runner.groupId), ...pairs, '--', stage, SHOWN];
  return ['unshare', '--mount', '--propagation', 'private', '--', 'perl', '-e', SCRIPT, ...words];
}

/** Where the runner finds the stage: a folder that everybody may enter, hidden by it in that namespace only. */
export const SHOWN = '/tmp';
