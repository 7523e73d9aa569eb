import type {
  Case,
  Conditional,
  Redirect,
  ShellScript,
  SimpleCommand,
  Span,
  Statement,
  Word,
  WordPart,
} from '../../core/effect/shell/syntax.ts';
import type { JsonObject } from '../../core/encoding/json.ts';

/** Most nodes of a tree, and how deep it is shown; what is beyond either is left out and said to be. */
const MAX_NODES = 400;
const MAX_DEPTH = 32;

/** One line of a parse tree. `operator` joins it to the node before it; `program` is what the first word of a command comes to. */
export type TreeNode = {
  readonly kind: string;
  readonly operator: string;
  readonly text: string;
  readonly program: string | null;
  readonly start: number;
  readonly end: number;
  readonly children: readonly TreeNode[];
};

/**
 * Turns the parse of a shell text into a tree for people: statements, their words as written, and what stands in them.
 *
 * At most 400 nodes, 32 deep; `complete` says whether that was all. Offsets are code units of the text, `end` exclusive.
 */
export function parseTree(text: string, script: ShellScript): JsonObject {
  const { statements, isComplete } = shellTree(text, script);
  const { problem } = script;
  return {
    statements: statements.map(toJson),
    complete: isComplete,
    problem: problem === null ? null : { kind: problem.kind, start: problem.at.start, end: problem.at.end },
  };
}

/** The same as nodes. */
export function shellTree(
  text: string,
  { statements }: ShellScript,
): { readonly statements: readonly TreeNode[]; readonly isComplete: boolean } {
  const builder = new TreeBuilder(text);
  const nodes = builder.list(statements, 0);
  return { statements: nodes, isComplete: builder.complete };
}

function toJson(node: TreeNode): JsonObject {
  return { ...node, children: node.children.map(toJson) };
}

class TreeBuilder {
  complete = true;
  private readonly text: string;
  private count = 0;

  constructor(text: string) {
    this.text = text;
  }

  list(statements: readonly Statement[], depth: number): readonly TreeNode[] {
    return statements.flatMap((statement) => this.statement(statement, depth));
  }

  private statement(statement: Statement, depth: number, operator = ''): readonly TreeNode[] {
    this.count += 1;
    if (depth > MAX_DEPTH || this.count > MAX_NODES) {
      this.complete = false;
      return [];
    }
    return [{ ...this.node(statement, depth + 1), operator }];
  }

  private node(statement: Statement, depth: number): TreeNode {
    const { kind, span } = statement;
    switch (statement.kind) {
      case 'command':
        return this.command(statement, depth);
      case 'pipeline':
        return make(kind, { span, children: this.joined(statement.stages, '|', depth) });
      case 'and-or':
        return make(kind, { span, children: this.andOr(statement, depth) });
      case 'background':
        return make(kind, { span, text: '&', children: this.statement(statement.body, depth) });
      case 'group':
        return make(statement.isSubshell ? 'subshell' : kind, {
          span,
          children: [...this.list(statement.body, depth), ...this.redirects(statement.redirects, depth)],
        });
      case 'if':
        return make(kind, { span, children: this.conditional(statement, depth) });
      case 'loop':
        return make(kind, {
          span,
          children: [
            ...this.part(['condition', ''], statement.condition, depth),
            ...this.part(['body', ''], statement.body, depth),
            ...this.redirects(statement.redirects, depth),
          ],
        });
      case 'for':
        return make(kind, {
          span,
          text: `${statement.variable} in ${statement.words === null ? '"$@"' : this.written(statement.words)}`,
          children: [
            ...this.inWords(statement.words ?? [], depth),
            ...this.list(unwrapped(statement.body), depth),
            ...this.redirects(statement.redirects, depth),
          ],
        });
      case 'case':
        return this.branches(statement, depth);
      case 'function':
        return make(kind, { span, text: `${statement.name}()`, children: this.list(unwrapped(statement.body), depth) });
      case 'test':
        return make(kind, {
          span,
          text: this.slice(span),
          children: [...this.inWords(statement.words, depth), ...this.redirects(statement.redirects, depth)],
        });
    }
  }

  private command({ words, assignments, redirects, span }: SimpleCommand, depth: number): TreeNode {
    const [first] = words;
    const children = [
      ...assignments.flatMap((assignment) => [
        make('assignment', {
          span: assignment.span,
          text: this.slice(assignment.span),
          children: this.inWords(assignment.values, depth + 1),
        }),
      ]),
      ...this.inWords(words, depth),
      ...this.redirects(redirects, depth),
    ];
    const program = first === undefined ? null : literal(first);
    return make('command', { span, text: this.written(words), program, children });
  }

