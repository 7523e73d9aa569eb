import type { Node } from 'web-tree-sitter';
import { type Export, ExportList, fieldText, signatureOf } from './signature.ts';

/** Lists what a Java file offers: public types, and their public and protected members as `Type.member`. */
export function exportsOfJava(root: Node): readonly Export[] {
  const list = new ExportList();
  for (const declaration of root.namedChildren) {
    if (TYPES.has(declaration.type) && isOpen(declaration, false)) collectType(declaration, list);
  }
  return list.exports;
}

const TYPES = new Set([
  'class_declaration',
  'interface_declaration',
  'enum_declaration',
  'record_declaration',
  'annotation_type_declaration',
]);
/** How deep types within types are followed. */
const MAX_DEPTH = 8;

function isOpen(declaration: Node, isInInterface: boolean): boolean {
  const modifiers = declaration.namedChildren.find(({ type }) => type === 'modifiers');
  const words = modifiers?.children.map(({ type }) => type) ?? [];
  return words.includes('public') || words.includes('protected') || (isInInterface && !words.includes('private'));
}

/** Where a type stands: what is before its name, and how many types are around it. */
type Outer = { readonly prefix: string; readonly depth: number };

function collectType(declaration: Node, list: ExportList, { prefix, depth }: Outer = { prefix: '', depth: 0 }): void {
  const name = prefix + fieldText(declaration, 'name');
  const body = declaration.childForFieldName('body');
  list.add(name, signatureOf(declaration));
  const isInterface =
    declaration.type === 'interface_declaration' || declaration.type === 'annotation_type_declaration';
  const members = body?.namedChildren ?? [];
  for (const member of members.flatMap((one) => (one.type === 'enum_body_declarations' ? one.namedChildren : [one]))) {
    if (member.type === 'enum_constant') list.add(`${name}.${fieldText(member, 'name')}`, fieldText(member, 'name'));
    else if (!isOpen(member, isInterface)) continue;
    else if (TYPES.has(member.type) && depth < MAX_DEPTH)
      collectType(member, list, { prefix: `${name}.`, depth: depth + 1 });
    else if (member.type === 'field_declaration' || member.type === 'constant_declaration')
      addField(list, name, member);
    else if (fieldText(member, 'name') !== '') list.add(`${name}.${fieldText(member, 'name')}`, signatureOf(member));
  }
}

function addField(list: ExportList, owner: string, member: Node): void {
  for (const declarator of member.childrenForFieldName('declarator')) {
    const value = declarator.childForFieldName('value');
    const signature = signatureOf(member, value).replace(/=$/, '').trim();
    list.add(`${owner}.${fieldText(declarator, 'name')}`, signature);
  }
}
