/** Words of software that people write alike in most languages: what is said of them is said of no person. */
export const TECHNICAL_WORDS =
  'bug bugs build builds webpack npm yarn pnpm git merge rebase commit commits branch repo pr prs jira ticket tickets sprint standup ' +
  'linter lint eslint prettier typescript javascript java python php css html sql regex yaml json xml docker kubernetes k8s pod pods ' +
  'container containers server servers api apis deploy deployment pipeline test tests unittest compiler parser framework library ' +
  'codebase code config makefile cmake gradle maven oracle windows linux vim emacs excel sap script scripts log logs stacktrace ' +
  'exception error errors timeout cache queue cron cronjob daemon thread threads process worker workers job jobs loop recursion ' +
  'recursion while_loop callback async await promise function method class module variable string array pointer null token tokens port ' +
  'websocket socket webhook endpoint backend frontend database db schema migration query table index rust golang kotlin swift react ' +
  'angular vue svelte node bash shell terminal kernel gpu cuda selenium cypress flaky refactor refactoring legacy printer wifi router ' +
  'meeting meetings email emails jquery django laravel nextjs jenkins terraform ansible grafana prometheus github gitlab perl cobol fortran';
