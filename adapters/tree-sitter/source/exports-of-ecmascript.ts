import type { Node } from 'web-tree-sitter';
import { type Export, ExportList, fieldText, signatureOf, textBetween } from './signature.ts';

/**
 * Lists what a module of TypeScript or JavaScript exports: `export` in all its forms, and what is assigned to
 * `module.exports` and `exports` at the top.
 *
 * Of a class, each member that is not private is listed as `Class.member`. What is exported by its name alone
 * (`export { a }`) has the signature of its declaration in the file.
 */
export function exportsOfEcmascript(root: Node): readonly Export[] {
  return new ModuleReader(root).read();
}

/** Overloads and members that are kept of one name. */
const MAX_SAME_NAME = 256;

class ModuleReader {
  private readonly list = new ExportList();
  private readonly root: Node;
  /** Signatures of what is declared at the top, by name. */
  private readonly local = new Map<string, Export[]>();

  constructor(root: Node) {
    this.root = root;
  }

  read(): readonly Export[] {
    const statements = this.root.namedChildren;
    for (const statement of statements) this.noteLocal(statement);
    for (const statement of statements) {
      if (statement.type === 'export_statement') this.readExport(statement);
      else if (statement.type === 'expression_statement') this.readAssignment(statement);
    }
    return this.list.exports;
  }

  private noteLocal(statement: Node): void {
    for (const declared of declarationsOf(statement)) {
      const [own = ''] = declared.name.split('.');
      const known = this.local.get(own);
      if (known === undefined) this.local.set(own, [declared]);
      else if (known.length < MAX_SAME_NAME) known.push(declared);
    }
  }

  private readExport(statement: Node): void {
    const declaration = statement.childForFieldName('declaration');
    const isDefault = statement.children.some(({ type }) => type === 'default');
    if (declaration !== null && !isDefault) {
      for (const { name, signature } of declarationsOf(declaration)) this.list.add(name, signature);
      return;
    }
    if (isDefault) return this.readDefault(statement, declaration);
    const source = fieldText(statement, 'source');
    const clause = statement.namedChildren.find(({ type }) => type === 'export_clause');
    if (clause === undefined) {
      // `export *`, `export * as x`, `export = x`.
      return this.list.add(source === '' ? '=' : `* ${source}`, textBetween(statement, statement.endIndex));
    }
    for (const specifier of clause.namedChildren) {
      if (specifier.type === 'export_specifier') this.readSpecifier(specifier, source);
    }
  }

  private readSpecifier(specifier: Node, source: string): void {
    const name = fieldText(specifier, 'name');
    const alias = fieldText(specifier, 'alias') || name;
    const declared = source === '' ? this.local.get(name) : undefined;
    if (declared === undefined) return this.list.add(alias, `export ${name}${source === '' ? '' : ` from ${source}`}`);
    for (const { name: full, signature } of declared) this.list.add(alias + full.slice(name.length), signature);
  }

  private readDefault(statement: Node, declaration: Node | null): void {
    const value = declaration ?? statement.childForFieldName('value');
    if (value === null) return this.list.add('default', 'default');
    const known = value.type === 'identifier' ? this.local.get(value.text) : undefined;
    const found = known ?? declarationsOf(value);
    for (const { name, signature } of found) this.list.add(`default${behindFirst(name)}`, signature);
    if (found.length === 0) this.list.add('default', valueSignature(value) || 'default');
  }

  /** `module.exports = …`, `exports.name = …`. */
  private readAssignment(statement: Node): void {
    const assignment = statement.namedChildren[0];
    if (assignment?.type !== 'assignment_expression') return;
    const target = fieldText(assignment, 'left');
    const value = assignment.childForFieldName('right');
    if (value === null) return;
    if (target === 'module.exports') return this.readModule(value);
    const [, name] = target.startsWith('module.exports.') ? target.split('module.exports.') : target.split('exports.');
    if (name === undefined || !(target === `exports.${name}` || target === `module.exports.${name}`)) return;
    this.addValue(name, value);
  }

