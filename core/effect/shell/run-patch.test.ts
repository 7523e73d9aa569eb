import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** A diff that changes this file. */
function diffOf(path: string): string {
  return `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-x\n+y`;
}

const CI = '.github/workflows/ci.yml';

/** Lines that apply a diff of a workflow, and whether that is seen. */
const SEEN: readonly string[] = [
  `git apply <<'EOF'\n${diffOf(CI)}\nEOF`,
  `git apply --index -3 - <<'EOF'\n${diffOf(CI)}\nEOF`,
  `echo '${diffOf(CI)}' | git apply`,
  `cat > x.patch <<'EOF'\n${diffOf(CI)}\nEOF\ngit apply x.patch`,
  `patch -p1 <<'EOF'\n${diffOf(CI)}\nEOF`,
  `patch --strip=1 -s <<'EOF'\n${diffOf(CI)}\nEOF`,
  `echo '${diffOf(CI)}' > x.patch; patch -p1 < x.patch`,
  `echo '${diffOf(CI)}' > x.patch; patch -p1 -i x.patch`,
  `cd .github && git apply <<'EOF'\n${diffOf('workflows/ci.yml')}\nEOF`,
];

describe('A diff that a shell line holds is read', () => {
  for (const line of SEEN)
    test(JSON.stringify(line), () => assert.match(effectsOf(line), new RegExp(`ci\\.modify ${CI}`)));

  test('and is unknown where it cannot be', () => {
    assert.match(effectsOf("git apply <<'EOF'\nno diff\nEOF"), /unknown git/);
  });
});

/** Lines of which the diff is not known, or is used otherwise than it is read here. */
const UNSEEN: readonly string[] = [
  'git apply x.patch',
  'git apply < x.patch',
  'git apply "$x"',
  `git apply -R <<'EOF'\n${diffOf(CI)}\nEOF`,
  `git apply --check <<'EOF'\n${diffOf(CI)}\nEOF`,
  `git apply <<EOF\n${diffOf(CI)}$x\nEOF`,
  `cd "$x" && git apply <<'EOF'\n${diffOf(CI)}\nEOF`,
  `patch -p0 <<'EOF'\n${diffOf(CI)}\nEOF`,
  `patch -p1 file <<'EOF'\n${diffOf(CI)}\nEOF`,
  'patch -p1 < x.patch',
  'patch -p1',
];

describe('A diff that nobody knows is what the table says', () => {
  for (const line of UNSEEN)
    test(JSON.stringify(line), () => assert.doesNotMatch(effectsOf(line), /ci\.modify|unknown/));
});
