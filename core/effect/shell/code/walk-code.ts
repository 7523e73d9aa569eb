import type { CodeReading } from '../code-use.ts';
import { applyCall, callThrough, indexInto, memberOf, useAsData } from './apply-call.ts';
import { bindTargets, type CodeTarget } from './bind-names.ts';
import { type CodeProgram, type CodeText, type CodeToken, isDigit } from './code-token.ts';
import {
  type CodeDialect,
  type CodeItem,
  type CodeValue,
  type CodeWalk,
  DATA,
  type NestedCode,
  NONE,
  OWN,
  textValue,
} from './code-value.ts';
import { countAssignments } from './count-assignments.ts';
import { isBareCall, isCall, isIndexBrace, isSeparator, nameValue, startsOperand } from './name-value.ts';

/** What was read of a program, and the names that it may give values. */
export type WalkedCode = CodeReading & { readonly assigned: Iterable<string> };

/**
 * Walks over a program once and notes what it does.
 *
 * The walk knows no statements, only expressions: operands with their members, calls and indexes, and what stands between them.
 * Invariant: a value that can do more than compute is only ever called under its listed name; wherever else it turns up the
 * program is not understood. So what is left are plain values, whose methods are listed.
 */
export function walkCode(
  text: CodeText,
  dialect: CodeDialect,
  readNested: (walk: CodeWalk, nested: NestedCode) => void,
): WalkedCode {
  const counts = new Map<string, number>();
  const ownNames = new Set<string>();
  const ownMethods = new Set<string>();
  countAssignments(text.program, dialect.grammar, { counts, ownNames, ownMethods });
  const walk: CodeWalk = {
    dialect,
    program: text.program,
    at: 0,
    depth: 0,
    isUnderstood: text.isSound,
    uses: [],
    bindings: new Map(),
    counts,
    ownNames,
    ownMethods,
    calledNames: new Set(),
    calledMethods: new Set(),
    readNested,
    choosesMembers: false,
  };
  for (const item of readItems(walk, text.program.tokens.length)) if (!item.isBound) useAsData(walk, item.value);
  for (const name of walk.calledNames) if (!isCallable(walk, name)) walk.isUnderstood = false;
  for (const name of walk.calledMethods) if (!ownNames.has(name) && !ownMethods.has(name)) walk.isUnderstood = false;
  return { uses: walk.uses, isUnderstood: walk.isUnderstood, assigned: counts.keys() };
}

/**
 * True for a name that can only hold a function of the program, or one that computes. Where members are not chosen at run
 * time that is any name which the program gives a value, a parameter too.
 */
function isCallable(walk: CodeWalk, name: string): boolean {
  if (walk.ownNames.has(name)) return !name.startsWith('$') || walk.counts.get(name) === 1;
  const { language } = walk.dialect.knowledge;
  return (language === 'python' || language === 'javascript') && !walk.choosesMembers && walk.counts.has(name);
}

/** Reads what stands up to the token `limit`: arguments, elements or statements. Always ends there. */
export function readItems(walk: CodeWalk, limit: number): CodeItem[] {
  const items: CodeItem[] = [];
  if (walk.depth > DEEPEST_WALK) {
    walk.isUnderstood = false;
    walk.at = limit;
    return items;
  }
  walk.depth += 1;
  while (walk.at < limit) {
    const before = walk.at;
    if (walk.dialect.readStatement(walk, limit)) continue;
    const item = readItem(walk, limit);
    if (item !== null) items.push(item);
    walk.at = Math.max(walk.at, before + 1);
  }
  walk.depth -= 1;
  return items;
}

const DEEPEST_WALK = 100;

type ItemState = {
  value: CodeValue;
  operator: string;
  isOwn: boolean;
  isSpread: boolean;
  key: string | null;
  endsInComma: boolean;
  lastStart: number;
  lastValue: CodeValue;
  readonly targets: CodeTarget[];
};

/** One item: up to a separator, or up to an operand that does not belong to the one before it. */
function readItem(walk: CodeWalk, limit: number, isBare = false): CodeItem | null {
  const state: ItemState = {
    value: NONE,
    operator: '',
    isOwn: false,
    isSpread: false,
    key: null,
    endsInComma: false,
    lastStart: walk.at,
    lastValue: NONE,
    targets: [],
  };
  const start = walk.at;
  while (walk.at < limit) {
    const token = walk.program.tokens[walk.at] as CodeToken;
    if (token.kind === 'newline' && state.operator !== '' && !walk.dialect.grammar.keywords.has(state.operator)) {
      walk.at += 1;
      continue;
    }
    if (isSeparator(walk, token)) {
      state.endsInComma = token.text === ',';
      walk.at += 1;
      break;
    }
    if (isBare && token.kind === 'name' && walk.dialect.grammar.looseWords.has(token.text)) break;
    if (walk.at > start && beginsStatement(walk, token)) break;
    walk.dialect.inspect(walk, token);
    if (!readPart(walk, { state, token, limit })) break;
  }
  const isEmpty = state.value.kind === 'none' && state.targets.length === 0 && walk.at === start + 1;
  const value = state.isOwn && state.value.kind !== 'text' ? OWN : state.value;
  const makesList = state.endsInComma && !walk.dialect.grammar.commaEndsTarget && value.kind !== 'reference';
  bindTargets(walk, state.targets, makesList ? DATA : value);
  return isEmpty ? null : { key: state.key, value, isSpread: state.isSpread, isBound: state.targets.length > 0 };
}

