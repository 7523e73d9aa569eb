import type { Node } from 'web-tree-sitter';
import { type Export, ExportList, fieldText, signatureOf, textBetween } from './signature.ts';

/**
 * Lists what a Rust file offers to other crates: items that are `pub` without a restriction, also in modules that are, with
 * `module::` before their names; methods as `Type::method`; implemented traits.
 */
export function exportsOfRust(root: Node): readonly Export[] {
  const list = new ExportList();
  collect(root, list);
  return list.exports;
}

/** How deep modules are followed. */
const MAX_DEPTH = 8;

/** Where items stand: the modules before their names, and how many they are. */
type Outer = { readonly prefix: string; readonly depth: number };

function collect(node: Node, list: ExportList, outer: Outer = { prefix: '', depth: 0 }): void {
  for (const item of node.namedChildren) {
    if (item.type === 'impl_item') collectImpl(item, list, outer.prefix);
    else if (isPublic(item)) collectItem(item, list, outer);
  }
}

function isPublic(item: Node): boolean {
  return item.namedChildren.some(({ type, text }) => type === 'visibility_modifier' && text === 'pub');
}

function collectItem(item: Node, list: ExportList, { prefix, depth }: Outer): void {
  const name = prefix + (fieldText(item, 'name') || fieldText(item, 'argument'));
  const body = item.childForFieldName('body');
  if (item.type === 'mod_item') {
    list.add(name, signatureOf(item));
    if (body !== null && depth < MAX_DEPTH) collect(body, list, { prefix: `${name}::`, depth: depth + 1 });
  } else if (item.type === 'const_item' || item.type === 'static_item') {
    const until = item.childForFieldName('value');
    list.add(name, withoutEnd(signatureOf(item, until)));
  } else if (item.type === 'struct_item' || item.type === 'union_item') {
    // Fields that are not public may change without anyone noticing.
    const fields = body?.namedChildren.filter(isPublic).map((field) => textBetween(field, field.endIndex)) ?? [];
    const isRecord = body?.type === 'field_declaration_list';
    list.add(name, isRecord ? `${signatureOf(item)} { ${fields.join(', ')} }` : withoutEnd(signatureOf(item, null)));
  } else if (item.type === 'function_item') list.add(name, signatureOf(item));
  else list.add(name, withoutEnd(signatureOf(item, null)));
}

function withoutEnd(signature: string): string {
  const last = signature.at(-1);
  return last === ';' || last === '=' ? signature.slice(0, -1).trimEnd() : signature;
}

function collectImpl(item: Node, list: ExportList, prefix: string): void {
  const owner = prefix + fieldText(item, 'type');
  const trait = fieldText(item, 'trait');
  if (trait !== '') return list.add(`${owner}: ${trait}`, signatureOf(item));
  for (const member of item.childForFieldName('body')?.namedChildren ?? []) {
    if (!isPublic(member)) continue;
    const until = member.childForFieldName('body') ?? member.childForFieldName('value');
    list.add(`${owner}::${fieldText(member, 'name')}`, withoutEnd(signatureOf(member, until)));
  }
}
