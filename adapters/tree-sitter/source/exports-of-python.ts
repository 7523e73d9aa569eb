import type { Node } from 'web-tree-sitter';
import { type Export, ExportList, fieldText, signatureOf } from './signature.ts';

/**
 * Lists what a Python module offers: functions and classes at its top, also within `if` and `try` there, whose names do not
 * begin with `_`, and their methods as `Class.method`.
 *
 * Where `__all__` is a list of texts, it alone says what is public; a name in it that is no function or class of the file
 * is listed with itself for a signature.
 */
export function exportsOfPython(root: Node): readonly Export[] {
  const declared = new ExportList();
  collect(root, declared);
  const all = namesInAll(root);
  if (all === null) return declared.exports.filter(({ name }) => !isPrivate(name.split('.')[0] ?? ''));
  const known = declared.exports.filter(({ name }) => all.has(name.split('.')[0] ?? ''));
  const names = new Set(known.map(({ name }) => name));
  return [...known, ...[...all].filter((name) => !names.has(name)).map((name) => ({ name, signature: name }))];
}

const CONTAINERS = new Set([
  'if_statement',
  'elif_clause',
  'else_clause',
  'try_statement',
  'except_clause',
  'finally_clause',
  'with_statement',
  'block',
]);
/** How deep conditions around a declaration are followed. */
const MAX_DEPTH = 8;

function collect(node: Node, list: ExportList, depth = 0): void {
  for (const child of node.namedChildren) {
    const definition = child.type === 'decorated_definition' ? child.childForFieldName('definition') : child;
    if (definition?.type === 'function_definition') list.add(fieldText(definition, 'name'), header(definition));
    else if (definition?.type === 'class_definition') collectClass(definition, list);
    else if (CONTAINERS.has(child.type) && depth < MAX_DEPTH) collect(child, list, depth + 1);
  }
}

function collectClass(definition: Node, list: ExportList): void {
  const owner = fieldText(definition, 'name');
  list.add(owner, header(definition));
  const inside = new ExportList();
  const body = definition.childForFieldName('body');
  if (body !== null) collect(body, inside);
  for (const { name, signature } of inside.exports) {
    if (!isPrivate(name) || isSpecial(name)) list.add(`${owner}.${name}`, signature);
  }
}

function header(definition: Node): string {
  const text = signatureOf(definition);
  return text.endsWith(':') ? text.slice(0, -1).trimEnd() : text;
}

function isPrivate(name: string): boolean {
  return name.startsWith('_');
}

function isSpecial(name: string): boolean {
  return name.startsWith('__') && name.endsWith('__');
}

/** Names in `__all__`, or null where there is none that can be read. */
function namesInAll(root: Node): ReadonlySet<string> | null {
  const names = new Set<string>();
  let isKnown = false;
  for (const statement of root.namedChildren) {
    const assignment = statement.type === 'expression_statement' ? statement.namedChildren[0] : undefined;
    if (assignment === undefined || fieldText(assignment, 'left') !== '__all__') continue;
    const value = assignment.childForFieldName('right');
    if (value === null || (value.type !== 'list' && value.type !== 'tuple')) return null;
    isKnown = true;
    for (const item of value.namedChildren) {
      if (item.type === 'string')
        names.add(item.namedChildren.find(({ type }) => type === 'string_content')?.text ?? '');
    }
  }
  return isKnown ? names : null;
}
