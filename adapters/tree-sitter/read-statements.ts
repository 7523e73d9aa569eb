import type {
  Assignment,
  Group,
  Redirect,
  ShellScript,
  SimpleCommand,
  Span,
  Statement,
  SyntaxProblem,
  Word,
} from '../../core/effect/shell/syntax.ts';
import { dashBetween, isBehindLine, readRedirect, withoutDescriptor, wordsBehind } from './read-redirects.ts';
import { readWord, readWords, spanOf, type WordContext, wordsWithin } from './read-words.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** Nodes that are no statement where statements stand. */
const IGNORED = new Set(['comment', 'heredoc_body', 'heredoc_end']);
const REDIRECTS = new Set(['file_redirect', 'heredoc_redirect', 'herestring_redirect']);

/** Scripts in backquotes of here-documents that are parsed; what comes after them is a problem. */
const MAX_INNER = 16;

/** Makes the tree of a shell text from the parser's nodes, one text at a time. */
export class ShellReader implements WordContext {
  readonly text: string;
  private readonly parseInner: (text: string) => ShellScript;
  private inner = 0;
  private problem: SyntaxProblem | null = null;

  /** `parseInner` parses texts that the parser did not see as scripts. */
  constructor(text: string, parseInner: (text: string) => ShellScript) {
    this.text = text;
    this.parseInner = parseInner;
  }

  /** Reads the root node. */
  readScript(root: SyntaxNode): ShellScript {
    this.findProblem(root);
    const statements = this.readBody(root.children);
    return { statements, problem: this.problem };
  }

  /** Reads the statements among nodes; punctuation and keywords are passed over. */
  readonly readBody = (nodes: readonly SyntaxNode[]): readonly Statement[] => {
    const statements: Statement[] = [];
    for (const node of nodes) {
      const last = statements.at(-1);
      if (node.type === '&' && last !== undefined) {
        statements[statements.length - 1] = { kind: 'background', body: last, span: last.span };
      } else if (REDIRECTS.has(node.type)) {
        // `$(<file)`: a redirection with nothing to run.
        statements.push(this.withRedirects(null, [node]));
      } else if (node.isNamed && !IGNORED.has(node.type)) statements.push(...this.readStatement(node));
    }
    return statements;
  };

  readonly doubt = (at: Span): void => {
    this.problem ??= { kind: 'malformed', at };
  };

  /** What stands before the text is blank, so that every place in it is one of this text. */
  readonly parseAt = (text: string, start: number): readonly Statement[] => {
    this.inner += 1;
    const at = { start, end: start + text.length };
    if (this.inner > MAX_INNER) this.doubt(at);
    if (this.inner > MAX_INNER) return [];
    const script = this.parseInner(' '.repeat(start) + text);
    if (script.problem !== null) this.doubt(at);
    return script.statements;
  };

  private findProblem(node: SyntaxNode): void {
    if (this.problem !== null) return;
    if (!node.isMissing && node.type !== 'ERROR') return node.children.forEach((child) => this.findProblem(child));
    const isLast = this.text.slice(node.end).trim() === '';
    // Between two commands that stand side by side the parser imagines a separator: nothing there was left open.
    const isOpen = isLast || (node.isMissing && node.type !== ';');
    this.problem = { kind: isOpen ? 'incomplete' : 'malformed', at: spanOf([node]) };
  }

  private readStatement(node: SyntaxNode): readonly Statement[] {
    const read = READERS[node.type];
    if (read !== undefined) return [read(this, node)];
    if (node.type === 'pipeline') return [this.pipeline(node)];
    if (node.type === 'list') return [this.list(node)];
    if (node.type === 'redirected_statement') return this.redirected(node);
    // What could not be parsed is looked into all the same; the script carries the problem.
    return node.type === 'ERROR' ? this.readBody(node.children) : [];
  }

  /** Reads what stands on both sides of `|`. */
  private pipeline(node: SyntaxNode): Statement {
    const stages = this.readBody(node.children);
    return { kind: 'pipeline', stages, span: spanOf([node]) };
  }

  private list(node: SyntaxNode): Statement {
    const operator = node.children.find(({ type }) => type === '&&' || type === '||');
    const [first, ...rest] = this.readBody(node.children);
    return join(first, rest, { operator: operator?.type === '||' ? '||' : '&&', span: spanOf([node]) });
  }

