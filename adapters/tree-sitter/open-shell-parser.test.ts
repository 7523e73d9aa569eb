import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from './open-shell-parser.ts';
import { printStatements } from './testing/print-script.ts';

const parse = await openShellParser();

/** Each construct, and its tree as `printStatements` shows it. */
const TREES: readonly (readonly [string, string])[] = [
  ['ls -l a', '[ls -l a]'],
  ["A=1 B='x y' ls", '[A=1 B=«x y» ls]'],
  ['A=1', '[A=1]'],
  ['A=1 B=2', '[A=1 B=2]'],
  ['a=(b "c d" $e)', '[a=(b «c d» $e)]'],
  ['a+=b', '[a+=b]'],
  ['a[0]=b', '[a[]=b]'],
  ['a+=(c)', '[a+=(c)]'],
  ['a[$(x)]=b', '[a[]=«$([x])» b]'],
  ['export A=1 B', '[A=1 export B]'],
  ['declare -a a=(b)', '[a=(b) declare -a]'],
  ['unset x', '[unset x]'],
  ['ls; pwd', '[ls]; [pwd]'],
  ['ls\npwd', '[ls]; [pwd]'],
  ['ls &', '[ls] &'],
  ['ls & pwd', '[ls] &; [pwd]'],
  ['a | b | c', '[a] | [b] | [c]'],
  ['a |& b', '[a] | [b]'],
  ['a && b || c', '(([a] && [b]) || [c])'],
  ['a || b && c > f', '(([a] || [b]) && [c >f])'],
  ['! a', 'group{[a]}'],
  ['time a', '[time a]'],
  ['{ a; b; }', 'group{[a]; [b]}'],
  ['( a; b )', 'subshell{[a]; [b]}'],
  ['{ a; } > f', 'group{[a]} >f'],
  ['(a) 2>&1', 'subshell{[a]} 2>&1'],
  ['if a; then b; fi', 'if {[a]} then {[b]} else {}'],
  ['if a; then b; elif c; then d; else e; fi', 'if {[a]} then {[b]} elif {[c]} then {[d]} else {[e]}'],
  ['if a; then b; fi > f', 'if {[a]} then {[b]} else {} >f'],
  ['while a; do b; done', 'loop {[a]} do {group{[b]}}'],
  ['until a; do b; done < f', 'loop {[a]} do {group{[b]}} <f'],
  ['for x in a "b c" $d; do e; done', 'for x in a «b c» $d do {group{[e]}}'],
  ['for x; do e; done', 'for x in arguments do {group{[e]}}'],
  ['for ((i=0; i<$(n); i++)); do e; done', 'loop {test(«$([n])»)} do {group{[e]}}'],
  ['select x in a b; do c; done', 'for x in a b do {group{[c]}}'],
  ['case $x in a|b) c;; *) d; e;; esac', 'case $x in a|b) {[c]} *) {[d]; [e]}'],
  ['case x in a) b;& c) d;; esac', 'case x in a) {[b]} c) {[d]}'],
  ['f() { a; }', 'function f {group{[a]}}'],
  ['function f { a; }', 'function f {group{[a]}}'],
  ['f() (a)', 'function f {subshell{[a]}}'],
  ['f() { a; } > g', 'function f {group{group{[a]}} >g}'],
  ['[ -f "$x" ]', 'test(«$x»)'],
  ["[[ $x =~ ^a(b)$ && -n 'y' ]]", 'test(«$x» «y»)'],
  ['((i++))', 'test("i++")'],
  ['(( x = $(y) ))', 'test(" x = $(y) " «$([y])»)'],
  ['test -f x', '[test -f x]'],
  ['> f', '[ >f]'],
  ['$(<f)', '[$([ <f])]'],
  ['a > f b', '[a b >f]'],
  ['a 2> f', '[a 2>f]'],
  ['a 2>&1', '[a 2>&1]'],
  ['a &> f', '[a &>f]'],
  ['a &>> f', '[a &>>f]'],
  ['a >| f', '[a >|f]'],
  ['a < f', '[a <f]'],
  ['a 0< f', '[a 0<f]'],
  ['a -i 0<&2 1>&2', '[a -i 0<&2 1>&2]'],
  ['a b3< f', '[a b3 <f]'],
  ['a 3 < f', '[a 3 <f]'],
  ['3< f', '[ 3<f]'],
  ['a <<< "b c"', '[a <<<«b c»]'],
  ['a >&2', '[a >&2]'],
  ['a >&-', '[a]'],
  ['a <<E\nb $c\nE', '[a <<«b »«$c»«\n»]'],
  ["a <<'E'\nb $c\nE", '[a <<«b $c\n»]'],
  ['a <<-E\n\tb\n\tE', '[a <<-«b\n\t»]'],
  ['a <<E | b\nc\nE', '[a <<«c\n»] | [b]'],
  ['a <<E && b\nc\nE', '([a <<«c\n»] && [b])'],
  ['a <<E > f\nc\nE', '[a <<«c\n» >f]'],
  ['a <<E x\nc\nE', '[a x <<«c\n»]'],
  ['a - <<E\nc\nE', '[a - <<«c\n»]'],
  ['a -f - <<E\nc\nE', '[a -f - <<«c\n»]'],
  ['a <<E\nx `b c` y\nE', '[a <<«x »«$([b c])»« y\n»]'],
  ['a <<E\n`b`\nE', '[a <<«$([b])»«\n»]'],
  ['a <<E\n\\`b\\`\nE', '[a <<«`b`\n»]'],
  ['a <<E\n$(b "c") ${d:-e}\nE', '[a <<«$([b «c»])»« »«${d :- e}»«\n»]'],
  ['a <<E\n$((1 + $(b)))\nE', '[a <<$((«$([b])»))«\n»]'],
  ['a "b $c $(d) `e` ${f}"', '[a «b »«$c»«$([d])»«$([e])»«$f»]'],
  ["a 'b $c'", '[a «b $c»]'],
  ["a $'b\\tc'", '[a «b\tc»]'],
  ['a $"b"', '[a «b»]'],
  ['a b\\ c \\$d', '[a b« »c «$»d]'],
  ['a "b\\"c\\$d\\\\e"', '[a «b"c$d\\e»]'],
  ['a b\\\nc', '[a bc]'],
  ['a \\\nb', '[a b]'],
  ['a ${b} ${b:-c} ${#b} ${!b} ${b[0]} ${b[@]}', '[a $b ${b :- c} ${b # } ${b ! } ${b [ 0} ${b [ @}]'],
  ['a ${b%c} ${b/c/d} ${b:1:2} ${b^^}', '[a ${b % c} ${b / c d} ${b : 1 2} ${b ^^ }]'],
  ['a ${b[1]:-c} ${#b[@]} ${b@P}', '[a ${b [:- 1 c} ${b [# @} ${b @P }]'],
  ['a $1 $@ $? $# $$', '[a $1 $@ $? $# $$]'],
  ['a$1b $1-x', '[a$1b $1-x]'],
  ['a $((1+$b))', '[a $((«$b»))]'],
  ['a `b`', '[a $([b])]'],
  ['a <(b) >(c)', '[a <([b]) >([c])]'],
  ['a{b,c}', '[a{b,c}]'],
  ['a ~/b ~', '[a ~/b ~]'],
  ['a "b"\'c\'d', '[a «bc»d]'],
  ['a # b', '[a]'],
  ['# a', ''],
  ['a\r\nb', '[a]; [b]'],
  ['a;;b', '[a]; [b]'],
  ['a `b \\`c\\``', '[a $([b $([c])])]'],
  ['a "`b \\"c\\"`"', '[a «$([b «"»c«"»])»]'],
  ['a "b ${c}" "${d} ${e}"', '[a «b »«$c» «$d»«$e»]'],
  ['a `b \\\\\\`c\\\\\\``', '[a $([b «`»c«`»])]'],
  ["a <<'E' > f\n\\b{c}\nE", '[a <<«\\b{c}\n» >f]'],
  ['a <<E > f\n\\b\n\\c\nE', '[a <<«\\b\n\\c\n» >f]'],
  ['a <<E >> f g\n\\b\nE', '[a g <<«\\b\n» >>f]'],
  ['coproc { a; b; }', 'group{[a]; [b]}'],
  ['coproc N { a; } > f', 'group{[a]} >f'],
  ['x && coproc N ( a ) && y', '(([x] && subshell{[a]}) && [y])'],
  ['coproc (a)', 'subshell{[a]}'],
  ['coproc while a; do b; done', 'loop {[a]} do {group{[b]}}'],
  ['coproc { coproc { a; }; }', 'group{group{[a]}}'],
  ['coproc a b', '[coproc a b]'],
  ['a coproc { b', '[a coproc { b]'],
];

