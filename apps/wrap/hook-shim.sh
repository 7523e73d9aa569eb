#!/bin/sh
# The command hook of Claude Code: hands the event on standard input to the gateway and answers as the gateway says.
#
# Exit 0 with JSON on standard output, or exit 2 with the reason on standard error, which blocks the call. Whatever goes
# wrong (no gateway, no token, no answer, half an answer) is exit 2: an agent goes on after any other failure.
#
# Bash speaks TCP itself, which takes about 2 ms; curl takes 6, Node 40. The token is read from a file and never becomes
# an argument or a variable of another program.
here=$(CDPATH='' cd -- "${0%/*}" 2>/dev/null && pwd) || here=.
state=${COUNTERSIGN_STATE:-${XDG_STATE_HOME:-$HOME/.local/state}/countersign}
export COUNTERSIGN_STATE="$state"

bash=$(command -v bash) && exec "$bash" --norc --noprofile "$here/hook-shim.bash" "${1-}"

refuse() {
  printf 'Countersign: %s The call did not run. Next: countersign up, then countersign doctor.\n' "$1" >&2
  exit 2
}

fallback=$here/hook-fallback.js
[ -f "$fallback" ] || fallback=$here/../../dist/apps/wrap/hook-fallback.js
node=${COUNTERSIGN_NODE:-$(command -v node)} || refuse 'found neither bash nor node to reach the gateway with.'
[ -f "$fallback" ] || refuse 'the program hook-fallback.js is missing, and there is no bash.'
"$node" "$fallback" "${1-}"
status=$?
[ "$status" -eq 0 ] || exit 2