  private joined(statements: readonly Statement[], operator: string, depth: number): readonly TreeNode[] {
    return statements.flatMap((statement, index) => this.statement(statement, depth, index === 0 ? '' : operator));
  }

  private andOr(statement: Extract<Statement, { kind: 'and-or' }>, depth: number): readonly TreeNode[] {
    return flattenAndOr(statement).flatMap(({ operator, part }) => this.statement(part, depth, operator));
  }

  private conditional({ branches, otherwise, redirects }: Conditional, depth: number): readonly TreeNode[] {
    return [
      ...branches.flatMap(({ condition, body }) => [
        ...this.part(['condition', ''], condition, depth),
        ...this.part(['then', ''], body, depth),
      ]),
      ...this.part(['else', ''], otherwise, depth),
      ...this.redirects(redirects, depth),
    ];
  }

  private branches({ subject, branches, redirects, span }: Case, depth: number): TreeNode {
    const children = branches.flatMap(({ patterns, body }) =>
      this.part(['branch', patterns.map(({ span: at }) => this.slice(at)).join(' | ')], body, depth),
    );
    return make('case', {
      span,
      text: this.slice(subject.span),
      children: [...this.inWords([subject], depth), ...children, ...this.redirects(redirects, depth)],
    });
  }

  /** Statements under a name of their own; nothing where there are none. */
  private part(
    [kind, text]: readonly [string, string],
    body: readonly Statement[],
    depth: number,
  ): readonly TreeNode[] {
    const [first, last] = [body[0], body.at(-1)];
    if (first === undefined || last === undefined) return [];
    const span = { start: first.span.start, end: last.span.end };
    return [make(kind, { span, text, children: this.list(unwrapped(body), depth + 1) })];
  }

  private redirects(redirects: readonly Redirect[], depth: number): readonly TreeNode[] {
    return redirects.map(({ operator, word, span }) => {
      const isDocument = operator === '<<' || operator === '<<-';
      const lines = this.slice(word.span).split('\n').length - 1;
      const text = isDocument ? `${operator} (${lines} ${lines === 1 ? 'line' : 'lines'})` : this.slice(span);
      return make(isDocument ? 'document' : 'redirection', { span, text, children: this.inWords([word], depth + 1) });
    });
  }

  /** What runs inside words: substitutions, and those within defaults and indexes. */
  private inWords(words: readonly Word[], depth: number): readonly TreeNode[] {
    if (depth > MAX_DEPTH) return [];
    return words.flatMap((word) => word.parts.flatMap((part) => this.inPart(part, word, depth)));
  }

  private inPart(part: WordPart, { span }: Word, depth: number): readonly TreeNode[] {
    if (part.kind === 'text') return [];
    if (part.kind === 'parameter' || part.kind === 'arithmetic') return this.inWords(part.words, depth + 1);
    const text = part.kind === 'process' ? `${part.direction}(…)` : '$(…)';
    return [make('substitution', { span, text, children: this.list(part.body, depth + 1) })];
  }

  private written(words: readonly Word[]): string {
    return words.map(({ span }) => this.slice(span)).join(' ');
  }

  private slice({ start, end }: Span): string {
    return this.text.slice(start, end);
  }
}

type Made = {
  readonly span: Span;
  readonly text?: string;
  readonly program?: string | null;
  readonly children?: readonly TreeNode[];
};

function make(kind: string, { span, text = '', program = null, children = [] }: Made): TreeNode {
  return { kind, operator: '', text, program, start: span.start, end: span.end, children };
}

/** Chained lists in the order of the text, each with the operator before it. */
export function flattenAndOr(statement: Statement): readonly { readonly operator: string; readonly part: Statement }[] {
  const parts: { operator: string; part: Statement }[] = [];
  let rest = statement;
  while (rest.kind === 'and-or') {
    parts.unshift({ operator: rest.operator, part: rest.second });
    rest = rest.first;
  }
  return [{ operator: '', part: rest }, ...parts];
}

/** The statements between `do` and `done`, or in the braces of a function. */
function unwrapped(body: readonly Statement[]): readonly Statement[] {
  const [only] = body;
  const isPlain = body.length === 1 && only?.kind === 'group' && !only.isSubshell && only.redirects.length === 0;
  return isPlain ? only.body : body;
}

/** What a word comes to where nothing in it is expanded; null for every other. */
function literal({ parts }: Word): string | null {
  const texts = parts.map((part) => (part.kind === 'text' ? part.text : null));
  return texts.includes(null) ? null : texts.join('');
}
