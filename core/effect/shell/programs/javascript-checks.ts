import { CHANGES_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_PROJECT, CLEANS_BUILD, DEPLOYS } from './development-acts.ts';

/** Reads the project and prints what is wrong with it; `--fix` and the like change it. */
const CHECKER: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  options: {
    '-c --config --tsconfig --project -p': 'read',
    '-o --output --out --out-file --json-file': 'write',
    '-f --format --reporter --ignore --exclude --include --filter --level': 'text',
    '--fix --write -w --update -u --format-files': { does: CHANGES_PROJECT },
  },
  operands: ['tree'],
};

/** Changes files of the project that it finds by itself. */
const REWRITER: ProgramRule = {
  does: [RUNS_PROJECT_CODE, CHANGES_PROJECT],
  options: {
    '-c --config -t --transform --schema --spec --preset': 'script',
    '-i --input --src': 'read',
    '-o --output --out --outdir --out-dir -d --dist --dest': 'write',
  },
  operands: ['read'],
};

/** Bundles and builds: its configuration is code of the project. */
const BUILDER: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  options: {
    '-c --config --configFile --env-mode --mode --environment': 'script',
    '-o --output --outDir --out-dir -d --dist --dist-dir --outfile': 'write',
    '-H --host --hostname': { takes: 'listen', isOptional: true },
    '--publish -p': { takes: 'text', does: CHANGES_REMOTE },
    '--format --platform --target --external --minify -t': 'text',
  },
  subcommands: {
    'info list doctor help version inspect': {},
    'publish deploy upload sign submit login': { does: DEPLOYS },
    clean: { does: CLEANS_BUILD },
    '*': { does: RUNS_PROJECT_CODE, operands: ['read'] },
  },
};

/** Sends many requests to the place it is given. */
const LOADS: ProgramRule = {
  options: {
    '-c -d -p -w --connections --duration --pipelining --workers -m --method -H --headers -t -a --amount': 'text',
    '-i --input': 'read',
  },
  operands: ['fetch'],
};

/** Command lines of npm packages that check, rewrite, bundle and release a project. */
export const JAVASCRIPT_CHECKS: ProgramTable = {
  'sort-package-json format-package fixpack prettier-package-json formatly': REWRITER,
  'npmPkgJsonLint eslint-config-prettier ls-engines installed-check lockfile-lint better-npm-audit audit-ci': CHECKER,
  'check-dts tsd-lite expect-type ts-unused-exports ts-prune dpdm skott type-coverage': CHECKER,
  'tap-spec tap-dot tap-nyan tap-min tap-diff tap-junit tap-summary faucet': CHECKER,
  'check-engines swagger-cli sitespeed.io unlighthouse axe lhci arethetypeswrong': CHECKER,
  'pa11y pa11y-ci html-validate linkinator broken-link-checker blc csslint stylint htmllint': CHECKER,
  'remark-lint case-police conformance license-checker-rseidelsohn nlf legally': CHECKER,
  'svelte-package ngc ng-packagr lwc stencil lit-analyzer wca cem marko': BUILDER,
  'craco react-app-rewired webpack-dev-server pkgroll eas modern garfish taro uni': BUILDER,
  'svgr svg-sprite imagemin workbox workbox-cli pwa-asset-generator doctoc all-contributors json-schema-to-typescript':
    REWRITER,
  'svg-to-ts favicons i18next i18next-parser formatjs lingui typesafe-i18n barrelsby ctix': REWRITER,
  'electron-builder electron-forge electron-vite electron-packager neu cordova ns nativescript': BUILDER,
  'rslib rsdoctor obuild bunchee mako father dumi max': BUILDER,
  'web-ext vsce ovsx wxt plasmo crx3 nexe boxednode caxa': BUILDER,
  'msw ts-migrate putout lebab 5to6-codemod': REWRITER,
  'orval openapi-ts swagger-typescript-api openapi-zod-client kubb ts-proto apollo': REWRITER,
  'gql-gen relay-compiler gql.tada houdini typegen ts-json-schema-generator typescript-json-schema': REWRITER,
  'dtsgen tsc-alias tsconfig-replace-paths resolve-tspaths ttypescript ttsc tspc': REWRITER,
  'json5 yaml mustache handlebars ejs-cli pug-cli nunjucks marked showdown': {
    options: { '-o --output --out': 'write', '-i --input': 'read', '-I --in-place': { operands: ['write'] } },
    operands: ['read', 'text'],
  },
  autocannon: LOADS,
  'esbuild-visualizer statoscope': CHECKER,
  'inngest-cli inngest trigger.dev trigger partykit alchemy nitropack nitro waku react-router react-router-dev':
    BUILDER,
  'vite-bundle-visualizer cucumber-js stryker codeceptjs intern': {
    does: RUNS_PROJECT_CODE,
    options: { '-c --config --require --import': 'script' },
  },
  'ci-info is-online npm-which node-which which-pm only-allow check-node-version': {
    does: RUNS,
    operands: ['text'],
  },
  'node-gyp-build node-gyp-build-optional node-gyp-build-test': {
    does: RUNS_PROJECT_CODE,
  },
  'tsgolint knip-bun eslint-doc-generator eslint-remote-tester': CHECKER,
};