  private readModule(value: Node): void {
    if (value.type !== 'object') return this.addValue('module.exports', value);
    for (const property of value.namedChildren) {
      if (property.type === 'shorthand_property_identifier') this.addValue(property.text, property);
      else if (property.type === 'method_definition') this.list.add(fieldText(property, 'name'), signatureOf(property));
      else if (property.type === 'pair') {
        const inner = property.childForFieldName('value');
        if (inner !== null) this.addValue(fieldText(property, 'key'), inner);
      }
    }
  }

  private addValue(name: string, value: Node): void {
    const isName = value.type === 'identifier' || value.type === 'shorthand_property_identifier';
    const known = isName ? this.local.get(value.text) : undefined;
    if (known !== undefined) {
      for (const { name: full, signature } of known) this.list.add(name + behindFirst(full), signature);
    } else this.list.add(name, valueSignature(value));
  }
}

function behindFirst(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? '' : name.slice(dot);
}

/** What a declaration declares; nothing where it is none. */
function declarationsOf(node: Node): readonly Export[] {
  switch (node.type) {
    case 'lexical_declaration':
    case 'variable_declaration':
      return variablesOf(node);
    case 'class_declaration':
    case 'abstract_class_declaration':
    case 'class':
      return classOf(node);
    case 'ambient_declaration': {
      const inner = node.namedChildren.find(({ isExtra }) => !isExtra);
      return inner === undefined ? [] : declarationsOf(inner);
    }
    case 'export_statement': {
      const inner = node.childForFieldName('declaration');
      return inner === null ? [] : declarationsOf(inner);
    }
    case 'interface_declaration':
    case 'enum_declaration':
    case 'type_alias_declaration':
    case 'internal_module':
    case 'module':
      return [{ name: fieldText(node, 'name'), signature: textBetween(node, node.endIndex) }];
    case 'function_declaration':
    case 'generator_function_declaration':
    case 'function_signature':
    case 'function_expression':
      return [{ name: fieldText(node, 'name'), signature: signatureOf(node) }];
    default:
      return [];
  }
}

function variablesOf(node: Node): readonly Export[] {
  const keyword = node.children[0]?.text ?? '';
  return node.namedChildren
    .filter(({ type }) => type === 'variable_declarator')
    .map((declarator) => {
      const value = declarator.childForFieldName('value');
      const type = fieldText(declarator, 'type');
      const shape = type === '' && value !== null ? valueSignature(value) : '';
      const name = fieldText(declarator, 'name');
      const declared = signatureOf(declarator, value).replace(/=$/, '').trim();
      return { name, signature: `${keyword} ${declared}${shape === '' ? '' : ` = ${shape}`}` };
    });
}

/** Of a value only what a caller sees: parameters and result of a function. */
function valueSignature(value: Node): string {
  const isFunction = ['arrow_function', 'function_expression', 'generator_function'].includes(value.type);
  if (isFunction) return signatureOf(value);
  return value.type === 'class' ? signatureOf(value) : '';
}

function classOf(node: Node): readonly Export[] {
  const name = fieldText(node, 'name');
  const members = node.childForFieldName('body')?.namedChildren ?? [];
  return [
    { name, signature: signatureOf(node) },
    ...members.filter(isOpenMember).map((member) => memberOf(name, member)),
  ];
}

const MEMBERS = new Set([
  'method_definition',
  'method_signature',
  'abstract_method_signature',
  'public_field_definition',
  'field_definition',
]);

function isOpenMember(member: Node): boolean {
  if (!MEMBERS.has(member.type) || memberName(member).startsWith('#')) return false;
  return !member.namedChildren.some(({ type, text }) => type === 'accessibility_modifier' && text === 'private');
}

function memberName(member: Node): string {
  return fieldText(member, 'name') || fieldText(member, 'property');
}

function memberOf(owner: string, member: Node): Export {
  const until = member.childForFieldName('body') ?? member.childForFieldName('value');
  const signature = signatureOf(member, until).replace(/=$/, '').trim();
  return { name: `${owner}.${memberName(member)}`, signature };
}
