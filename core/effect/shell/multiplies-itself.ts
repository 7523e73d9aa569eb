import type { Statement } from './syntax.ts';

/**
 * Tells whether a function multiplies itself: its body calls it twice in one pipeline, or twice with one call in the
 * background. Ordinary recursion, which waits for each call, is none.
 */
export function multipliesItself(name: string, body: readonly Statement[]): boolean {
  const calls = { all: 0, inPipelines: 0, inBackground: 0 };
  const visit = (statement: Statement, inBackground: boolean): void => {
    if (statement.kind === 'command' && isCallOf(statement, name)) {
      calls.all += 1;
      if (inBackground) calls.inBackground += 1;
    }
    if (statement.kind === 'pipeline') {
      const inThis = statement.stages.filter((stage) => stage.kind === 'command' && isCallOf(stage, name)).length;
      calls.inPipelines = Math.max(calls.inPipelines, inThis);
    }
    for (const inner of statementsIn(statement)) visit(inner, inBackground || statement.kind === 'background');
  };
  for (const statement of body) visit(statement, false);
  return calls.inPipelines > 1 || (calls.all > 1 && calls.inBackground > 0);
}

function isCallOf(statement: Extract<Statement, { kind: 'command' }>, name: string): boolean {
  const [word] = statement.words;
  return word?.parts.every((part) => part.kind === 'text') === true && textOf(word.parts) === name;
}

function textOf(parts: readonly { readonly kind: string; readonly text?: string }[]): string {
  return parts.map(({ text = '' }) => text).join('');
}

/** The statements directly inside a statement. */
export function statementsIn(statement: Statement): readonly Statement[] {
  switch (statement.kind) {
    case 'pipeline':
      return statement.stages;
    case 'and-or':
      return [statement.first, statement.second];
    case 'background':
      return [statement.body];
    case 'group':
    case 'for':
      return statement.body;
    case 'function':
      return statement.body;
    case 'if':
      return [...statement.branches.flatMap(({ condition, body }) => [...condition, ...body]), ...statement.otherwise];
    case 'loop':
      return [...statement.condition, ...statement.body];
    case 'case':
      return statement.branches.flatMap(({ body }) => body);
    case 'command':
    case 'test':
      return [];
  }
}
