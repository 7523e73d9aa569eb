/**
 * The part of the agent that starts programs. Each has namespaces of its own for processes, mounts and messages, and a group:
 * the first process in the namespace waits for the program and ends, and the kernel ends what is left of the rest.
 */
export const AGENT_PROGRAMS = String.raw`
sub values_of { my ($text) = @_; my %value; $value{$1} = $2 while $text =~ /^(\S+) (\d+)$/mg; return %value; }

sub start_run {
  my ($number, $cwd, $limits, $arguments, @environment) = @_;
  my ($cpu, $output) = split / /, $limits;
  my @argv = unpack('(N/a*)*', $arguments);
  my $group = "$OWN/group/programs/run-$number";
  my (@in, @out, @err, @end);
  pipe($in[0], $in[1]); pipe($out[0], $out[1]); pipe($err[0], $err[1]); pipe($end[0], $end[1]);
  chown $USER, $USER, $in[0], $out[1], $err[1];
  mkdir $group;
  write_file("$group/memory.oom.group", '1');
  my $process = fork;
  if (!defined $process) { send_list('x', $number, 'not-started', "fork: $!", 0, 0, ''); return; }
  if ($process == 0) { close $_ for ($in[1], $out[0], $err[0], $end[0]); forget_others(); enclose($group, $cwd, \@argv, {@environment}, [$in[0], $out[1], $err[1], $end[1]]); }
  fcntl($_, 4, 2048) for ($in[1], $out[0], $err[0]);
  $run{$number} = {group => $group, process => $process, in => $in[1], out => $out[0], err => $err[0], end => $end[0],
    input => '', closing => 0, said => '', printed => 0, most => $output, cpu => $cpu, excess => '', polled => 0};
}

sub forget_others {
  for my $one (values %run) { close $_ for grep { defined } @$one{qw(in out err end)}; }
  close $_ for (values %door, map { $$_{socket} } values %connection);
  close $channel;
}

sub leave { my ($code) = @_; syscall($CALL{exit_group}, $code); }

sub enclose {
  my ($group, $cwd, $argv, $environment, $streams) = @_;
  my $end = $$streams[3];
  write_file("$group/cgroup.procs", '0') or do { syswrite($end, "Enot-started\0group: $!\0"); leave(1); };
  if (syscall($CALL{unshare}, 0x20000000 | 0x00020000 | 0x08000000 | 0x02000000) < 0) { syswrite($end, "Enot-started\0unshare: $!\0"); leave(1); }
  my $first = fork;
  if (!defined $first) { syswrite($end, "Enot-started\0fork: $!\0"); leave(1); }
  if ($first) { close $_ for @$streams; waitpid($first, 0); leave(0); }
  mount('proc', '/proc', 'proc', $MS{nosuid} | $MS{nodev} | $MS{noexec}, '');
  mount('hidden', $OWN, 'tmpfs', $MS{ro} | $MS{nosuid} | $MS{nodev} | $MS{noexec}, 'size=4k,mode=0000');
  my $program = fork;
  if (!defined $program) { syswrite($end, "Enot-started\0fork: $!\0"); leave(1); }
  if ($program == 0) { become($cwd, $argv, $environment, $streams); }
  open(STDIN, '<', '/dev/null'); open(STDOUT, '>', '/dev/null'); open(STDERR, '>', '/dev/null');
  close $$streams[$_] for 0 .. 2;
  while ((my $ended = wait) > 0) { if ($ended == $program) { syswrite($end, "X$?"); leave(0); } }
  leave(0);
}

sub limit { my ($which, $most) = @_; syscall($CALL{prlimit}, 0, $which, pack('QQ', $most, $most), 0); }

sub become {
  my ($cwd, $argv, $environment, $streams) = @_;
  my ($in, $out, $err, $end) = @$streams;
  my $refuse = sub { syswrite($end, "E$_[0]\0$_[1]\0"); leave(127); };
  syscall($CALL{setsid});
  open(STDIN, '<&', $in); open(STDOUT, '>&', $out); open(STDERR, '>&', $err);
  limit(4, 0); limit(1, $setup{file_bytes}); limit(0, int(($setup{cpu_ms} + 1999) / 1000)); limit(7, 65536);
  for my $capability (0 .. 63) { last if syscall($CALL{prctl}, 24, $capability, 0, 0, 0) < 0; }
  if (syscall($CALL{setgroups}, 0, 0) < 0 || syscall($CALL{setresgid}, $USER, $USER, $USER) < 0 || syscall($CALL{setresuid}, $USER, $USER, $USER) < 0) { $refuse->('not-started', "user: $!"); }
  syscall($CALL{prctl}, 38, 1, 0, 0, 0) == 0 or $refuse->('not-started', "privileges: $!");
  chdir $cwd or $refuse->('not-started', "folder $cwd: $!");
  umask 022;
  %ENV = %$environment;
  $SIG{PIPE} = 'DEFAULT';
  my ($program, @found) = ($$argv[0]);
  if (length $setup{filter}) { my $filter = pack('S x6 P', length($setup{filter}) / 8, $setup{filter}); syscall($CALL{prctl}, 22, 2, $filter, 0, 0) == 0 or $refuse->('not-started', "filter: $!"); }
  exec { $program } @$argv;
  $refuse->($! == 2 ? 'not-found' : 'not-started', "$program: $!");
}

sub feed_run {
  my ($number, $bytes) = @_;
  my $one = $run{$number} or return;
  if (length $bytes) { $$one{input} .= $bytes; } else { $$one{closing} = 1; }
  push_input($one);
}

sub push_input {
  my ($one) = @_;
  return unless defined $$one{in};
  while (length $$one{input}) {
    my $wrote = syswrite($$one{in}, $$one{input}, 65536);
    if (!defined $wrote) { return if $! == 11 || $! == 4; $$one{input} = ''; $$one{closing} = 1; last; }
    substr($$one{input}, 0, $wrote) = '';
  }
  if ($$one{closing}) { close $$one{in}; $$one{in} = undef; }
}

sub kill_run { my ($number) = @_; my $one = $run{$number} or return; write_file("$$one{group}/cgroup.kill", '1'); }

sub freeze_all {
  my ($number) = @_;
  my $group = "$OWN/group/programs";
  write_file("$group/cgroup.freeze", $number ? '1' : '0');
  for (1 .. 500) { my %event = values_of(read_file("$group/cgroup.events")); last if $event{frozen} == ($number ? 1 : 0); select(undef, undef, undef, 0.01); }
  send_frame('f', $number, '');
}

sub watch_runs {
  my ($reading, $writing) = @_;
  for my $one (values %run) {
    for my $name (qw(out err end)) { vec($$reading, fileno $$one{$name}, 1) = 1 if defined $$one{$name}; }
    vec($$writing, fileno $$one{in}, 1) = 1 if defined $$one{in} && length $$one{input};
  }
}

sub pass_on {
  my ($number, $one, $name) = @_;
  my $got = sysread($$one{$name}, my $chunk, 65536);
  if (!defined $got) { return 0 if $! == 11 || $! == 4; $got = 0; }
  if ($got == 0) { close $$one{$name}; $$one{$name} = undef; return 0; }
  $$one{printed} += $got;
  if ($$one{printed} > $$one{most} && !length $$one{excess}) { $$one{excess} = 'output'; kill_run($number); }
  my $over = $$one{printed} - $$one{most};
  $chunk = substr($chunk, 0, $over >= $got ? 0 : $got - $over) if $over > 0;
  send_frame($name eq 'out' ? 'o' : 'p', $number, $chunk) if length $chunk;
  return 1;
}

sub used_ms { my ($one) = @_; my %used = values_of(read_file("$$one{group}/cpu.stat")); return ($used{usage_usec} || 0) / 1000; }

sub tend_runs {
  my ($readable, $writable) = @_;
  for my $number (sort keys %run) {
    my $one = $run{$number};
    for my $name (qw(out err)) { pass_on($number, $one, $name) if defined $$one{$name} && vec($readable, fileno $$one{$name}, 1); }
    push_input($one) if defined $$one{in} && vec($writable, fileno $$one{in}, 1);
    if (vec($readable, fileno $$one{end}, 1)) {
      my $got = sysread($$one{end}, $$one{said}, 4096, length $$one{said});
      if (!$got) { finish_run($number, $one); next; }
    }
    hold_to_limits($number, $one);
  }
}

sub hold_to_limits {
  my ($number, $one) = @_;
  return if length $$one{excess} || $$one{polled}++ % 2;
  if (used_ms($one) > $$one{cpu}) { $$one{excess} = 'cpu'; kill_run($number); return; }
  return if anonymous("$OWN/group/programs") <= $setup{memory_bytes};
  my ($largest) = sort { anonymous($run{$b}{group}) <=> anonymous($run{$a}{group}) } keys %run;
  $run{$largest}{excess} = 'memory';
  kill_run($largest);
}

sub anonymous { my ($group) = @_; my %memory = values_of(read_file("$group/memory.stat")); return $memory{anon} || 0; }

sub finish_run {
  my ($number, $one) = @_;
  waitpid($$one{process}, 0);
  for my $name (qw(out err)) { while (defined $$one{$name} && pass_on($number, $one, $name)) {} close $$one{$name} if defined $$one{$name}; }
  close $$one{end}; close $$one{in} if defined $$one{in};
  my %event = values_of(read_file("$$one{group}/memory.events"));
  my $excess = $$one{excess};
  $excess = 'memory' if !length $excess && $event{oom_kill};
  my $peak = read_file("$$one{group}/memory.peak"); chomp $peak;
  my ($kind, $detail) = $$one{said} =~ /^E([^\0]*)\0([^\0]*)\0/ ? ($1, $2) : $$one{said} =~ /X(\d+)/ ? ('ended', $1) : ('killed', '');
  $excess = 'cpu' if !length $excess && $kind eq 'ended' && ($detail & 127) == 24;
  $excess = 'files' if !length $excess && $kind eq 'ended' && ($detail & 127) == 25;
  send_list('x', $number, $kind, $detail, int used_ms($one), $peak || 0, $excess, $$one{printed});
  delete $run{$number};
  rmdir $$one{group};
}
`;