/** True for a keyword that the dialect reads; with a bracket or a member after it, it is an operand. */
function beginsStatement(walk: CodeWalk, token: CodeToken): boolean {
  if (token.kind !== 'name' || !walk.dialect.grammar.statementWords.has(token.text)) return false;
  const next = walk.program.tokens[walk.at + 1]?.text;
  return walk.dialect.knowledge.language !== 'javascript' || (next !== '(' && next !== '.');
}

/** False where the token begins another item. */
function readPart(
  walk: CodeWalk,
  { state, token, limit }: { readonly state: ItemState; readonly token: CodeToken; readonly limit: number },
): boolean {
  const { grammar } = walk.dialect;
  if (grammar.functionWords.has(token.text) && token.kind !== 'string') state.isOwn = true;
  if (token.kind === 'name' && grammar.keywords.has(token.text)) {
    walk.at += 1;
    if (!grammar.transparent.has(token.text)) takeOperator(walk, state, token.text);
    return true;
  }
  if (token.kind === 'punctuation' && grammar.assignments.has(token.text)) {
    takeTarget(walk, state, token);
    return true;
  }
  if (!startsOperand(token)) {
    if ((token.text === '*' || token.text === '**' || token.text === '...') && state.value.kind === 'none')
      state.isSpread = true;
    takeOperator(walk, state, token.text);
    walk.at += 1;
    return true;
  }
  const joins = grammar.joinsAdjacent && token.kind === 'string' && walk.program.tokens[walk.at - 1]?.kind === 'string';
  if (state.value.kind !== 'none' && state.operator === '' && !joins) return false;
  state.lastStart = walk.at;
  const operand = readOperand(walk, limit);
  state.lastValue = operand;
  combine(walk, state, operand);
  return true;
}

function takeOperator(walk: CodeWalk, state: ItemState, operator: string): void {
  if (state.value.kind !== 'none' && operator !== walk.dialect.grammar.concatenation) {
    useAsData(walk, state.value);
    state.value = DATA;
  }
  state.operator = operator;
}

function takeTarget(walk: CodeWalk, state: ItemState, token: CodeToken): void {
  const isPlain = token.text === '=' || token.text === ':=';
  state.targets.push({ start: state.lastStart, end: walk.at, value: isPlain ? state.lastValue : DATA });
  const single = walk.program.tokens[walk.at - 1];
  if (state.targets.length === 1 && single?.kind === 'name' && walk.at - state.lastStart === 1) state.key = single.text;
  if (!isPlain) useAsData(walk, state.value);
  if (!isPlain || state.operator !== '') state.isOwn = false;
  state.value = isPlain ? NONE : DATA;
  state.operator = isPlain ? '' : token.text;
  walk.at += 1;
}

/** Adds an operand to the value of an item. */
function combine(walk: CodeWalk, state: ItemState, operand: CodeValue): void {
  const { value, operator } = state;
  state.operator = '';
  if (value.kind === 'none' && operator === '') {
    state.value = operand;
    return;
  }
  if (
    value.kind === 'text' &&
    operand.kind === 'text' &&
    (operator === walk.dialect.grammar.concatenation || operator === '')
  ) {
    state.value = textValue(value.text + operand.text);
    return;
  }
  useAsData(walk, value);
  useAsData(walk, operand);
  state.value = DATA;
}

/** An operand with its members, calls and indexes. */
function readOperand(walk: CodeWalk, limit: number): CodeValue {
  let value = readPrimary(walk);
  while (walk.at < limit) {
    const token = walk.program.tokens[walk.at] as CodeToken;
    const next = readPostfix(walk, { value, token, limit });
    if (next === null) break;
    value = next;
  }
  return value;
}

function readPrimary(walk: CodeWalk): CodeValue {
  const token = walk.program.tokens[walk.at] as CodeToken;
  if (token.kind === 'punctuation') return readBracket(walk, token);
  walk.at += 1;
  for (const hole of token.holes) walkHole(walk, hole);
  switch (token.kind) {
    case 'string':
      return token.value === null ? DATA : textValue(token.value);
    case 'number':
      return { kind: 'number', number: numberOf(token.text) };
    case 'shell':
      applyCall(walk, 'shell', {
        items: [
          { key: null, value: token.value === null ? DATA : textValue(token.value), isSpread: false, isBound: false },
        ],
        at: token.at,
        receiver: NONE,
      });
      return DATA;
    case 'pattern':
      return { kind: 'pattern' };
    case 'name':
    case 'variable':
    case 'newline':
    case 'comment':
      return isDefined(walk) ? OWN : nameValue(walk, token.text);
  }
}

