import type { Assignment, Redirect, Statement, Word, WordPart } from '../../../core/effect/shell/syntax.ts';

/**
 * Prints statements on one line, so that tests can compare trees by eye: `[program word]` is a command, quoted text stands in
 * `«»`, what separates statements is `; `.
 */
export function printStatements(statements: readonly Statement[]): string {
  return statements.map(printStatement).join('; ');
}

function printStatement(statement: Statement): string {
  const behind =
    'redirects' in statement ? statement.redirects.map((redirect) => ` ${printRedirect(redirect)}`).join('') : '';
  switch (statement.kind) {
    case 'command':
      return `[${[...statement.assignments.map(printAssignment), ...statement.words.map(printWord)].join(' ')}${behind}]`;
    case 'pipeline':
      return statement.stages.map(printStatement).join(' | ');
    case 'and-or':
      return `(${printStatement(statement.first)} ${statement.operator} ${printStatement(statement.second)})`;
    case 'background':
      return `${printStatement(statement.body)} &`;
    case 'group':
      return `${statement.isSubshell ? 'subshell' : 'group'}{${printStatements(statement.body)}}${behind}`;
    case 'if': {
      const branches = statement.branches.map(
        ({ condition, body }) => `{${printStatements(condition)}} then {${printStatements(body)}}`,
      );
      return `if ${branches.join(' elif ')} else {${printStatements(statement.otherwise)}}${behind}`;
    }
    case 'loop':
      return `loop {${printStatements(statement.condition)}} do {${printStatements(statement.body)}}${behind}`;
    case 'for':
      return `for ${statement.variable} in ${statement.words?.map(printWord).join(' ') ?? 'arguments'} do {${printStatements(statement.body)}}${behind}`;
    case 'case': {
      const branches = statement.branches.map(
        ({ patterns, body }) => `${patterns.map(printWord).join('|')}) {${printStatements(body)}}`,
      );
      return `case ${printWord(statement.subject)} in ${branches.join(' ')}${behind}`;
    }
    case 'function':
      return `function ${statement.name} {${printStatements(statement.body)}}`;
    case 'test':
      return `test(${[...(statement.text === null ? [] : [`"${statement.text}"`]), ...statement.words.map(printWord)].join(' ')})${behind}`;
  }
}

function printAssignment({ name, values, isArray, isPartial, isElement }: Assignment): string {
  const operator = isElement ? '[]=' : isPartial ? '+=' : '=';
  const texts = values.map(printWord).join(' ');
  return `${name}${operator}${isArray ? `(${texts})` : texts}`;
}

function printRedirect({ operator, descriptor, word }: Redirect): string {
  return `${descriptor ?? ''}${operator}${printWord(word)}`;
}

function printWord({ parts }: Word): string {
  return parts.map(printPart).join('');
}

function printPart(part: WordPart): string {
  switch (part.kind) {
    case 'text':
      return part.quoted ? `«${part.text}»` : part.text;
    case 'parameter': {
      const words = part.words.map(printWord).join(' ');
      const name = part.operator === null ? `$${part.name}` : `\${${part.name} ${part.operator} ${words}}`;
      return part.quoted ? `«${name}»` : name;
    }
    case 'substitution':
      return part.quoted ? `«$(${printStatements(part.body)})»` : `$(${printStatements(part.body)})`;
    case 'process':
      return `${part.direction}(${printStatements(part.body)})`;
    case 'arithmetic':
      return `$((${part.words.map(printWord).join(' ')}))`;
  }
}
