import type { Node } from 'web-tree-sitter';
import { type Export, ExportList, fieldText, signatureOf } from './signature.ts';

/** Lists what a Go file exports: functions, types, constants and variables at its top with a capital, and methods as `Type.Method`. */
export function exportsOfGo(root: Node): readonly Export[] {
  const list = new ExportList();
  for (const declaration of root.namedChildren) {
    if (declaration.type === 'function_declaration')
      add(list, fieldText(declaration, 'name'), signatureOf(declaration));
    else if (declaration.type === 'method_declaration') addMethod(list, declaration);
    else if (DECLARATIONS.has(declaration.type)) addSpecs(list, declaration);
  }
  return list.exports;
}

const DECLARATIONS = new Set(['type_declaration', 'const_declaration', 'var_declaration', 'var_spec_list']);

function isExported(name: string): boolean {
  const first = name.charAt(0);
  return first !== first.toLowerCase();
}

function add(list: ExportList, name: string, signature: string): void {
  if (isExported(name)) list.add(name, signature);
}

function addMethod(list: ExportList, declaration: Node): void {
  const name = fieldText(declaration, 'name');
  const [receiver] = declaration.childForFieldName('receiver')?.descendantsOfType('type_identifier') ?? [];
  const owner = receiver?.text ?? '';
  if (isExported(owner) && isExported(name)) list.add(`${owner}.${name}`, signatureOf(declaration));
}

function addSpecs(list: ExportList, declaration: Node): void {
  for (const spec of declaration.namedChildren) {
    if (spec.type === 'var_spec_list') addSpecs(list, spec);
    if (spec.type === 'type_spec' || spec.type === 'type_alias')
      add(list, fieldText(spec, 'name'), `type ${signatureOf(spec, null)}`);
    if (spec.type !== 'const_spec' && spec.type !== 'var_spec') continue;
    const kind = spec.type === 'const_spec' ? 'const' : 'var';
    const type = fieldText(spec, 'type');
    for (const { text } of spec.childrenForFieldName('name')) {
      add(list, text, `${kind} ${text}${type === '' ? '' : ` ${type}`}`);
    }
  }
}