  /**
   * A statement with redirections. What stands behind a here-document's delimiter on its line (`<<E | sh`, `<<E && b`)
   * hangs in the redirection; it belongs behind the statement.
   */
  private redirected(node: SyntaxNode): readonly Statement[] {
    const body = node.children.find((child) => child.isNamed && !REDIRECTS.has(child.type)) ?? null;
    const redirects = node.children.filter(({ type }) => REDIRECTS.has(type));
    const statement = this.withRedirects(body, redirects);
    return [redirects.reduce((before, redirect) => this.continued(before, redirect), statement)];
  }

  private continued(statement: Statement, { type, children }: SyntaxNode): Statement {
    if (type !== 'heredoc_redirect') return statement;
    let joined = statement;
    for (const [index, child] of children.entries()) {
      if (child.type === 'pipeline') {
        const stages = [joined, ...this.readBody(child.children)];
        joined = { kind: 'pipeline', stages, span: { start: joined.span.start, end: child.end } };
      } else if (child.type === '&&' || child.type === '||') {
        const rest = children.slice(index + 1).filter(({ type: next }) => !REDIRECTS.has(next));
        const span = { start: joined.span.start, end: rest.at(-1)?.end ?? child.end };
        return join(joined, this.readBody(rest), { operator: child.type, span });
      }
    }
    return joined;
  }

  private withRedirects(written: SyntaxNode | null, nodes: readonly SyntaxNode[]): Statement {
    const { body, descriptor } = withoutDescriptor(written, nodes[0], this.text);
    const redirects = nodes
      .flatMap((node) => readRedirect(node, this))
      .map((redirect, index) => (index === 0 && descriptor !== null ? { ...redirect, descriptor } : redirect));
    const extra = [
      ...dashBetween(body, nodes[0], this.text),
      ...nodes.flatMap((node) => wordsBehind(node, this)),
      ...readWords(
        nodes.flatMap((node) => argumentsIn(node, this)),
        this,
      ),
    ];
    const span = spanOf([...(body === null ? [] : [body]), ...nodes]);
    const [inner] = body === null ? [] : this.readStatement(body);
    if (inner === undefined) return { kind: 'command', assignments: [], words: extra, redirects, span };
    return redirectLast(inner, { redirects, extra, span });
  }

  /** A command, with its assignments, words and redirections. */
  command(node: SyntaxNode): SimpleCommand {
    const assignments = node.children.filter(({ type }) => type === 'variable_assignment');
    const redirects = node.children.filter(({ type }) => REDIRECTS.has(type));
    const words = node.children.filter(
      (child) =>
        child.type !== 'variable_assignment' &&
        !REDIRECTS.has(child.type) &&
        child.type !== 'comment' &&
        !child.isMissing,
    );
    return {
      kind: 'command',
      assignments: assignments.map((child) => this.assignment(child)),
      words: [...readWords(words, this), ...redirects.flatMap((child) => wordsBehind(child, this))],
      redirects: redirects.flatMap((child) => readRedirect(child, this)),
      span: spanOf([node]),
    };
  }

  /** `export`, `declare`, `local`, `unset`: a command whose words may be assignments. */
  declaration(node: SyntaxNode): SimpleCommand {
    const [keyword, ...rest] = node.children;
    const assignments = rest.filter(({ type }) => type === 'variable_assignment');
    return {
      kind: 'command',
      assignments: assignments.map((child) => this.assignment(child)),
      words: readWords(
        [...(keyword === undefined ? [] : [keyword]), ...rest.filter((child) => !assignments.includes(child))],
        this,
      ),
      redirects: [],
      span: spanOf([node]),
    };
  }

  /** `name=value` in its forms. */
  assignment(node: SyntaxNode): Assignment {
    const [target, operator, ...values] = node.children;
    const array = values.find(({ type }) => type === 'array');
    const name = target?.type === 'subscript' ? target.children[0] : target;
    const elements = array === undefined ? values : array.children.filter(({ isNamed }) => isNamed);
    return {
      name: name === undefined ? '' : this.text.slice(name.start, name.end),
      values: [
        ...(target?.type === 'subscript' ? wordsWithin(target, this) : []),
        ...(array === undefined ? [readWord(values, this)] : readWords(elements, this)),
      ].filter(({ parts }, index) => parts.length > 0 || index === 0),
      isArray: array !== undefined,
      isPartial: target?.type === 'subscript' || operator?.type === '+=',
      isElement: target?.type === 'subscript',
      span: spanOf([node]),
    };
  }

  /** A statement that stands alone where one is wanted, for example a function's body. */
  body(node: SyntaxNode | undefined): readonly Statement[] {
    return node === undefined ? [] : this.readBody([node]);
  }
}

