/** Whose SQL a text is. `any` where nobody can tell: then it is read by the rules of all. */
export type SqlDialect = 'postgres' | 'mysql' | 'sqlite' | 'tsql' | 'any';

/** What a condition says, as far as it matters whether it leaves anything out. */
export type SqlCondition =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly SqlCondition[] }
  | { readonly kind: 'not'; readonly operand: SqlCondition }
  /** `left operator right`; the operator in lower case, `<>` for every way to write it. */
  | { readonly kind: 'compare'; readonly operator: string; readonly left: SqlTerm; readonly right: SqlTerm }
  /** A value on its own. */
  | { readonly kind: 'term'; readonly term: SqlTerm }
  /** Anything else: taken for a condition that leaves something out. */
  | { readonly kind: 'other' };

/** One side of a comparison. A column is spelled as the server would compare it: dotted, in lower case. */
export type SqlTerm =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'truth'; readonly value: boolean | null }
  | { readonly kind: 'column'; readonly value: string }
  | { readonly kind: 'other' };

/**
 * One thing that a statement does. A statement within another (a common table expression, the query of an INSERT) is acts
 * of its own beside it.
 */
export type SqlAct =
  /** Reads tables, or the server itself where no table is named. */
  | { readonly kind: 'read'; readonly verb: string; readonly tables: readonly string[] }
  /** Takes locks that others wait for. */
  | { readonly kind: 'lock'; readonly tables: readonly string[] }
  /** Changes rows. `where` is null where there is none; `rows: 'new'` where only rows are added. */
  | {
      readonly kind: 'write';
      readonly verb: string;
      readonly tables: readonly string[];
      readonly rows: 'new' | 'existing';
      readonly where: SqlCondition | null;
    }
  /** Changes what there is: tables, indexes, functions, permissions. `destroys`: data goes with it. */
  | { readonly kind: 'schema'; readonly verb: string; readonly names: readonly string[]; readonly destroys: boolean }
  /** Changes who may do something at all: roles, users, passwords. */
  | { readonly kind: 'identity'; readonly verb: string; readonly names: readonly string[] }
  /** Calls a function; arguments that are no plain texts are null. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly (string | null)[] }
  /** Sets something for the session or the server. */
  | { readonly kind: 'setting'; readonly name: string; readonly value: string | null; readonly isGlobal: boolean }
  /** Reads or writes a file; `side` tells whose. `path` is null where it is not known. */
  | {
      readonly kind: 'file';
      readonly operation: 'read' | 'write' | 'run';
      readonly side: 'server' | 'client';
      readonly path: string | null;
    }
  /** Runs shell text, on the machine of the server or of the client. */
  | { readonly kind: 'shell'; readonly side: 'server' | 'client'; readonly text: string | null }
  /** Reaches another server. */
  | { readonly kind: 'connect'; readonly target: string | null }
  /** Runs an SQL text of its own, the body of a block for example; null where it is not known. */
  | { readonly kind: 'sql'; readonly text: string | null }
  /** Does what is not known here. */
  | { readonly kind: 'opaque'; readonly why: string };

/** What a text says. `problem`: a short phrase on what could not be read; what was read stands in `acts` all the same. */
export type SqlScript = { readonly acts: readonly SqlAct[]; readonly problem: string | null };

/**
 * Parses a text as PostgreSQL does. Total and deterministic: what PostgreSQL would refuse, and what is too long or too
 * deep, has a problem and no acts. Its first call may take some time.
 */
export type ParseSql = (text: string) => SqlScript;
