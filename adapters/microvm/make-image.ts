import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { SandboxError } from '../../ports/sandbox.ts';
import type { TreePart, TreeSpec } from './file-tree.ts';
import type { ImageJob, ImageResult } from './image-worker.ts';

export type MadeImage = { readonly path: string; readonly digest: string; readonly wasThere: boolean };

/** The worker's file has the ending of this one: it is run as it is, or as it was built. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './image-worker.ts' : './image-worker.js', import.meta.url);

/** Makes an image in a thread of its own. Raises `sandbox.failed` where it cannot be written. */
export function makeImage(job: ImageJob): Promise<MadeImage> {
  return new Promise((resolve, reject) => {
    const refuse = (why: string): void => reject(new SandboxError('sandbox.failed', `make an image: ${why}`));
    const worker = new Worker(WORKER, { workerData: job, execArgv: [], env: {} });
    worker.once('message', (result: ImageResult) => ('failure' in result ? refuse(result.failure) : resolve(result)));
    worker.once('error', (error) => refuse(error.message));
    worker.once('exit', () => refuse('its thread ended'));
  });
}

/** The system as programs in a guest see it. Where a folder is a link into another, it stays one. */
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/nix/store'];

/** What programs need to find libraries, names, times and public certificates. No key, no password, no host's secret. */
const CONFIGURATION = [
  '/etc/alternatives',
  '/etc/ca-certificates.conf',
  '/etc/fonts',
  '/etc/ld.so.cache',
  '/etc/ld.so.conf',
  '/etc/ld.so.conf.d',
  '/etc/localtime',
  '/etc/mime.types',
  '/etc/nsswitch.conf',
  '/etc/os-release',
  '/etc/pki/tls/certs',
  '/etc/protocols',
  '/etc/services',
  '/etc/ssl/certs',
  '/etc/ssl/openssl.cnf',
  '/etc/timezone',
];

/** Folders that a guest mounts on, and those that programs expect. */
const FOLDERS = ['/dev', '/proc', '/sys', '/run', '/tmp', '/var/tmp', '/home', '/root', '/etc'];

/** The system's image: everything belongs to the administrator, and no program has its owner's rights. */
export function systemTree(without: readonly string[]): TreeSpec {
  const parts = [...SYSTEM, ...CONFIGURATION]
    .filter((path) => existsSync(path))
    .map((path) => ({ from: path, at: path }));
  return { parts, folders: FOLDERS, without, userId: 0, groupId: 0 };
}

/** What programs may read beside: each at its own path. */
export function readableTree(paths: readonly string[], without: readonly string[]): TreeSpec {
  const parts: readonly TreePart[] = paths.map((path) => ({ from: path, at: path }));
  return { parts, folders: [], without, userId: 0, groupId: 0 };
}

/** The workspace: its contents are the image's, and belong to the guest's user. */
export function workspaceTree(folder: string): TreeSpec {
  return { parts: [{ from: folder, at: '/' }], folders: [], without: [], userId: GUEST_USER, groupId: GUEST_USER };
}

/** Of every program in a guest. */
const GUEST_USER = 1000;
