#!/usr/bin/env bash
set -euo pipefail
shopt -s extglob
readonly root=${1:-$(pwd)}
declare -A seen=([a]=1 ["b c"]=2)
log() { printf '%s %s\n' "$(date +%T)" "$*" >&2; }
function each {
  local -a files=("$@")
  for ((i = 0; i < ${#files[@]}; i++)); do
    [[ ${files[i]} =~ ^(.*)\.(sh|bash)$ && -f ${BASH_REMATCH[0]} ]] || continue
    case ${files[i]##*/} in
      a* | [0-9]?) log "one" ;;&
      !(x|y)*.txt) log two ;;
      *) ((n += 1 << 2, n %= 7)) ;;
    esac
  done
}
while IFS= read -r -d '' file; do
  seen[$file]=$((${seen[$file]:-0} + 1))
done < <(find "$root" -name '*.sh' -print0)
if ! text=$(cat <<'EOF' | tr a-z A-Z
it's $not expanded (
EOF
); then
  exit 1
elif (( ${#text} > 3 )) && { test -z "${text//[a-z]/}" || false; }; then
  echo "${text^^}" "${text:1:2}" "${!seen[@]}" $'tab\t' &>/dev/null &
fi
{ exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null || true
trap 'rm -f "$tmp"' EXIT INT
select answer in yes no; do break; done
until false; do coproc worker { cat; }; break; done
cat <<-END
	a `echo b` $((1 + 2)) ${x:+"y z"}
END
time each **/*.sh {1..3} {a,b}{c,d}
