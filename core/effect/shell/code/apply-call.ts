import { applyRole } from './apply-role.ts';
import { addUse, type CodeCall, type CodeItem, type CodeValue, type CodeWalk, DATA, textOf } from './code-value.ts';
import { computeResult } from './compute-result.ts';
import { namesSecret } from './names-secret.ts';

/** Uses a value where it is only looked at. What can do more than compute makes the program not understood. */
export function useAsData(walk: CodeWalk, value: CodeValue): void {
  if (value.kind === 'method') {
    if (walk.dialect.grammar.bareCalls === 'all')
      callMethod(walk, value, { items: [], at: hereIn(walk), receiver: value.receiver });
    else if (walk.dialect.knowledge.methods.has(value.name) && value.receiver.kind !== 'foreign')
      walk.isUnderstood = false;
    return;
  }
  if (value.kind !== 'reference') return;
  const { calls } = walk.dialect.knowledge;
  if (calls.get(`=${value.name}`) === 'environment') {
    addUse(walk, 'secret', { value: null, at: hereIn(walk) });
    return;
  }
  if (!isPureName(walk, value.name)) walk.isUnderstood = false;
}

function useVariable(walk: CodeWalk, name: string | null): void {
  if (name === null || namesSecret(name)) addUse(walk, 'secret', { value: name, at: hereIn(walk) });
}

function hereIn(walk: CodeWalk): CodeCall['at'] {
  return walk.program.tokens[Math.max(0, walk.at - 1)]?.at ?? { start: 0, end: 0 };
}

/**
 * True for a dotted name that only computes. Below a module that is listed as a whole everything is, but for names that
 * are kept for the language and for other modules, which many modules hold by accident.
 */
export function isPureName(walk: CodeWalk, name: string): boolean {
  const { pure, modules, isForbidden, calls } = walk.dialect.knowledge;
  if (pure.has(name)) return true;
  if (calls.has(name)) return false;
  const parts = name.split('.');
  if (parts.at(-1) === '__version__' && modules.has(parts[0] ?? '')) return true;
  if (parts.length > 8) return false;
  for (let length = parts.length - 1; length > 0; length--) {
    const part = parts[length] as string;
    if (
      isForbidden(part) ||
      (part.startsWith('_') && !part.startsWith('__')) ||
      (modules.has(part) && part !== parts[length - 1])
    )
      return false;
    if (pure.has(`${parts.slice(0, length).join('.')}.*`)) return true;
  }
  return false;
}

/** No listed name is longer. */
const LONGEST_NAME = 128;

/** A member of a value, not yet called. */
export function memberOf(walk: CodeWalk, value: CodeValue, name: string): CodeValue {
  if (value.kind === 'foreign') return value;
  if (value.kind === 'reference') {
    if (
      walk.dialect.knowledge.calls.get(`=${value.name}`) === 'environment' &&
      walk.dialect.knowledge.language === 'javascript'
    ) {
      useVariable(walk, name);
      return DATA;
    }
    if (value.name.length > LONGEST_NAME) {
      walk.isUnderstood = false;
      return DATA;
    }
    return { kind: 'reference', name: `${value.name}.${name}` };
  }
  if (walk.dialect.knowledge.isForbidden(name)) walk.isUnderstood = false;
  if (value.kind === 'method') useAsData(walk, value);
  return { kind: 'method', receiver: value.kind === 'method' ? DATA : value, name };
}

/** An element of a value. */
export function indexInto(walk: CodeWalk, value: CodeValue, items: readonly CodeItem[]): CodeValue {
  for (const item of items) useAsData(walk, item.value);
  const key = textOf(items[0]?.value);
  const { language, calls } = walk.dialect.knowledge;
  if (value.kind === 'foreign') return value;
  if (value.kind === 'reference') {
    const rule = calls.get(`=${value.name}`);
    if (rule === 'environment') useVariable(walk, key);
    else if (rule === 'arguments') return { kind: 'argument' };
    else if (key !== null && language !== 'python') return memberOf(walk, value, key);
    else {
      walk.choosesMembers ||= items[0]?.value.kind !== 'number';
      useAsData(walk, value);
    }
    return DATA;
  }
  if (key !== null && (language === 'javascript' || language === 'lua')) return memberOf(walk, value, key);
  if (items[0]?.value.kind !== 'number') walk.choosesMembers ||= language === 'javascript';
  useAsData(walk, value);
  return DATA;
}

