/**
 * The part of the agent that keeps the doors: it listens on 127.0.0.1 of the guest, which has no other network, and carries each
 * connection over the channel. Neither side sends more than 256 KB of a connection that the other has not passed on.
 */
export const AGENT_DOORS = String.raw`
our $WINDOW = 262144;

sub open_doors {
  for my $port (@_) {
    my $listener;
    socket($listener, 2, 1, 0) or fail("door: $!");
    setsockopt($listener, 1, 2, pack('i', 1));
    bind($listener, pack('S n a4 x8', 2, $port, "\x7f\0\0\1")) or fail("door $port: $!");
    listen($listener, 128);
    fcntl($listener, 4, 2048);
    $door{$port} = $listener;
  }
}

sub watch_doors {
  my ($reading, $writing) = @_;
  vec($$reading, fileno $_, 1) = 1 for values %door;
  for my $one (values %connection) {
    vec($$reading, fileno $$one{socket}, 1) = 1 if !$$one{ended} && $$one{unacknowledged} < $WINDOW;
    vec($$writing, fileno $$one{socket}, 1) = 1 if length $$one{waiting};
  }
}

sub tend_doors {
  my ($readable, $writable) = @_;
  for my $port (keys %door) {
    next unless vec($readable, fileno $door{$port}, 1);
    while (keys %connection < 1000 && accept(my $socket, $door{$port})) {
      fcntl($socket, 4, 2048);
      setsockopt($socket, 6, 1, pack('i', 1));
      my $number = ++$lastConnection;
      $connection{$number} = {socket => $socket, waiting => '', unacknowledged => 0, ended => 0, closing => 0, closed => 0};
      send_frame('d', $number, pack('N', $port));
    }
  }
  for my $number (sort keys %connection) {
    my $one = $connection{$number};
    push_connection($number) if vec($writable, fileno $$one{socket}, 1);
    next unless $connection{$number} && !$$one{ended} && vec($readable, fileno $$one{socket}, 1);
    my $got = sysread($$one{socket}, my $chunk, 65536);
    if (!defined $got) { next if $! == 11 || $! == 4; lose_connection($number); next; }
    if ($got == 0) { $$one{ended} = 1; send_frame('X', $number, ''); forget_if_over($number); next; }
    $$one{unacknowledged} += $got;
    send_frame('D', $number, $chunk);
  }
}

sub feed_connection { my ($number, $bytes) = @_; my $one = $connection{$number} or return; $$one{waiting} .= $bytes; push_connection($number); }
sub credit_connection { my ($number, $bytes) = @_; my $one = $connection{$number} or return; $$one{unacknowledged} -= $bytes; }
sub end_connection { my ($number) = @_; my $one = $connection{$number} or return; $$one{closing} = 1; push_connection($number); }
sub drop_connection { my ($number) = @_; my $one = delete $connection{$number} or return; setsockopt($$one{socket}, 1, 13, pack('ii', 1, 0)); close $$one{socket}; }
sub lose_connection { my ($number) = @_; drop_connection($number); send_frame('Z', $number, ''); }

sub push_connection {
  my ($number) = @_;
  my $one = $connection{$number} or return;
  my $passed = 0;
  while (length $$one{waiting}) {
    my $wrote = syswrite($$one{socket}, $$one{waiting}, 65536);
    if (!defined $wrote) { last if $! == 11 || $! == 4; lose_connection($number); return; }
    substr($$one{waiting}, 0, $wrote) = '';
    $passed += $wrote;
  }
  send_frame('A', $number, pack('N', $passed)) if $passed;
  if ($$one{closing} && !length $$one{waiting} && !$$one{closed}) { shutdown($$one{socket}, 1); $$one{closed} = 1; forget_if_over($number); }
}

sub forget_if_over { my ($number) = @_; my $one = $connection{$number} or return; if ($$one{ended} && $$one{closed}) { close $$one{socket}; delete $connection{$number}; } }
`;
