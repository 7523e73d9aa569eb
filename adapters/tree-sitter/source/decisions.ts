import type { GrammarLanguage } from './grammars.ts';

const ECMASCRIPT = `[
  (if_statement) (for_statement) (for_in_statement) (while_statement) (do_statement)
  (switch_case) (catch_clause) (ternary_expression)
] @decision
(binary_expression operator: ["&&" "||" "??"] @decision)
(augmented_assignment_expression operator: ["&&=" "||=" "??="] @decision)`;

/**
 * What counts as a decision in each language, as a tree-sitter query with one capture a decision.
 *
 * McCabe's rule: each place where the flow can go two ways. A case of a switch counts, its default does not; `else` does
 * not; each boolean operator that may skip its second half does. An arm of a Rust `match` counts whatever it matches.
 */
export const DECISIONS: { readonly [Language in GrammarLanguage]: string } = {
  typescript: ECMASCRIPT,
  tsx: ECMASCRIPT,
  javascript: ECMASCRIPT,
  python: `[
    (if_statement) (elif_clause) (for_statement) (while_statement) (except_clause)
    (conditional_expression) (boolean_operator) (case_clause) (for_in_clause) (if_clause)
  ] @decision`,
  go: `[
    (if_statement) (for_statement) (expression_case) (type_case) (communication_case)
  ] @decision
  (binary_expression operator: ["&&" "||"] @decision)`,
  rust: `[
    (if_expression) (for_expression) (while_expression) (loop_expression) (match_arm)
  ] @decision
  (binary_expression operator: ["&&" "||"] @decision)`,
  java: `[
    (if_statement) (for_statement) (enhanced_for_statement) (while_statement) (do_statement)
    (catch_clause) (ternary_expression) (switch_label (_))
  ] @decision
  (binary_expression operator: ["&&" "||"] @decision)`,
  shell: `[
    (if_statement) (elif_clause) (for_statement) (c_style_for_statement) (while_statement) (case_item)
  ] @decision
  (list ["&&" "||"] @decision)`,
};
