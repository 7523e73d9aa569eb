/**
 * The part of the agent that makes the place for programs, and tells what they changed in it.
 *
 * `set_up` gets names and values in turn. The workspace is an image with a layer of memory above it; a change is what lies in that
 * layer and differs from below.
 */
export const AGENT_FILES = String.raw`
sub prepare {
  mkdir "$OWN/$_" for qw(group readable below copy dev temporary);
  must_mount('none', "$OWN/group", 'cgroup2', 0, '');
  write_file("$OWN/group/cgroup.subtree_control", '+memory +pids +cpu');
  mkdir "$OWN/group/programs";
  write_file("$OWN/group/programs/cgroup.subtree_control", '+memory +pids +cpu');
  write_file('/proc/sys/user/max_user_namespaces', '0');
  write_file('/proc/sys/kernel/unprivileged_userns_clone', '0');
  write_file('/proc/sys/kernel/unprivileged_bpf_disabled', '2');
  write_file('/proc/sys/kernel/yama/ptrace_scope', '2');
  write_file('/proc/sys/kernel/kptr_restrict', '2');
  write_file('/proc/sys/kernel/dmesg_restrict', '1');
  write_file('/proc/sys/kernel/perf_event_paranoid', '3');
  write_file('/proc/sys/kernel/core_pattern', 'core');
  private_devices();
  detach('/sys');
}

sub private_devices {
  my $dev = "$OWN/dev";
  must_mount('dev', $dev, 'tmpfs', $MS{nosuid} | $MS{noexec}, 'size=1m,mode=0755');
  my %node = (null => [1, 3], zero => [1, 5], full => [1, 7], random => [1, 8], urandom => [1, 9], tty => [5, 0]);
  umask 0;
  for my $name (keys %node) { my ($major, $minor) = @{$node{$name}}; my $path = "$dev/$name"; check(syscall($CALL{mknod}, $path, 0020666, ($major << 8) | $minor), "make $name"); }
  umask 022;
  mkdir "$dev/$_" for qw(shm pts);
  symlink($$_[0], "$dev/$$_[1]") for (['/proc/self/fd', 'fd'], ['fd/0', 'stdin'], ['fd/1', 'stdout'], ['fd/2', 'stderr'], ['pts/ptmx', 'ptmx']);
  must_mount('pts', "$dev/pts", 'devpts', $MS{nosuid} | $MS{noexec}, 'newinstance,ptmxmode=0666,mode=0620');
}

sub below_folders { my ($path) = @_; my $at = ''; for my $name (grep { length } split m{/}, $path) { $at .= "/$name"; mkdir $at unless -d $at; } }

sub temporary_folder {
  my ($path, $mode) = @_;
  (my $name = $path) =~ tr{/}{-};
  mkdir "$OWN/temporary/$name"; chmod $mode, "$OWN/temporary/$name"; chown $USER, $USER, "$OWN/temporary/$name";
  below_folders($path);
  must_mount("$OWN/temporary/$name", $path, '', $MS{bind}, '');
}

sub bind_readable {
  my ($from, $path) = @_;
  if (-d $from) { below_folders($path); }
  else { my ($above) = $path =~ m{^(.*)/}; below_folders($above); my $file; open($file, '>', $path); close $file if defined $file; }
  must_mount($from, $path, '', $MS{bind}, '');
  must_mount('none', $path, '', $MS{remount} | $MS{bind} | $MS{ro} | $MS{nosuid} | $MS{nodev}, '');
}

sub be_fresh {
  my ($time, $entropy) = @_;
  my $source;
  syscall($CALL{clock_settime}, 0, pack('qq', int($time / 1000), ($time % 1000) * 1_000_000));
  open($source, '+<', '/dev/urandom') or return;
  syswrite($source, $entropy);
  ioctl($source, 0x5207, 0);
  close $source;
}

sub set_up {
  while (@_) { my ($name, $value) = (shift, shift); if ($name eq 'door' || $name eq 'readable') { push @{$setup{$name}}, $value } else { $setup{$name} = $value } }
  be_fresh($setup{time_ms}, $setup{entropy});
  my $name = 'sandbox';
  syscall($CALL{sethostname}, $name, length $name);
  write_file('/etc/passwd', "root:x:0:0::/:/bin/false\nnobody:x:65534:65534::/:/bin/false\n" . join(':', 'user', 'x', $USER, $USER, '', $setup{home} || '/tmp', '/bin/sh') . "\n");
  write_file('/etc/group', "root:x:0:\nnogroup:x:65534:\nuser:x:$USER:\n");
  write_file('/etc/hosts', "127.0.0.1 localhost\n127.0.0.1 sandbox\n");
  my $group = "$OWN/group/programs";
  write_file("$group/memory.max", $setup{memory_ceiling});
  write_file("$group/pids.max", $setup{tasks});
  must_mount('temporary', "$OWN/temporary", 'tmpfs', $MS{nosuid} | $MS{nodev}, "size=$setup{temporary_bytes},nr_inodes=200000,mode=0700");
  temporary_folder($_, 01777) for qw(/tmp /var/tmp);
  temporary_folder($setup{home}, 0700) if length $setup{home};
  system("$OWN/busybox", 'blockdev', '--flushbufs', $_) for ('/dev/vdb', $setup{readable} ? '/dev/vdc' : ());
  if ($setup{readable}) {
    must_mount('/dev/vdc', "$OWN/readable", 'erofs', $MS{ro} | $MS{nosuid} | $MS{nodev}, '');
    bind_readable("$OWN/readable$_", $_) for @{$setup{readable}};
  }
  mount_workspace();
  must_mount("$OWN/dev", '/dev', '', $MS{bind} | $MS{rec}, '');
  temporary_folder('/dev/shm', 01777);
  must_mount('none', '/', '', $MS{remount} | $MS{bind} | $MS{ro} | $MS{nosuid} | $MS{nodev}, '');
  open_doors(@{$setup{door} || []});
}

sub mount_workspace {
  below_folders($setup{folder});
  if ($setup{writes} eq 'none') { must_mount('/dev/vdb', $setup{folder}, 'erofs', $MS{ro} | $MS{nosuid} | $MS{nodev}, ''); return; }
  must_mount('/dev/vdb', "$OWN/below", 'erofs', $MS{ro} | $MS{nosuid} | $MS{nodev}, '');
  must_mount('copy', "$OWN/copy", 'tmpfs', $MS{nosuid} | $MS{nodev}, "size=$setup{copy_bytes},nr_inodes=1000000,mode=0700");
  mkdir "$OWN/copy/$_" for qw(upper work);
  my @below = lstat "$OWN/below";
  chmod $below[2] & 0777, "$OWN/copy/upper"; chown $USER, $USER, "$OWN/copy/upper";
  must_mount('copy', $setup{folder}, 'overlay', $MS{nosuid} | $MS{nodev}, "lowerdir=$OWN/below,upperdir=$OWN/copy/upper,workdir=$OWN/copy/work");
}

sub home_file {
  my ($path, $executable, $contents) = @_;
  my $at = $setup{home};
  my @names = split m{/}, $path;
  my $name = pop @names;
  for (@names) { $at .= "/$_"; next if -d $at; mkdir $at, 0700; chown $USER, $USER, $at; }
  write_file("$at/$name", $contents);
  chmod($executable ? 0700 : 0600, "$at/$name"); chown $USER, $USER, "$at/$name";
}

sub is_gone { my (@stat) = @_; return @stat && ($stat[2] & 0170000) == 0020000 && $stat[6] == 0; }
sub kind_of { my (@stat) = @_; return 'nothing' if !@stat || is_gone(@stat); return {0100000 => 'file', 0040000 => 'folder', 0120000 => 'link'}->{$stat[2] & 0170000} || 'other'; }

sub names_in { my ($folder) = @_; my $handle; opendir($handle, $folder) or return (); my @names = grep { $_ ne '.' && $_ ne '..' } readdir $handle; closedir $handle; return @names; }

sub same_file {
  my ($one, $other) = @_;
  my ($first, $second, $left, $right);
  open($first, '<', $one) && open($second, '<', $other) or return 0;
  while (1) {
    my ($got, $also) = (sysread($first, $left, 65536), sysread($second, $right, 65536));
    return 0 if !defined $got || !defined $also || $got != $also || $left ne $right;
    return 1 if $got == 0;
  }
}

sub differs {
  my ($path, $above, $below) = @_;
  my ($after, $before) = (kind_of(@$above), kind_of(@$below));
  return 1 if $after ne $before;
  return 0 if $after eq 'folder' || $after eq 'nothing';
  return readlink("$OWN/copy/upper/$path") ne readlink("$OWN/below/$path") if $after eq 'link';
  return 1 if $after eq 'other' || (($$above[2] ^ $$below[2]) & 0100) || $$above[7] != $$below[7];
  return !same_file("$OWN/copy/upper/$path", "$OWN/below/$path");
}

our ($changes, $changesFor);
sub report { my ($path, $kind, @more) = @_; return if ++$changes > 50_001; send_list('c', $changesFor, $path, $kind, @more); }

sub report_gone {
  my ($path) = @_;
  report($path, 'nothing');
  my @below = lstat "$OWN/below/$path";
  if (kind_of(@below) eq 'folder') { report_gone("$path/$_") for names_in("$OWN/below/$path"); }
}

sub walk_copy {
  my ($folder, $deep) = @_;
  return if $deep > 200 || $changes > 50_000;
  my $prefix = length $folder ? "$folder/" : '';
  my @names = names_in("$OWN/copy/upper/$folder");
  my %seen = map { $_ => 1 } @names;
  for my $name (@names) {
    my $path = "$prefix$name";
    my @above = lstat "$OWN/copy/upper/$path";
    my @below = lstat "$OWN/below/$path";
    my $kind = kind_of(@above);
    if ($kind eq 'nothing') { report_gone($path) if @below; next; }
    if (differs($path, \@above, \@below)) {
      if ($kind ne 'folder' && kind_of(@below) eq 'folder') { report_gone("$path/$_") for names_in("$OWN/below/$path"); }
      report($path, $kind, $kind eq 'file' ? ($above[7], $above[2] & 0100 ? 1 : 0) : $kind eq 'link' ? (readlink "$OWN/copy/upper/$path") : ());
    }
    walk_copy($path, $deep + 1) if $kind eq 'folder';
  }
  return if kind_of(lstat "$OWN/below/$folder") ne 'folder';
  my %merged = map { $_ => 1 } names_in("$setup{folder}/$folder");
  for my $name (names_in("$OWN/below/$folder")) { report_gone("$prefix$name") if !$merged{$name} && !$seen{$name}; }
}

sub send_changes {
  my ($number) = @_;
  ($changes, $changesFor) = (0, $number);
  walk_copy('', 0) if $setup{writes} eq 'copy';
  send_frame('e', $number, '');
}

sub send_contents {
  my ($number, $path) = @_;
  my ($file, $chunk, $at) = (undef, '', "$OWN/copy/upper");
  my @names = split m{/}, $path;
  my $name = pop @names;
  for (@names) { $at .= "/$_"; my @stat = lstat $at; if (kind_of(@stat) ne 'folder') { send_frame('n', $number, "$path is not below a folder"); return; } }
  my @stat = lstat "$at/$name";
  if (kind_of(@stat) ne 'file') { send_frame('n', $number, "$path is " . kind_of(@stat) . ', want a file'); return; }
  if ($stat[7] > 50 * 1024 * 1024) { send_frame('n', $number, "too large: $stat[7] bytes"); return; }
  sysopen($file, "$at/$name", 0400000) or do { send_frame('n', $number, "$path: $!"); return; };
  while (sysread($file, $chunk, 1 << 17)) { send_frame('g', $number, $chunk); }
  send_frame('e', $number, '');
}
`;