function join(
  first: Statement | undefined,
  rest: readonly Statement[],
  { operator, span }: { readonly operator: '&&' | '||'; readonly span: Statement['span'] },
): Statement {
  const empty: Group = { kind: 'group', isSubshell: false, body: [], redirects: [], span };
  return rest.reduce<Statement>(
    (before, second) => ({ kind: 'and-or', operator, first: before, second, span }),
    first ?? empty,
  );
}

type Behind = { readonly redirects: readonly Redirect[]; readonly extra: readonly Word[]; readonly span: Span };

/** Behind a pipeline or a list, redirections and words are those of its last command. */
function redirectLast(statement: Statement, behind: Behind): Statement {
  const { redirects, extra, span } = behind;
  if (statement.kind === 'pipeline') {
    const last = statement.stages.at(-1);
    if (last === undefined) return statement;
    return {
      ...statement,
      stages: [...statement.stages.slice(0, -1), redirectLast(last, { ...behind, span: last.span })],
      span,
    };
  }
  if (statement.kind === 'and-or') {
    const second = redirectLast(statement.second, { ...behind, span: statement.second.span });
    return { ...statement, second, span };
  }
  if (statement.kind === 'command') {
    const words = [...statement.words, ...extra];
    return { ...statement, words, redirects: [...statement.redirects, ...redirects], span };
  }
  if ('redirects' in statement) return { ...statement, redirects: [...statement.redirects, ...redirects], span };
  return { kind: 'group', isSubshell: false, body: [statement], redirects, span };
}

/** Words of the command that stand behind a here-document's delimiter. */
function argumentsIn(node: SyntaxNode, context: WordContext): readonly SyntaxNode[] {
  if (node.type !== 'heredoc_redirect') return [];
  const start = node.children.findIndex(({ type }) => type === 'heredoc_start');
  const end = node.children.findIndex(({ type }) => ['&&', '||', 'pipeline', 'heredoc_body'].includes(type));
  return node.children
    .slice(start + 1, end < 0 ? undefined : end)
    .filter((child) => !isBehindLine(child, node.children[start], context))
    .filter(({ type, isNamed }) => isNamed && !REDIRECTS.has(type) && type !== 'ERROR' && type !== 'heredoc_end');
}

type Read = (reader: ShellReader, node: SyntaxNode) => Statement;

const READERS: { readonly [type: string]: Read } = {
  command: (reader, node) => reader.command(node),
  declaration_command: (reader, node) => reader.declaration(node),
  unset_command: (reader, node) => reader.declaration(node),
  variable_assignment: (reader, node) => assignmentsOnly([node], reader, node),
  variable_assignments: (reader, node) => assignmentsOnly(node.children, reader, node),
  negated_command: (reader, node) => groupOf(node.children, { reader, node, isSubshell: false }),
  compound_statement: (reader, node) =>
    node.children[0]?.type === '(('
      ? testOf(reader, node)
      : groupOf(node.children, { reader, node, isSubshell: false }),
  subshell: (reader, node) => groupOf(node.children, { reader, node, isSubshell: true }),
  do_group: (reader, node) => groupOf(node.children, { reader, node, isSubshell: false }),
  test_command: testOf,
  if_statement: readConditional,
  while_statement: readLoop,
  for_statement: readForEach,
  c_style_for_statement: readArithmeticLoop,
  case_statement: readCase,
  function_definition: readFunction,
};

function assignmentsOnly(nodes: readonly SyntaxNode[], reader: ShellReader, node: SyntaxNode): SimpleCommand {
  const assignments = nodes
    .filter(({ type }) => type === 'variable_assignment')
    .map((child) => reader.assignment(child));
  return { kind: 'command', assignments, words: [], redirects: [], span: spanOf([node]) };
}

type GroupParts = { readonly reader: ShellReader; readonly node: SyntaxNode; readonly isSubshell: boolean };

function groupOf(nodes: readonly SyntaxNode[], { reader, node, isSubshell }: GroupParts): Group {
  return { kind: 'group', isSubshell, body: reader.readBody(nodes), redirects: [], span: spanOf([node]) };
}

function testOf(reader: ShellReader, node: SyntaxNode): Statement {
  const [open, close] = [node.children[0], node.children.at(-1)];
  const isArithmetic = open?.type === '((' && close !== undefined;
  const text = isArithmetic ? reader.text.slice(open.end, close.start) : null;
  const words = [...wordsWithin(node, reader), ...quotedWithin(node).map((child) => readWord([child], reader))];
  return { kind: 'test', words, text, redirects: [], span: spanOf([node]) };
}