/** Texts that cannot be parsed: what is wrong, from where on, and what was understood all the same. */
const PROBLEMS: readonly (readonly [string, 'incomplete' | 'malformed', number, string])[] = [
  ['for x in a; { e; }', 'incomplete', 0, ''],
  ['a <<E <<F\n1\nE\n2\nF', 'malformed', 6, '[a <<«1\n» <F]; [2]; [F]'],
  ['a <<E\n\\$(b) \\$c\nE', 'malformed', 8, '[a <<«$(b) $c\n»]'],
  ['a <<E\nb\n', 'incomplete', 8, '[a <<«b\n»]'],
  ["a 'b", 'incomplete', 1, '[a]'],
  ['a "b', 'incomplete', 2, '[a]'],
  ['a $(b', 'incomplete', 5, '[a $([b])]'],
  ['a )', 'incomplete', 2, '[a]'],
  ['a (b)', 'malformed', 2, '[a $([b])]'],
  ['if a; then', 'incomplete', 10, 'if {[a]} then {} else {}'],
  ['a -b !(c d)', 'malformed', 6, '[a -b !]; subshell{[c d]}'],
  ['coproc { a', 'incomplete', 7, ''],
];

describe('A shell text becomes a tree', () => {
  for (const [text, tree] of TREES) {
    test(JSON.stringify(text), () => {
      const { statements, problem } = parse(text);
      assert.equal(printStatements(statements), tree);
      assert.equal(problem, null);
    });
  }
});

