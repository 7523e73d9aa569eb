import type { SqlAct } from '../../core/effect/sql/syntax.ts';
import { asObject, type Fields, listOf, nameOfRange, namesOf, textOf } from './tree-fields.ts';

type ActsOf = (fields: Fields) => readonly SqlAct[];

const NOTHING: ActsOf = () => [];

const identity =
  (verb: string): ActsOf =>
  (fields) => [
    { kind: 'identity', verb, names: [textOf(fields, 'role') || textOf(asObject(fields['role']), 'rolename')] },
  ];

const schema =
  (verb: string, destroys = false): ActsOf =>
  (fields) => [{ kind: 'schema', verb, names: namesIn(fields), destroys }];

const maintain =
  (verb: string): ActsOf =>
  (fields) => [{ kind: 'write', verb, tables: namesIn(fields), rows: 'new', where: null }];

/** What a statement is about, wherever its kind keeps the name. */
function namesIn(fields: Fields): readonly string[] {
  const names = ['relation', 'view', 'sequence', 'relationName'].map((field) => nameOfRange(asObject(fields[field])));
  const texts = ['dbname', 'extname', 'schemaname', 'name', 'newname', 'defnames', 'tablespacename'].map((field) =>
    textOf(fields, field),
  );
  const relations = listOf(fields, 'relations').map((node) => nameOfRange(asObject(asObject(node)['RangeVar'])));
  const dotted = ['funcname', 'defnames', 'typeName', 'object'].map((field) => namesOf(listOf(fields, field)));
  return [...names, ...texts, ...relations, ...dotted, ...objectsIn(fields)].filter((name) => name !== '').slice(0, 16);
}

function objectsIn(fields: Fields): readonly string[] {
  return listOf(fields, 'objects').map((node) => {
    const { List, String: plain, TypeName, ObjectWithArgs, RangeVar } = asObject(node);
    if (List !== undefined) return namesOf(listOf(asObject(List), 'items'));
    if (TypeName !== undefined) return namesOf(listOf(asObject(TypeName), 'names'));
    if (ObjectWithArgs !== undefined) return namesOf(listOf(asObject(ObjectWithArgs), 'objname'));
    return RangeVar === undefined ? textOf(asObject(plain), 'sval') : nameOfRange(asObject(RangeVar));
  });
}

/** Kinds of objects that hold rows. */
const HOLDS_DATA = new Set([
  'OBJECT_TABLE',
  'OBJECT_SCHEMA',
  'OBJECT_MATVIEW',
  'OBJECT_DATABASE',
  'OBJECT_FOREIGN_TABLE',
]);

const drop: ActsOf = (fields) => {
  const type = textOf(fields, 'removeType');
  const isCascade = fields['behavior'] === 'DROP_CASCADE';
  const verb = `drop ${type.replace('OBJECT_', '').replaceAll('_', ' ').toLowerCase()}`;
  return [{ kind: 'schema', verb, names: objectsIn(fields), destroys: HOLDS_DATA.has(type) || isCascade }];
};

const alterTable: ActsOf = (fields) => {
  const commands = listOf(fields, 'cmds').map((node) => textOf(asObject(asObject(node)['AlterTableCmd']), 'subtype'));
  const destroys = commands.some((command) => command === 'AT_DropColumn');
  return [{ kind: 'schema', verb: destroys ? 'drop column' : 'alter table', names: namesIn(fields), destroys }];
};

const create: ActsOf = (fields) => {
  const relation = asObject(fields['relation'] ?? asObject(fields['into'])['rel']);
  const name = nameOfRange(relation);
  if (relation['relpersistence'] === 't')
    return [{ kind: 'write', verb: 'create a temporary table', tables: [name], rows: 'new', where: null }];
  return [{ kind: 'schema', verb: 'create a table', names: [name], destroys: false }];
};

const copy: ActsOf = (fields) => {
  const isFrom = fields['is_from'] === true;
  const table = nameOfRange(asObject(fields['relation']));
  const copied: SqlAct = isFrom
    ? { kind: 'write', verb: 'copy', tables: [table], rows: 'new', where: null }
    : { kind: 'read', verb: 'copy', tables: [table] };
  const { filename } = fields;
  if (typeof filename !== 'string') return [copied];
  if (fields['is_program'] === true) return [copied, { kind: 'shell', side: 'server', text: filename }];
  return [copied, { kind: 'file', operation: isFrom ? 'read' : 'write', side: 'server', path: filename }];
};