/** Calls a value. */
export function callThrough(walk: CodeWalk, value: CodeValue, call: CodeCall): CodeValue {
  switch (value.kind) {
    case 'reference':
      return callReference(walk, value.name, call);
    case 'method':
      return callMethod(walk, value, call);
    case 'name':
      walk.calledNames.add(value.name);
      useAll(walk, call);
      return DATA;
    case 'foreign':
      if (value.isPackage) walk.isUnderstood = false;
      useAll(walk, call);
      return value;
    case 'own':
      useAll(walk, call);
      return DATA;
    case 'text':
      walk.isUnderstood = false;
      return walk.dialect.knowledge.language === 'php' ? callReference(walk, value.text.toLowerCase(), call) : DATA;
    case 'number':
    case 'list':
    case 'data':
    case 'argument':
    case 'none':
    case 'pattern':
      if (value.kind !== 'none' || call.items.length === 0) walk.isUnderstood = false;
      useAll(walk, call);
      return DATA;
  }
}

function callReference(walk: CodeWalk, name: string, call: CodeCall): CodeValue {
  const rule = walk.dialect.knowledge.calls.get(name);
  if (rule !== undefined) return applyCall(walk, rule, call);
  if (!isPureName(walk, name)) {
    walk.isUnderstood = false;
    const last = name.slice(name.lastIndexOf('.') + 1);
    const guess = walk.dialect.knowledge.methods.get(last);
    if (guess !== undefined && !guess.includes('self')) return applyCall(walk, guess, call);
  }
  useAll(walk, call);
  return DATA;
}

function callMethod(
  walk: CodeWalk,
  { receiver, name }: { readonly receiver: CodeValue; readonly name: string },
  call: CodeCall,
): CodeValue {
  const { methods, pureMethods } = walk.dialect.knowledge;
  const rule = methods.get(name);
  if (rule !== undefined) return applyCall(walk, rule, { ...call, receiver });
  if (!pureMethods.has(name)) {
    if (receiver.kind === 'reference') walk.isUnderstood = false;
    else walk.calledMethods.add(name);
  }
  useAll(walk, call);
  return DATA;
}

function useAll(walk: CodeWalk, call: CodeCall): void {
  for (const item of call.items) useAsData(walk, item.value);
}

/**
 * Applies the rule of a call: words with blanks between them. The words in order are the roles of the arguments (see
 * `applyRole`); `*` after the last one repeats it, `self:` before one means the value whose method it is, `!` that the
 * program is not understood, and `>` names the result. A rule that begins with `@` is the dialect's own.
 */
export function applyCall(walk: CodeWalk, rule: string, call: CodeCall): CodeValue {
  if (rule.startsWith('@')) return walk.dialect.applyRole(walk, rule, call);
  useAll(walk, call);
  const isSpread = call.items.some((item) => item.isSpread);
  const positional = call.items.filter((item) => item.key === null).map((item) => (isSpread ? DATA : item.value));
  const isKeyed = call.items.length > positional.length;
  if (rule.startsWith('open')) nameOpenArguments(call, positional);
  if (isSpread) walk.isUnderstood = false;
  let index = 0;
  let result: CodeValue = DATA;
  for (const word of rule.split(' ')) {
    if (word === '!') walk.isUnderstood = false;
    else if (word.startsWith('>')) result = computeResult(word, { ...call, values: positional });
    else if (word.startsWith('self:'))
      applyRole(walk, word.slice(5), { values: [call.receiver], index: 0, at: call.at });
    else {
      applyFrom(walk, word, { values: positional, index, at: call.at, isKeyed });
      index += 1;
    }
  }
  return result;
}

/** `open(file=…, mode=…)`: by name they are the same as in their places. */
function nameOpenArguments({ items }: CodeCall, positional: CodeValue[]): void {
  const file = items.find((item) => item.key === 'file' || item.key === 'filename' || item.key === 'name');
  const mode = items.find((item) => item.key === 'mode' || item.key === 'flags');
  if (positional.length === 0 && items.length > 0) positional.push(file?.value ?? DATA);
  if (mode !== undefined) positional.splice(1, 1, mode.value);
}

function applyFrom(
  walk: CodeWalk,
  word: string,
  place: {
    readonly values: readonly CodeValue[];
    readonly index: number;
    readonly at: CodeCall['at'];
    readonly isKeyed: boolean;
  },
): void {
  const { values, index, at, isKeyed } = place;
  if (word.endsWith('*')) {
    const role = word.slice(0, -1);
    if (role === 'command') applyRole(walk, role, { values: values.slice(index), index: 0, at });
    else for (let each = index; each < values.length; each++) applyRole(walk, role, { values, index: each, at });
    return;
  }
  if (index < values.length) applyRole(walk, word, { values, index, at });
  else if (isKeyed && word !== '-')
    applyRole(walk, word, {
      values: [...values, ...Array<CodeValue>(index - values.length + 1).fill(DATA)],
      index,
      at,
    });
}
