# Run by hook-shim.sh: one exchange with the gateway over bash's own TCP.
#
#   hook-shim.bash PORT TOKEN_FILE WAIT_SECONDS AGENT EVENT WHOSE [PID_FILE]
#
# WHOSE is `own` where the token is that of our own state directory: then it is shown to a program of our own user alone, or root's.
# PID_FILE names the gateway that wrote the port down, where it is the one that is called.
# Exit 0 with the gateway's text on standard output, 2 with its reason on standard error. 9 when there is no connection, or
# this bash is too old to make one: nothing was read from standard input then. The gateway answers a line `0 stdout` or
# `2 stderr`, the text, and a line `end`; together exactly Content-Length bytes, or the answer is none.
export LC_ALL=C
((BASH_VERSINFO[0] >= 4)) || exit 9
port=$1 token_file=$2 wait_seconds=$3 agent=$4 event=$5 whose=$6 pid_file=${7-}
max_bytes=2097152
writer=

refuse() {
  [ -z "$writer" ] || kill -KILL "$writer" 2>/dev/null
  printf 'Countersign: %s This counts as denied. Run: countersign up, then countersign doctor.\n' "$1" >&2
  exit 2
}
trap '' PIPE

# While our gateway runs it holds its port, and nobody else can. To see that it does is quicker than to look who listens.
runs_here() {
  local pid program script
  [[ -r $pid_file ]] && read -r pid <"$pid_file" && [[ -n $pid && $pid != *[!0-9]* && -O /proc/$pid ]] || return 1
  { read -r -d '' program && while read -r -d '' script && [[ $script == -* ]]; do :; done; } 2>/dev/null <"/proc/$pid/cmdline"
  [[ $script == */daemon/main.[jt]s ]]
}

# While the gateway is down any user can listen at its port. Linux tells who does, and lists those who listen before all others
# (proc_net_tcp.txt); where nothing is told, nothing is known.
is_another_users() {
  local hex table at socket_state owner _
  printf -v hex '%04X' "$port"
  for table in /proc/net/tcp /proc/net/tcp6; do
    [[ -r $table ]] || continue
    while read -r _ at _ socket_state _ _ _ owner _; do
      [[ $socket_state != st ]] || continue
      [[ $socket_state == 0A ]] || break
      case $at in
      0100007F:$hex | 7F000001:$hex | 00000000:$hex) ;;
      00000000000000000000000000000000:$hex | 0000000000000000FFFF00000100007F:$hex | 00000000000000000000FFFF7F000001:$hex) ;;
      *) continue ;;
      esac
      [[ $owner == 0 || $owner == "$EUID" ]] || return 0
    done <"$table"
  done
  return 1
}

{ exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null || exit 9
if [[ $whose == own ]] && ! runs_here && is_another_users; then refuse "a program of another user listens at port $port."; fi
token=
IFS= read -r token <"$token_file"
[[ -n $token && $token != *[!A-Za-z0-9._~+/=-]* ]] || refuse "the token in $token_file is not one."
lease=
if [[ -n ${COUNTERSIGN_LEASE_FILE-} ]]; then
  IFS= read -r lease 2>/dev/null <"$COUNTERSIGN_LEASE_FILE"
  [[ -n $lease && $lease != *[!A-Za-z0-9+/=_-]* ]] || refuse "the lease token in $COUNTERSIGN_LEASE_FILE is not one."
  lease=$'\r\n'"Countersign-Lease: $lease"
fi
body=
IFS= read -r -N $((max_bytes + 1)) body && refuse "the event has more than $max_bytes bytes."

write_request() {
  printf 'POST /hooks/%s/command%s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nAuthorization: Bearer %s%s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' \
    "$agent" "${event:+?event=$event}" "$port" "$token" "$lease" "${#body}" "$body" >&3
}
# A body that may not fit the socket's buffers is written aside, so that the wait below bounds a gateway that reads nothing.
if ((${#body} <= 32768)); then
  write_request 2>/dev/null
else
  write_request </dev/null >/dev/null 2>&1 &
  writer=$!
fi

deadline=$((SECONDS + wait_seconds))
no_answer() {
  ((SECONDS < deadline)) || refuse "the gateway did not answer within $wait_seconds s."
  refuse 'the gateway broke off before it answered.'
}
time_left() {
  ((remaining = deadline - SECONDS, remaining > 0)) || no_answer
}

time_left
IFS= read -r -n 1024 -t "$remaining" line <&3 || no_answer
[[ $line == 'HTTP/1.1 200 '* ]] || refuse 'the gateway answered with another status than 200.'
length=
for ((count = 0; count < 64; count++)); do
  time_left
  IFS= read -r -n 8192 -t "$remaining" line <&3 || no_answer
  line=${line%$'\r'}
  [[ -n $line ]] || break
  [[ ${line,,} != content-length:* ]] || length=${line#*:}
done
length=${length//[[:space:]]/}
[[ -n $length && $length != *[!0-9]* && ${#length} -le 7 ]] || refuse 'the gateway answered without a length.'
time_left
IFS= read -r -N "$length" -t "$remaining" answer <&3 || no_answer
[[ -z $writer ]] || kill -KILL "$writer" 2>/dev/null
[[ ${#answer} -eq $length && $answer == *$'\nend\n' ]] || refuse 'the answer of the gateway is not a whole one.'

verdict=${answer%%$'\n'*}
text=${answer#*$'\n'}
text=${text%end$'\n'}
[[ $text != $'\n' ]] || text=
case $verdict in
'0 stdout')
  printf '%s' "$text" || refuse 'the answer could not be handed on.'
  exit 0
  ;;
'2 stderr')
  printf '%s' "$text" >&2
  exit 2
  ;;
*) refuse 'the gateway answered something else than a verdict.' ;;
esac
