# Run by hook-shim.sh: the fast path over bash's own TCP. The gateway answers a line `0 stdout` or `2 stderr`, the text, and
# a line `end` that shows that the answer came whole.
export LC_ALL=C
answered=no

refuse() {
  answered=yes
  printf 'Countersign: %s The call did not run. Next: countersign up, then countersign doctor.\n' "$1" >&2
  exit 2
}
# Whatever ends this shell before there is an answer ends it with 2.
trap '[ "$answered" = yes ] || { trap - EXIT; exit 2; }' EXIT
trap 'refuse "the hook was interrupted."' HUP INT TERM

wait_seconds=${COUNTERSIGN_HOOK_WAIT:-90}
max_bytes=2097152
token_file=${COUNTERSIGN_HOOK_TOKEN_FILE:-$COUNTERSIGN_STATE/tokens/agent.token}
{ IFS= read -r token <"$token_file"; } 2>/dev/null || refuse "no token in $token_file."
address=${COUNTERSIGN_ADDRESS:-}
[ -n "$address" ] || { IFS= read -r address <"$COUNTERSIGN_STATE/address"; } 2>/dev/null || refuse 'the gateway was never started here.'
[[ $address =~ ^http://([A-Za-z0-9.-]{1,253}):([0-9]{1,5})/?$ ]] || refuse "the address $address is not http://HOST:PORT."
host=${BASH_REMATCH[1]} port=${BASH_REMATCH[2]}

event=${1-}
[[ $event =~ ^[A-Za-z]{0,40}$ ]] || refuse 'the event named in the settings is no event.'
path=/hooks/claude-code/command${event:+?event=$event}

body=$(</dev/stdin)
[ "${#body}" -le "$max_bytes" ] || refuse "the event has ${#body} bytes, want at most $max_bytes."
[ -n "$body" ] || refuse 'the event is empty.'

{ exec 3<>"/dev/tcp/$host/$port"; } 2>/dev/null || refuse "no gateway answers at $address."
trap 'refuse "the gateway broke off."' PIPE
printf 'POST %s HTTP/1.1\r\nHost: %s:%s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' \
  "$path" "$host" "$port" "$token" "${#body}" "$body" >&3 || refuse 'the gateway broke off.'

IFS= read -r -t "$wait_seconds" status_line <&3 || refuse "the gateway did not answer within $wait_seconds s."
[[ $status_line == 'HTTP/1.1 200 '* ]] || refuse "the gateway answered ${status_line:0:60}."
while IFS= read -r -t "$wait_seconds" header <&3; do
  header=${header%$'\r'}
  [ -n "$header" ] || break
  [[ ${header,,} != transfer-encoding:* ]] || refuse 'the gateway answered in a form this hook cannot read.'
done
IFS= read -r -t "$wait_seconds" verdict <&3 || refuse 'the answer of the gateway was cut off.'
text= line= complete=no
while IFS= read -r -t "$wait_seconds" line <&3; do
  if [ "$line" = end ]; then
    complete=yes
    text+=${next-}
    unset next
    continue
  fi
  complete=no
  [ -z "${next+set}" ] || text+=$next$'\n'
  next=$line
done
[ "$complete" = yes ] && [ -z "$line" ] || refuse 'the answer of the gateway was cut off.'

case $verdict in
'0 stdout')
  answered=yes
  printf '%s\n' "$text"
  exit 0
  ;;
'2 stderr')
  answered=yes
  printf '%s\n' "$text" >&2
  exit 2
  ;;
*) refuse 'the gateway answered something else than a verdict.' ;;
esac