const grantRole: ActsOf = (fields) => [
  {
    kind: 'identity',
    verb: fields['is_grant'] === true ? 'grant a role' : 'revoke a role',
    names: listOf(fields, 'grantee_roles').map((node) => textOf(asObject(asObject(node)['RoleSpec']), 'rolename')),
  },
];

const setting: ActsOf = (fields) => {
  const [argument] = listOf(fields, 'args');
  const value = textOf(asObject(asObject(asObject(argument)['A_Const'])['sval']), 'sval');
  return [{ kind: 'setting', name: textOf(fields, 'name'), value, isGlobal: false }];
};

/** Roles and who may be what. */
const IDENTITY: readonly [string, string][] = [
  ['CreateRoleStmt', 'create a role'],
  ['AlterRoleStmt', 'alter a role'],
  ['AlterRoleSetStmt', 'alter a role'],
  ['DropRoleStmt', 'drop a role'],
  ['CreateUserMappingStmt', 'create a user mapping'],
  ['AlterUserMappingStmt', 'alter a user mapping'],
  ['DropUserMappingStmt', 'drop a user mapping'],
  ['ReassignOwnedStmt', 'reassign what a role owns'],
];

const STATEMENTS: ReadonlyMap<string, ActsOf> = new Map<string, ActsOf>([
  ...IDENTITY.map(([name, verb]) => [name, identity(verb)] as const),
  ['GrantRoleStmt', grantRole],
  ['DropStmt', drop],
  ['AlterTableStmt', alterTable],
  ['CreateStmt', create],
  ['CreateTableAsStmt', create],
  ['CopyStmt', copy],
  ['VariableSetStmt', setting],
  ['TruncateStmt', schema('truncate', true)],
  ['DropdbStmt', schema('drop database', true)],
  ['DropOwnedStmt', schema('drop owned', true)],
  ['DropTableSpaceStmt', schema('drop tablespace', true)],
  ['GrantStmt', schema('grant or revoke')],
  ['IndexStmt', schema('create an index')],
  ['ViewStmt', schema('create a view')],
  ['RenameStmt', schema('rename')],
  ['CommentStmt', schema('comment')],
  ['DefineStmt', schema('define')],
  ['RuleStmt', schema('create a rule')],
  ['CompositeTypeStmt', schema('create a type')],
  ['SecLabelStmt', schema('label')],
  ['ImportForeignSchemaStmt', schema('import a foreign schema')],
  ['VacuumStmt', maintain('vacuum')],
  ['ReindexStmt', maintain('reindex')],
  ['ClusterStmt', maintain('cluster')],
  ['RefreshMatViewStmt', maintain('refresh')],
  ['CheckPointStmt', maintain('checkpoint')],
  ['NotifyStmt', maintain('notify')],
  ['LockStmt', (fields) => [{ kind: 'lock', tables: namesIn(fields) }]],
  ['DoStmt', () => [{ kind: 'opaque', why: 'a block of code' }]],
  ['LoadStmt', () => [{ kind: 'opaque', why: 'it loads a library' }]],
  ['ExplainStmt', () => [{ kind: 'read', verb: 'explain', tables: [] }]],
  ['VariableShowStmt', () => [{ kind: 'read', verb: 'show', tables: [] }]],
  ['FetchStmt', () => [{ kind: 'read', verb: 'fetch', tables: [] }]],
  ['CallStmt', NOTHING],
  ['PrepareStmt', NOTHING],
  ['DeclareCursorStmt', NOTHING],
  ['TransactionStmt', NOTHING],
  ['ClosePortalStmt', NOTHING],
  ['DeallocateStmt', NOTHING],
  ['DiscardStmt', NOTHING],
  ['ListenStmt', NOTHING],
  ['UnlistenStmt', NOTHING],
  ['ConstraintsSetStmt', NOTHING],
  ['RawStmt', NOTHING],
]);

/** What a statement does that neither reads nor changes rows. One that is not known is opaque. */
export function actsOfOther(key: string, fields: Fields): readonly SqlAct[] {
  const known = STATEMENTS.get(key);
  if (known !== undefined) return known(fields);
  if (key.startsWith('Create') || key.startsWith('Alter')) {
    const verb = key.slice(0, -'Stmt'.length).replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ');
    return [{ kind: 'schema', verb: verb.toLowerCase(), names: namesIn(fields), destroys: false }];
  }
  return [{ kind: 'opaque', why: `a statement that is not known: ${key}` }];
}
