import { AGENT_DOORS } from './guest-agent-doors.ts';
import { AGENT_FILES } from './guest-agent-files.ts';
import { AGENT_PROGRAMS } from './guest-agent-programs.ts';

/**
 * The gateway's program in the guest, in the Perl that every Debian has, without modules: it makes the place, starts programs as
 * an ordinary user, carries their streams and doors over one channel, and reports changes.
 *
 * A frame on the channel is a length of 4 bytes (big-endian, of what follows), a kind of one letter, a number of 4 bytes and a
 * body; a body with several values is a list of values with their lengths in 4 bytes each (`guest-frames.ts`).
 */
const AGENT_CHANNEL = String.raw`
use strict; use warnings; no warnings 'exec';
$| = 1;
$SIG{PIPE} = 'IGNORE';
our $OWN = '/run/countersign';
our $USER = 1000;
our ($channel, $received, %run, %door, %connection, %setup) = (undef, '');
our $lastConnection = 0;
our %CALL = (read => 0, setsid => 112, mount => 165, umount => 166, mknod => 133, unshare => 272, prctl => 157, setgroups => 116,
  setresgid => 119, setresuid => 117, prlimit => 302, clock_settime => 227, sethostname => 170, exit_group => 231);

sub fail { my ($why) = @_; print STDOUT "countersign: $why\n"; system("$OWN/busybox", 'poweroff', '-f'); sleep 60; exit 1; }
sub check { my ($result, $what) = @_; fail("$what: $!") if !defined $result || $result < 0; return $result; }
sub write_file { my ($path, $text) = @_; my $file; open($file, '>', $path) or return 0; my $done = syswrite($file, $text); close $file; return defined $done; }
sub read_file { my ($path) = @_; my ($file, $text); open($file, '<', $path) or return ''; sysread($file, $text, 65536); close $file; return $text // ''; }
sub mount { my ($from, $to, $type, $flags, $options) = @_; return syscall($CALL{mount}, $from, $to, $type, $flags + 0, $options); }
sub must_mount { my ($from, $to) = @_; check(mount(@_), "mount $from on $to"); }
sub detach { my ($path) = @_; return syscall($CALL{umount}, $path, 2); }
our %MS = (ro => 1, nosuid => 2, nodev => 4, noexec => 8, remount => 32, bind => 4096, rec => 16384, private => 262144);

sub send_frame {
  my ($kind, $number, $body) = @_;
  my $bytes = pack('N a1 N', 5 + length $body, $kind, $number) . $body;
  my $done = 0;
  while ($done < length $bytes) {
    my $wrote = syswrite($channel, $bytes, length($bytes) - $done, $done);
    if (!defined $wrote) { next if $! == 4; fail("channel: $!"); }
    $done += $wrote;
  }
}
sub send_list { my ($kind, $number, @values) = @_; send_frame($kind, $number, pack('(N/a*)*', @values)); }

sub open_channel {
  my $line = read_file('/proc/cmdline');
  if ($line =~ /\bcountersign\.channel=vsock:(\d+)/) {
    socket($channel, 40, 1, 0) or fail("vsock: $!");
    connect($channel, pack('S S L L x4', 40, 0, $1, 2)) or fail("vsock: $!");
  } else {
    for (1 .. 200) { last if open($channel, '+<', '/dev/vport0p1'); select(undef, undef, undef, 0.02); }
    fail('no channel') unless defined $channel && fileno $channel;
  }
  binmode $channel;
}

sub take_frames {
  my $got = sysread($channel, $received, 1 << 17, length $received);
  if (!defined $got) { return if $! == 4 || $! == 11; fail("channel: $!"); }
  fail('channel closed') if $got == 0;
  while (length $received >= 4) {
    my $length = unpack('N', $received);
    fail('frame too long') if $length > 80_000_000 || $length < 5;
    last if length $received < 4 + $length;
    my ($kind, $number) = unpack('a1 N', substr($received, 4, 5));
    my $body = substr($received, 9, $length - 5);
    substr($received, 0, 4 + $length) = '';
    handle($kind, $number, $body);
  }
}

sub handle {
  my ($kind, $number, $body) = @_;
  if ($kind eq 'S') { set_up(unpack('(N/a*)*', $body)); send_frame('s', 0, ''); }
  elsif ($kind eq 'T') { be_fresh(unpack('(N/a*)*', $body)); send_frame('t', 0, ''); }
  elsif ($kind eq 'H') { home_file(unpack('(N/a*)*', $body)); }
  elsif ($kind eq 'R') { start_run($number, unpack('(N/a*)*', $body)); }
  elsif ($kind eq 'I') { feed_run($number, $body); }
  elsif ($kind eq 'K') { kill_run($number); }
  elsif ($kind eq 'F') { freeze_all($number); }
  elsif ($kind eq 'C') { send_changes($number); }
  elsif ($kind eq 'G') { send_contents($number, $body); }
  elsif ($kind eq 'D') { feed_connection($number, $body); }
  elsif ($kind eq 'A') { credit_connection($number, unpack('N', $body)); }
  elsif ($kind eq 'X') { end_connection($number); }
  elsif ($kind eq 'Z') { drop_connection($number); }
}

sub serve {
  while (1) {
    my ($reading, $writing) = ('', '');
    vec($reading, fileno $channel, 1) = 1;
    watch_runs(\$reading, \$writing);
    watch_doors(\$reading, \$writing);
    my $found = select(my $readable = $reading, my $writable = $writing, undef, %run ? 0.05 : undef);
    next if $found < 0;
    tend_runs($readable, $writable);
    tend_doors($readable, $writable);
    take_frames() if vec($readable, fileno $channel, 1);
  }
}
`;

const AGENT_END = String.raw`
open_channel();
prepare();
send_frame('r', 0, '');
serve();
`;

/** All of it, as the initial file system holds it. */
export const GUEST_AGENT = [AGENT_CHANNEL, AGENT_FILES, AGENT_PROGRAMS, AGENT_DOORS, AGENT_END].join('\n');
