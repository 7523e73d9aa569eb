import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { splitSimpleCommands } from './split-simple-commands.ts';

const VARIABLES = { HOME: '/home/ada', PWD: '/work' };

/** Commands as `word|word`, `?` for a word that is not known, `>` before a file that is written to. */
function read(text: string): readonly string[] | string {
  const reading = splitSimpleCommands(text, VARIABLES);
  if (reading.kind === 'unparsable') return reading.problem;
  return reading.commands.map(({ words, writesTo }) =>
    [...words.map(({ text: word }) => word ?? '?'), ...writesTo.map(({ text: word }) => `>${word ?? '?'}`)].join('|'),
  );
}

const READ: readonly (readonly [string, readonly string[]])[] = [
  ['', []],
  ['  ls -l\tx ', ['ls|-l|x']],
  ['a; b && c || d | e |& f & g\nh', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']],
  ["'r'\"m\" -r\\f ''", ['rm|-rf|']],
  ['a\\\nb c\\\n d', ['ab|c|d']],
  ['a\\', ['a']],
  ['# all of it', []],
  ['a # b; c\nd', ['a', 'd']],
  ['a#b $# c', ['a#b|?|c']],
  ["echo it\\'s", ["echo|it's"]],
  ['echo "it\'s"', ["echo|it's"]],
  ['echo "a\\"b\\\\c\\$d\\`e\\f\\\ng"', ['echo|a"b\\c$d`e\\fg']],
  ["$'\\x72m' x", ['rm|x']],
  ['$"rm" x', ['rm|x']],
  ['echo $HOME ${HOME} "$HOME/x" ${HOME:?} ${PWD%/}', ['echo|/home/ada|/home/ada|/home/ada/x|/home/ada|/work']],
  ['echo $x ${x} "${x}y" $1 $@ $? $$ $! $- $', ['echo|?|?|?|?|?|?|?|?|?|$']],
  ['echo "$ x" $% a', ['echo|$ x|$%|a']],
  ["echo ${x:-'}'} b", ['echo|?|b']],
  ['echo "${x:-it\'s}" b', ['echo|?|b']],
  ['echo ${x:-"}"} \\} b', ['echo|?|}|b']],
  ['echo ${#HOME} ${!HOME}', ['echo|?|?']],
  ['rm$IFS-rf${IFS}/', ['rm|-rf|/']],
  ['$IFS rm', ['rm']],
  ['echo $IFSX', ['echo|?']],
  ['echo ~ "~" \\~/x "a"~', ['echo|~|./~|./~/x|a~']],
  ['echo $(a $(b)) c', ['b', 'a|?', 'echo|?|c']],
  ['echo "x $(a "b c") y"', ['a|b c', 'echo|?']],
  ['echo `a \\`b\\`` c', ['b', 'a|?', 'echo|?|c']],
  ['echo "`a \\"b\\"`"', ['a|b', 'echo|?']],
  ['diff <(a) >(b)', ['a', 'b', 'diff|?|?']],
  ['echo $((1<<2)) $[1<<2] b', ['echo|?|?|b']],
  ['echo $((x=$(a)))', ['a', 'echo|?']],
  ['((i<<2, j=`a`)); b', ['a', 'i|?', 'b']],
  ['((a)); (("x)); b', ['a', '?', 'b']],
  ['((a); b)', ['a', 'b']],
  ['$((a); b)', ['a', 'b', '?']],
  ['(a; (b)) > f', ['a', 'b', '>f']],
  ['{ a; }; if b; then c; elif d; then e; else f; fi', ['a', 'b', 'c', 'd', 'e', 'f']],
  ['while ! a; do b; done; until c; do d; done', ['a', 'b', 'c', 'd']],
  ['for x in a b; do c $x; done', ['for|x|in|a|b', 'c|?']],
  ['case $x in a|b) c;; (d) e;& *) f;;& esac; g', ['c', 'e', 'f', 'g']],
  ['case $x in halt) a;; esac', ['a']],
  ['$(case x in a) b;; esac)', ['b', '?']],
  ['echo case x in; echo in', ['echo|case|x|in', 'echo|in']],
  ['esac; a', ['a']],
  ['[[ $x =~ (halt|reboot) && a < b ]] && c', ['[[', 'c']],
  ['[[ $(a) ]]', ['a', '[[']],
  ['[[ x', ['[[']],
  ['a=(halt "reboot" # off\n $(b)) c', ['b', '?|c']],
  ['a+=(x (y', ['?']],
  ['echo x!(keep) @(a|$(b)) x', ['b', 'echo|?|?|x']],
  ['! (a)', ['a']],
  ['a (b', ['b', 'a']],
  ['a) b', ['a', 'b']],
  ['f() { a; }; g () (b); function h { c; }; function i() { d; }', ['a', 'b', 'c', 'd']],
  ['f( a', ['a', 'f']],
  ['a >f >>g >|h 2>i &>j &>>k >&l <>m n', ['a|n|>f|>g|>h|>i|>j|>k|>l|>m']],
  ['a 2>&1 >&- <in <&3 > "x y"', ['a|>x y']],
  ['a > $x', ['a|>?']],
  ['> f', ['>f']],
  ['coproc a', ['a']],
];

describe('Reading', () => {
  for (const [text, commands] of READ) {
    test(`finds the commands of ${JSON.stringify(text)}`, () => assert.deepEqual(read(text), commands));
  }
});

describe('A here-document', () => {
  const inputs = (text: string): readonly (readonly string[])[] => {
    const reading = splitSimpleCommands(text, VARIABLES);
    assert.equal(reading.kind, 'read');
    return reading.kind === 'read' ? reading.commands.map(({ input }) => input) : [];
  };
  test('is no command, whatever it says', () => {
    assert.deepEqual(read("cat <<EOF\nit's; rm -rf /\nEOF\nb"), ['cat', 'b']);
    assert.deepEqual(read("cat <<'E F'\n$(a) `\nE F\nb"), ['cat', 'b']);
    assert.deepEqual(read('cat <<-EOF; b\n\tx\n\tEOF\nc'), ['cat', 'b', 'c']);
    assert.deepEqual(read('cat <<A <<B\na\nA\nb\nB\nc'), ['cat', 'c']);
    assert.deepEqual(read('cat <<EOF'), ['cat']);
  });
  test('expands what it holds unless its end is quoted', () => {
    assert.deepEqual(read('cat <<EOF\nx $(a) \\$(b) `c`\nEOF'), ['cat', 'a', 'c']);
    assert.deepEqual(read('cat <<"EOF"\n$(a)\nEOF'), ['cat']);
    assert.deepEqual(read('cat <<EOF\n$(a "\nEOF\nb'), ['cat', 'a|?', 'b']);
  });
  test('that never ends takes the rest', () => assert.deepEqual(read('cat <<EOF\na\nb'), ['cat']));
  test('is given to its command', () => {
    assert.deepEqual(inputs('bash <<EOF\na\nb\nEOF'), [['a\nb\n']]);
    assert.deepEqual(inputs('bash <<$x\na\n$x'), [['a\n']]);
    assert.deepEqual(inputs("bash <<<'a b' <<<$x"), [['a b', '']]);
    assert.deepEqual(inputs('$(cat <<EOF\na\nEOF\n)'), [['a\n'], []]);
  });
});

describe('Structure', () => {
  const commandsOf = (text: string) => {
    const reading = splitSimpleCommands(text, VARIABLES);
    return reading.kind === 'read' ? reading.commands : [];
  };
  test('knows the function a command stands in', () => {
    const within = (text: string) => commandsOf(text).map(({ within: name }) => name);
    assert.deepEqual(within('f() { a; { b; }; c; }; d'), ['f', 'f', 'f', null]);
    assert.deepEqual(within('f()\n(a; b); c'), ['f', 'f', null]);
    assert.deepEqual(within('f() { (a); }; { b; }'), ['f', null]);
    assert.deepEqual(within('function f { a; }; }; b'), ['f', null]);
  });
  test('knows pipelines and the background', () => {
    const [a, b, c, d] = commandsOf('a | b & c; d');
    assert.equal(a?.pipeline, b?.pipeline);
    assert.notEqual(c?.pipeline, d?.pipeline);
    assert.deepEqual(
      [a, b, c, d].map((command) => command?.isBackground),
      [true, true, false, false],
    );
  });
  test('leaves a command in a substitution in the foreground', () => {
    assert.deepEqual(
      commandsOf('x $(a) &').map(({ isBackground }) => isBackground),
      [false, true],
    );
  });
  test('knows how deep a command stands', () => {
    assert.deepEqual(
      commandsOf('a; (b; $(c)); d').map(({ depth }) => depth),
      [0, 1, 2, 1, 0],
    );
  });
});

const UNPARSABLE: readonly string[] = [
  "echo 'a",
  'echo "a',
  'echo "a\\"',
  "echo $'a",
  'echo `a',
  'echo $(a',
  'echo "$(a"',
  'echo ${a',
  "echo ${a:-'}",
  'diff <(a',
  `${'$('.repeat(50)}a${')'.repeat(50)}`,
  '('.repeat(100),
  '${a:-'.repeat(50),
  'a=('.repeat(100),
  '$['.repeat(100),
];

describe('A text whose quotes or substitutions do not close, or that nests without end', () => {
  for (const text of UNPARSABLE) {
    test(`is not read: ${JSON.stringify(text.slice(0, 24))}`, () => assert.equal(typeof read(text), 'string'));
  }
});
