import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forksWithoutEnd } from './forks-without-end.ts';
import type { CodeLanguage } from './program-rule.ts';

const BOMBS: readonly (readonly [CodeLanguage, string])[] = [
  ['perl', 'fork while fork'],
  ['perl', 'while(1){fork()}'],
  ['python', 'import os\nwhile True: os.fork()'],
  ['ruby', 'loop { fork }'],
  ['php', 'for(;;) pcntl_fork();'],
];
const NONE: readonly (readonly [CodeLanguage, string])[] = [
  ['perl', 'print "fork" if fork'],
  ['perl', 'while (accept(C, S)) { fork or work() }'],
  ['python', 'for i in range(2):\n  if os.fork() == 0: os._exit(0)'],
  ['python', 'for fork_name in names: print(fork_name)'],
  ['python', 'print(1)'],
  ['javascript', 'while(1) fork()'],
  ['ruby', `loop { fork }${' '.repeat(300)}`],
];

test('knows code that only forks', () => {
  for (const [language, text] of BOMBS) assert.equal(forksWithoutEnd(language, text), true, text);
});

test('takes no other code for it', () => {
  for (const [language, text] of NONE) assert.equal(forksWithoutEnd(language, text), false, text);
});
