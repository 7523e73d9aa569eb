#!/bin/sh
# The command hook of an agent: hands the event on standard input to the gateway and answers as the gateway says.
#
#   hook-shim.sh [hook AGENT] [EVENT]        AGENT is claude-code when none is named
#
# Exit 0 with what the gateway wants on standard output, or exit 2 with the reason on standard error, which blocks. Whatever goes wrong (no
# gateway, no token, no answer, half an answer, a killed helper) is exit 2, since the agent goes on after any other failure.
# EVENT, as the settings name it, makes one difference: for events where 2 would make the agent go on, a failure is 1.
#
# This shell only watches over what does the work: bash, which speaks TCP itself and takes about 2 ms; curl, which takes 6;
# Node, which takes 40. The token is read from a file and never becomes an argument or a variable of another program.
#
# State is in COUNTERSIGN_STATE, else under XDG_STATE_HOME or ~/.local/state. COUNTERSIGN_ADDRESS and
# COUNTERSIGN_HOOK_TOKEN_FILE replace single files of it, COUNTERSIGN_HOOK_WAIT the seconds to wait. A lease token in the file
# COUNTERSIGN_LEASE_FILE is shown with every event.
case $0 in */*) here=${0%/*} ;; *) here=. ;; esac
newline='
'
agent=claude-code
if [ "${1-}" = hook ]; then
  agent=${2-}
  shift
  [ "$#" -eq 0 ] || shift
fi
event=${1-}
case $event in *[!A-Za-z]*) event= ;; esac
case $event in
Stop | SubagentStop | TaskCompleted | TeammateIdle | AfterAgent) failed=1 ;;
*) failed=2 ;;
esac
case $event in
'' | PreToolUse | PermissionRequest | BeforeTool | preToolUse | permissionRequest) wait_seconds=80 ;;
beforeShellExecution | beforeMCPExecution | beforeReadFile | subagentStart) wait_seconds=80 ;;
*) wait_seconds=8 ;;
esac
case ${COUNTERSIGN_HOOK_WAIT-} in
'' | *[!0-9]* | ????*) ;;
*) wait_seconds=$COUNTERSIGN_HOOK_WAIT ;;
esac

helper=
refuse() {
  printf 'Countersign: %s This counts as denied. Run: countersign up, then countersign doctor.\n' "$1" >&2
  exit "$failed"
}
interrupted() {
  [ -z "$helper" ] || kill -KILL "$helper" 2>/dev/null
  refuse 'the hook was interrupted before there was an answer.'
}
trap interrupted HUP INT TERM

state=${COUNTERSIGN_STATE:-${XDG_STATE_HOME:-${HOME-}/.local/state}/countersign}
token_file=${COUNTERSIGN_HOOK_TOKEN_FILE:-$state/tokens/agent.token}
whose=${COUNTERSIGN_HOOK_TOKEN_FILE:+given}
whose=${whose:-own}
address=${COUNTERSIGN_ADDRESS-}
pid_file=
if [ -z "$address" ]; then
  pid_file=$state/pid
  if [ -r "$state/address" ]; then IFS= read -r address <"$state/address"; fi
  address=${address:-http://127.0.0.1:7391}
fi
address=${address%/}
case $agent in '' | *[!a-z-]*) refuse 'the name of the agent is not one.' ;; esac
case $address in
http://127.0.0.1:* | http://localhost:*) ;;
*) refuse 'the address of the gateway is not http://127.0.0.1:PORT.' ;;
esac
port=${address##*:}
case $port in '' | *[!0-9]* | ??????*) refuse 'the address of the gateway has no port.' ;; esac
[ -r "$token_file" ] || refuse "there is no token in $token_file."

# Runs a helper on our standard input, and ends as it does. Goes on only when it ended with 9: then it could not connect, and
# has read nothing of the event. An interrupt does not wait for the helper.
exec 3<&0
answer_with() {
  "$@" <&3 3<&- &
  helper=$!
  wait "$helper" 2>/dev/null
  status=$?
  helper=
  case $status in
  0) exit 0 ;;
  2) exit "$failed" ;;
  9) ;;
  *) refuse 'the hook ended before there was an answer.' ;;
  esac
}

post_with_curl() {
  exec curl -q -sS --config /dev/fd/4 --data-binary @- --noproxy '*' --proto =http --max-time "$wait_seconds" \
    --header 'Content-Type: application/json' --header 'Expect:' --write-out '%{http_code}' \
    "$address/hooks/$agent/command${event:+?event=$event}" 2>/dev/null 4<<CONFIG
header = "Authorization: Bearer $token"
$shown
CONFIG
}

# While the gateway is down any user can listen at its port. Linux tells who does, and lists those who listen before all others
# (proc_net_tcp.txt); where nothing is told, nothing is known.
is_another_users() {
  us=
  while read -r name _ effective _; do
    [ "$name" != Uid: ] || us=$effective
  done 2>/dev/null </proc/self/status
  [ -n "$us" ] || return 1
  hex=$(printf '%04X' "$port")
  for table in /proc/net/tcp /proc/net/tcp6; do
    [ -r "$table" ] || continue
    while read -r _ at _ socket_state _ _ _ owner _; do
      [ "$socket_state" != st ] || continue
      [ "$socket_state" = 0A ] || break
      case $at in
      0100007F:$hex | 7F000001:$hex | 00000000:$hex) ;;
      00000000000000000000000000000000:$hex | 0000000000000000FFFF00000100007F:$hex | 00000000000000000000FFFF7F000001:$hex) ;;
      *) continue ;;
      esac
      [ "$owner" = 0 ] || [ "$owner" = "$us" ] || return 0
    done <"$table"
  done
  return 1
}

# Runs as a helper: curl's word on the status stands behind the gateway's text.
run_curl() {
  failed=2
  if [ "$whose" = own ] && is_another_users; then refuse "a program of another user listens at port $port."; fi
  token=
  IFS= read -r token <"$token_file"
  case $token in '' | *[!A-Za-z0-9._~+/=-]*) refuse "the token in $token_file is not one." ;; esac
  shown=
  if [ -n "${COUNTERSIGN_LEASE_FILE-}" ]; then
    IFS= read -r lease 2>/dev/null <"$COUNTERSIGN_LEASE_FILE"
    case $lease in '' | *[!A-Za-z0-9+/=_-]*) refuse "the lease token in $COUNTERSIGN_LEASE_FILE is not one." ;; esac
    shown="header = \"Countersign-Lease: $lease\""
  fi
  answer=$(post_with_curl) || refuse "no gateway answers at $address, or it broke off."
  case $answer in
  *"${newline}end${newline}200") ;;
  *200) refuse 'the answer of the gateway is not a whole one.' ;;
  *) refuse 'the gateway answered with another status than 200.' ;;
  esac
  text=${answer#*"$newline"}
  text=${text%"${newline}end${newline}200"}
  case $answer in
  "0 stdout$newline"*) [ -z "$text" ] || printf '%s\n' "$text" || refuse 'the answer could not be handed on.' ;;
  "2 stderr$newline"*)
    printf '%s\n' "$text" >&2
    exit 2
    ;;
  *) refuse 'the gateway answered something else than a verdict.' ;;
  esac
  exit 0
}

if command -v bash >/dev/null 2>&1; then
  answer_with bash --norc --noprofile -p "$here/hook-shim.bash" "$port" "$token_file" "$wait_seconds" "$agent" "$event" "$whose" "$pid_file"
fi
if command -v curl >/dev/null 2>&1; then
  answer_with run_curl
fi

fallback=$here/hook-fallback.js
[ -r "$fallback" ] || fallback=$here/../../dist/apps/wrap/hook-fallback.js
[ -r "$fallback" ] || fallback=$here/hook-fallback.ts
node=${COUNTERSIGN_NODE:-$here/../../node_modules/node/bin/node}
[ -x "$node" ] || node=node
command -v "$node" >/dev/null 2>&1 || refuse 'found neither bash, curl nor node to reach the gateway with.'
answer_with "$node" "$fallback" "$address" "$token_file" "$wait_seconds" "$agent" "$event" "$whose"
refuse 'the hook ended before there was an answer.'