/** True where the name before the walk is the one that a definition gives to a function or class. */
function isDefined({ program, at, dialect }: CodeWalk): boolean {
  const { keywords, definers, memberMarks } = dialect.grammar;
  const word = program.tokens[at - 2];
  if (word?.kind !== 'name' || !keywords.has(word.text) || !definers.has(word.text)) return false;
  return !memberMarks.has(program.tokens[at - 3]?.text ?? '');
}

/** A number as all languages read it; for one with a nought before it they differ. */
function numberOf(text: string): number {
  return text.length > 1 && text.startsWith('0') && isDigit(text.charAt(1)) ? Number.NaN : Number(text);
}

function walkHole(walk: CodeWalk, hole: CodeProgram): void {
  const { program, at } = walk;
  walk.program = hole;
  walk.at = 0;
  for (const item of readItems(walk, hole.tokens.length)) useAsData(walk, item.value);
  walk.program = program;
  walk.at = at;
}

/** `(…)`, `[…]`, `{…}` that stands for itself. */
function readBracket(walk: CodeWalk, token: CodeToken): CodeValue {
  const closer = closerOf(walk, walk.at);
  walk.at += 1;
  const items = readItems(walk, closer);
  walk.at = Math.min(closer + 1, walk.program.tokens.length);
  const only = items[0];
  const isList = walk.program.tokens[closer - 1]?.text === ',';
  if (token.text === '(' && only !== undefined && items.length === 1 && !isList && only.key === null) return only.value;
  for (const item of items) if (!item.isBound || token.text !== '{') useAsData(walk, item.value);
  if (token.text === '{') return DATA;
  if (token.text === '(' && !makesLists(walk)) return only?.value.kind === 'own' ? OWN : DATA;
  return items.some((item) => item.isSpread || item.isBound)
    ? DATA
    : { kind: 'list', items: items.map((item) => item.value) };
}

/** Elsewhere commas in parentheses give the last value. */
function makesLists(walk: CodeWalk): boolean {
  const { language } = walk.dialect.knowledge;
  return language === 'python' || language === 'perl';
}

function closerOf(walk: CodeWalk, opener: number): number {
  const closer = walk.program.closers[opener] as number;
  return closer < 0 ? walk.program.tokens.length : closer;
}

type Postfix = { readonly value: CodeValue; readonly token: CodeToken; readonly limit: number };

/** The value after one more member, call or index; null where none follows. */
function readPostfix(walk: CodeWalk, { value, token, limit }: Postfix): CodeValue | null {
  const { grammar } = walk.dialect;
  const next = walk.program.tokens[walk.at + 1];
  if (
    token.kind === 'punctuation' &&
    grammar.memberMarks.has(token.text) &&
    next !== undefined &&
    walk.at + 1 < limit
  ) {
    if (next.kind === 'name') {
      walk.at += 2;
      return memberOf(walk, value, next.text);
    }
    if (next.text !== '(' && next.text !== '[' && next.text !== '{') {
      walk.isUnderstood = false;
      return null;
    }
    walk.at += 1;
    return readPostfix(walk, { value, token: next, limit });
  }
  if (token.text === '(' && token.kind === 'punctuation' && isCall(walk, token)) return readCall(walk, value);
  if (token.text === '[' && token.kind === 'punctuation' && !(grammar.spacesSeparate && token.isSpaced))
    return readIndex(walk, value);
  if (token.text === '{' && token.kind === 'punctuation' && grammar.bracesIndex && isIndexBrace(walk, token))
    return readIndex(walk, value);
  if (isBareCall(walk, value, token)) return readBareCall(walk, { value, token, limit });
  return null;
}

function readCall(walk: CodeWalk, value: CodeValue): CodeValue {
  const { start } = (walk.program.tokens[walk.at] as CodeToken).at;
  const closer = closerOf(walk, walk.at);
  walk.at += 1;
  const items = readItems(walk, closer);
  const last = walk.program.tokens[Math.min(closer, walk.program.tokens.length - 1)] as CodeToken;
  walk.at = Math.min(closer + 1, walk.program.tokens.length);
  return callThrough(walk, value, { items, at: { start, end: last.at.end }, receiver: value });
}

function readIndex(walk: CodeWalk, value: CodeValue): CodeValue {
  const closer = closerOf(walk, walk.at);
  walk.at += 1;
  const items = readItems(walk, closer);
  walk.at = Math.min(closer + 1, walk.program.tokens.length);
  return indexInto(walk, value, items);
}

/** Arguments up to the end of the statement or of the brackets around. */
function readBareCall(walk: CodeWalk, { value, token, limit }: Postfix): CodeValue {
  const items: CodeItem[] = [];
  if (walk.depth > DEEPEST_WALK) {
    walk.isUnderstood = false;
    walk.at = limit;
    return DATA;
  }
  walk.depth += 1;
  let last = token;
  while (walk.at < limit) {
    const item = readItem(walk, limit, true);
    if (item !== null) items.push(item);
    last = walk.program.tokens[walk.at - 1] as CodeToken;
    if (last.text !== ',' && last.text !== '=>') break;
  }
  walk.depth -= 1;
  const { end } = last.at;
  if (isSeparator(walk, last)) walk.at -= 1;
  return callThrough(walk, value, { items, at: { start: token.at.start, end }, receiver: value });
}