describe('A text that a shell would refuse has a problem', () => {
  for (const [text, kind, start, tree] of PROBLEMS) {
    test(JSON.stringify(text), () => {
      const { statements, problem } = parse(text);
      assert.equal(problem?.kind, kind);
      assert.equal(problem.at.start, start);
      assert.equal(printStatements(statements), tree);
    });
  }
});

describe('Positions', () => {
  test('are code units of the whole text, also behind characters of two units', () => {
    const text = 'echo 😀; ls "é" > f';
    const [, second] = parse(text).statements;
    assert.ok(second?.kind === 'command');
    assert.equal(text.slice(second.span.start, second.span.end), 'ls "é" > f');
    assert.deepEqual(
      second.words.map(({ span }) => text.slice(span.start, span.end)),
      ['ls', '"é"'],
    );
    assert.equal(text.slice(second.redirects[0]?.span.start, second.redirects[0]?.span.end), '> f');
  });

  test('are those of the whole text for scripts that the parser does not see', () => {
    const text = 'cat <<E\nx `rm a` y\nE';
    const [command] = parse(text).statements;
    assert.ok(command?.kind === 'command');
    const inner = command.redirects[0]?.word.parts.find((part) => part.kind === 'substitution');
    const span = inner?.body[0]?.span;
    assert.equal(text.slice(span?.start, span?.end), 'rm a');
  });

  test('of a pipeline and a list reach from their first command to their last', () => {
    const text = 'x; a | b && c';
    const span = parse(text).statements[1]?.span;
    assert.equal(text.slice(span?.start, span?.end), 'a | b && c');
  });
});

describe('Bounds', () => {
  test('a tree that is too deep is a problem', () => {
    assert.notEqual(parse(`${'('.repeat(500)}ls${')'.repeat(500)}`).problem, null);
  });

  test('a tree of too many nodes is a problem, and what comes before is understood', () => {
    const { statements, problem } = parse('a=b\n'.repeat(4_000));
    assert.equal(problem?.kind, 'malformed');
    assert.ok(statements.length > 1_000);
    assert.equal(parse('a=b\n'.repeat(2_000)).problem, null);
  });

  test('only so many scripts in backquotes of documents are parsed', () => {
    assert.equal(parse(`cat <<E\n${'`a` '.repeat(16)}\nE`).problem, null);
    assert.equal(parse(`cat <<E\n${'`a` '.repeat(17)}\nE`).problem?.kind, 'malformed');
  });

  test('a text of nothing but errors is given up in time, and the parser works on', () => {
    const started = process.cpuUsage();
    assert.notEqual(parse('<<a '.repeat(25_000)).problem, null);
    assert.ok(process.cpuUsage(started).user < 10_000_000);
    assert.equal(printStatements(parse('ls a').statements), '[ls a]');
  });

  test('long lines that nothing fits in are given up in a fraction of a second, however many there are', () => {
    for (const unit of ['||', '((a', '$[', 'a=(', '>&', '<<<']) {
      const line = unit.repeat(Math.floor(16_000 / unit.length));
      const started = process.cpuUsage();
      assert.notEqual(parse(Array.from({ length: 6 }, () => line).join('\n')).problem, null, unit);
      assert.ok(process.cpuUsage(started).user < 1_000_000, unit);
    }
  });

  test('a text is read alike each time, and what one reading answers, no other changes', () => {
    const first = parse('ls a | wc -l');
    assert.equal(parse('ls a | wc -l'), first);
    for (let index = 0; index < 20; index++) parse(`ls ${index}`);
    assert.deepEqual(parse('ls a | wc -l'), first);
    assert.deepEqual(parse('a ('), parse('a ('));
  });

  test('an empty text is an empty script', () => {
    assert.deepEqual(parse(''), { statements: [], problem: null });
  });
});
