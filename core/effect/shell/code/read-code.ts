import type { ReadCode } from '../code-use.ts';
import type { CodeLanguage } from '../program-rule.ts';
import { readAwk } from './awk.ts';
import { readJulia, readR } from './calls.ts';
import { readCmd } from './cmd.ts';
import { addUse, type CodeWalk, type NestedCode } from './code-value.ts';
import { readJavascript } from './javascript.ts';
import { readLua } from './lua.ts';
import { readPerl } from './perl.ts';
import { readPhp } from './php.ts';
import { readPowershell } from './powershell.ts';
import { readPython } from './python.ts';
import { readRuby } from './ruby.ts';
import type { WalkedCode } from './walk-code.ts';

/**
 * Looks into inline code: what it runs, reads, writes, deletes and asks of the network, where that can be seen.
 *
 * Closed by default: a name that is not listed as doing nothing makes the text not understood, and so does a text that is too
 * long, nested too deeply or made at run time. Uses of code inside code stand where that is in the outer text. Total, and
 * linear in the text.
 */
export const readCode: ReadCode = (language, text) => {
  if (text.length > LONGEST_CODE) return { uses: [], isUnderstood: false };
  const { uses, isUnderstood } = readWithin({ language, text }, { depth: 0, left: LONGEST_CODE });
  return { uses, isUnderstood };
};

/** Code units that are looked into; longer texts are not understood. */
const LONGEST_CODE = 262_144;
/** Code inside code inside code: deeper is not looked into. */
const DEEPEST_CODE = 3;

/** Bounds the code inside code, whose constants could else be looked into again and again. */
type Budget = { depth: number; left: number };

function readWithin(
  { language, text }: { readonly language: CodeLanguage; readonly text: string },
  budget: Budget,
): WalkedCode {
  const readNested = (walk: CodeWalk, nested: NestedCode) => {
    if (budget.depth >= DEEPEST_CODE || budget.left < nested.text.length) {
      addUse(walk, 'opaque', { value: null, at: nested.at });
      walk.isUnderstood = false;
      return;
    }
    budget.left -= nested.text.length + 1;
    budget.depth += 1;
    const reading = readWithin(nested, budget);
    budget.depth -= 1;
    if (!reading.isUnderstood) walk.isUnderstood = false;
    // What the code around took for a constant may have another value by then.
    for (const name of reading.assigned) if (walk.counts.has(name)) walk.isUnderstood = false;
    for (const { use, value } of reading.uses) addUse(walk, use, { value, at: nested.at });
  };
  return readLanguage(language, text, readNested);
}

function readLanguage(
  language: CodeLanguage,
  text: string,
  readNested: (walk: CodeWalk, nested: NestedCode) => void,
): WalkedCode {
  switch (language) {
    case 'python':
      return readPython(text, readNested);
    case 'javascript':
      return readJavascript(text, readNested);
    case 'perl':
      return readPerl(text, readNested);
    case 'ruby':
      return readRuby(text, readNested);
    case 'php':
      return readPhp(text, readNested);
    case 'lua':
      return readLua(text, readNested);
    case 'awk':
      return { ...readAwk(text), assigned: [] };
    case 'powershell':
      return { ...readPowershell(text), assigned: [] };
    case 'cmd':
      return { ...readCmd(text), assigned: [] };
    case 'r':
      return { ...readR(text), assigned: [] };
    case 'julia':
      return { ...readJulia(text), assigned: [] };
  }
}