/** Quoted texts in a test: one that is taken for a number may hold what runs. */
function quotedWithin(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type === 'raw_string' || node.type === 'ansi_c_string') return [node];
  return node.children.flatMap(quotedWithin);
}

/** What stands between two keywords of a node. */
function between(node: SyntaxNode, from: string, until: readonly string[]): readonly SyntaxNode[] {
  const start = node.children.findIndex(({ type }) => type === from);
  const rest = node.children.slice(start + 1);
  const end = rest.findIndex(({ type }) => until.includes(type));
  return end < 0 ? rest : rest.slice(0, end);
}

function readConditional(reader: ShellReader, node: SyntaxNode): Statement {
  const ends = ['elif_clause', 'else_clause', 'fi'];
  const branchOf = (part: SyntaxNode, keyword: string) => ({
    condition: reader.readBody(between(part, keyword, ['then'])),
    body: reader.readBody(between(part, 'then', ends)),
  });
  const clauses = node.children.filter(({ type }) => type === 'elif_clause');
  const otherwise = node.children.find(({ type }) => type === 'else_clause');
  return {
    kind: 'if',
    branches: [branchOf(node, 'if'), ...clauses.map((clause) => branchOf(clause, 'elif'))],
    otherwise: otherwise === undefined ? [] : reader.readBody(otherwise.children),
    redirects: [],
    span: spanOf([node]),
  };
}

function readLoop(reader: ShellReader, node: SyntaxNode): Statement {
  const keyword = node.children[0]?.type ?? 'while';
  const condition = reader.readBody(between(node, keyword, ['do_group']));
  const body = reader.body(node.children.find(({ type }) => type === 'do_group'));
  return { kind: 'loop', condition, body, redirects: [], span: spanOf([node]) };
}

function readArithmeticLoop(reader: ShellReader, node: SyntaxNode): Statement {
  const body = node.children.filter(({ type }) => type === 'do_group' || type === 'compound_statement');
  const head = { ...node, children: node.children.filter((child) => !body.includes(child)) };
  return {
    kind: 'loop',
    condition: [testOf(reader, head)],
    body: reader.readBody(body),
    redirects: [],
    span: spanOf([node]),
  };
}

function readForEach(reader: ShellReader, node: SyntaxNode): Statement {
  const variable = node.children.find(({ type }) => type === 'variable_name');
  const hasWords = node.children.some(({ type }) => type === 'in');
  const words = between(node, 'in', [';', '\n', 'do_group']).filter(
    ({ isNamed, type }) => isNamed && type !== 'comment',
  );
  return {
    kind: 'for',
    variable: variable === undefined ? '' : reader.text.slice(variable.start, variable.end),
    words: hasWords ? readWords(words, reader) : null,
    body: reader.body(node.children.find(({ type }) => type === 'do_group' || type === 'compound_statement')),
    redirects: [],
    span: spanOf([node]),
  };
}

function readCase(reader: ShellReader, node: SyntaxNode): Statement {
  const subject = between(node, 'case', ['in']).filter(({ isNamed }) => isNamed);
  const branches = node.children
    .filter(({ type }) => type === 'case_item')
    .map((item) => {
      const close = item.children.findIndex(({ type }) => type === ')');
      return {
        patterns: item.children
          .slice(0, close)
          .filter(({ isNamed }) => isNamed)
          .map((pattern) => readWord([pattern], reader)),
        body: reader.readBody(item.children.slice(close + 1)),
      };
    });
  return { kind: 'case', subject: readWord(subject, reader), branches, redirects: [], span: spanOf([node]) };
}

function readFunction(reader: ShellReader, node: SyntaxNode): Statement {
  const [name, ...rest] = node.children.filter(({ isNamed }) => isNamed);
  const body = reader.readBody(rest.filter(({ type }) => !REDIRECTS.has(type)));
  const redirects = rest.filter(({ type }) => REDIRECTS.has(type)).flatMap((child) => readRedirect(child, reader));
  return {
    kind: 'function',
    name: name === undefined ? '' : reader.text.slice(name.start, name.end),
    // Redirections behind the body are made at every call.
    body: redirects.length === 0 ? body : [{ kind: 'group', isSubshell: false, body, redirects, span: spanOf(rest) }],
    span: spanOf([node]),
  };
}
