import { CHANGES_REMOTE, DESTROYS_REMOTE, INSTALLS, LISTENS, READS_REMOTE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import {
  CHANGES_CONFIGURATION,
  CHANGES_IDENTITY,
  CHANGES_PROJECT,
  CHANGES_SERVICE,
  CLEANS_CACHE,
  MANAGES_SECRET,
  OPAQUE,
  OPENS_CONTAINER,
  READS_SECRET,
  REMOVES_SERVICE,
  RUNS_CONTAINER,
} from './development-acts.ts';
import { withOptions } from './with-options.ts';

type Options = { readonly [names: string]: OptionRule };
type Subcommands = { readonly [names: string]: ProgramRule };

const READS: ProgramRule = { does: READS_REMOTE };
const CHANGES: ProgramRule = { does: CHANGES_SERVICE };
const REMOVES: ProgramRule = { does: REMOVES_SERVICE };
const IDENTITY: ProgramRule = { does: CHANGES_IDENTITY };

/** Which daemon is spoken to: another one's containers are not what runs here. */
const DAEMON: Options = {
  '-H --host --context -c --connection --url --remote --config --tlscacert --tlscert --tlskey': 'opaque',
  '--runtime --hooks-dir --conmon --storage-driver --module': 'opaque',
  '-l --log-level --root --runroot --cgroup-manager': 'text',
};

/** `run`, `create`: a host path, a host namespace or a device given to the container is a right on the host. */
const RUN_OPTIONS: Options = {
  '-v --volume --mount': 'mount',
  '--device --volumes-from --volume-driver --device-cgroup-rule': {
    takes: 'text',
    does: OPENS_CONTAINER,
  },
  '--cap-add --security-opt --pid --userns --uts --cgroupns --cgroup-parent --ipc': {
    takes: 'text',
    does: OPENS_CONTAINER,
  },
  '--privileged --rootfs --systemd': { does: OPENS_CONTAINER },
  '--runtime --hooks-dir': 'opaque',
  '-p --publish': { takes: 'text', does: LISTENS },
  '--env-file --label-file': 'read',
  '--cidfile --pidfile': 'write',
  '-a --attach --add-host --annotation --blkio-weight --cap-drop -c --cpu-shares --cpus --cpuset-cpus --dns': 'text',
  '--dns-search --domainname --entrypoint -e --env --expose --gpus --group-add --health-cmd --health-interval': 'text',
  '-h --hostname --ip --link --log-driver --log-opt --mac-address -m --memory --memory-swap --name --network': 'text',
  '--net --network-alias --pids-limit --platform --pull --restart --shm-size --stop-signal --stop-timeout': 'text',
  '--storage-opt --sysctl --tmpfs --ulimit -u --user -w --workdir -l --label --detach-keys --arch --os --pod': 'text',
};

const RUN: ProgramRule = {
  does: RUNS_CONTAINER,
  options: RUN_OPTIONS,
  operands: ['image', 'command'],
  stopsAtOperand: true,
};

/** Runs a command in what runs already, which others use and which holds what they put there. */
const EXEC: ProgramRule = {
  does: [RUNS_CONTAINER, CHANGES_SERVICE],
  options: {
    '-e --env -u --user -w --workdir --detach-keys': 'text',
    '--env-file': 'read',
    '--privileged': { does: OPENS_CONTAINER },
  },
  operands: ['text', 'command'],
  stopsAtOperand: true,
};

const BUILD: ProgramRule = {
  does: RUNS_CONTAINER,
  options: {
    '-f --file --ignorefile': 'read',
    '--secret --ssh': 'named-read',
    '--iidfile --metadata-file': 'write',
    '-o --output --cache-to': {
      takes: 'named-write',
      verbs: [
        { verbs: ['type=registry*', 'type=image*', 'type=gha*', 'type=s3*', 'type=azblob*'], does: CHANGES_REMOTE },
      ],
    },
    '-v --volume --device --cap-add --security-opt': { takes: 'text', does: OPENS_CONTAINER },
    '--allow': { takes: 'text', does: OPENS_CONTAINER },
    '--push': { does: CHANGES_REMOTE },
    '-t --tag --build-arg --target --platform --progress --label --network --cache-from --build-context --builder':
      'text',
    '-m --memory --shm-size --ulimit --add-host --pull --format --isolation --layers --from': 'text',
  },
  operands: ['tree'],
};

const COMPOSE_OPTIONS: Options = {
  '-f --file': 'script',
  '-p --project-name --profile --ansi --progress --parallel --scale -t --timeout -n --tail --since --until': 'text',
  '--env-file': 'read',
  '--project-directory': 'enter',
};

const COMPOSE: Subcommands = {
  'ps ls logs config convert top port images events version volumes stats': {},
  'pull wait': READS,
  'up build create start watch': { does: RUNS_CONTAINER },
  run: { ...EXEC, does: RUNS_CONTAINER, options: RUN_OPTIONS },
  exec: { ...EXEC, options: RUN_OPTIONS },
  // The containers of the project, which the project describes; what they hold in volumes stays.
  'stop restart pause unpause scale': { does: RUNS_CONTAINER },
  'attach cp commit': CHANGES,
  down: {
    does: RUNS_CONTAINER,
    options: { '-v --volumes': { does: REMOVES_SERVICE }, '--rmi': { takes: 'text', does: REMOVES_SERVICE } },
  },
  'rm kill': REMOVES,
  'push publish': { does: CHANGES_REMOTE },
};

const PULL: ProgramRule = {
  does: READS_REMOTE,
  options: { '--platform --arch --os --variant --policy --retry --retry-delay --creds': 'text', '--authfile': 'read' },
  operands: ['image'],
};

const OBJECT: Subcommands = {
  'ls list inspect ps logs top port diff history stats exists df tree show events services tasks mount': {},
  'rm remove delete prune rmi': REMOVES,
  build: BUILD,
  'run create': RUN,
  exec: EXEC,
  pull: PULL,
  push: { does: CHANGES_REMOTE },
  cp: { operands: ['read'], last: 'write' },
  save: { options: { '-o --output': 'write' } },
  export: { options: { '-o --output': 'write' } },
  '*': CHANGES,
};

const DOCKER: Subcommands = {
  'ps images logs inspect stats top port diff history info version events help wait': {},
  search: READS,
  pull: PULL,
  run: RUN,
  create: RUN,
  exec: EXEC,
  build: BUILD,
  bake: BUILD,
  'buildx builder': {
    subcommands: {
      'ls inspect du version history': {},
      'build b bake': BUILD,
      'prune rm stop': { does: CLEANS_CACHE },
      'use create imagetools': CHANGES,
    },
  },
  compose: { options: COMPOSE_OPTIONS, subcommands: withOptions(COMPOSE_OPTIONS, COMPOSE) },
  'start tag commit load import unshare play kube': {
    does: RUNS_CONTAINER,
    options: { '-i --input': 'read', '-f --file': 'read' },
  },
  'save export': { options: { '-o --output': 'write' } },
  cp: { operands: ['read'], last: 'write' },
  'stop restart pause unpause rename update attach': CHANGES,
  'kill rm rmi': REMOVES,
  manifest: {
    subcommands: {
      inspect: { does: READS_REMOTE, operands: ['image'] },
      'rm remove': REMOVES,
      '*': { does: CHANGES_REMOTE },
    },
  },
  'container image volume network pod system stack service node swarm plugin checkpoint artifact machine': {
    subcommands: OBJECT,
  },
  'secret config': { subcommands: { 'ls inspect': {}, '*': { does: MANAGES_SECRET } } },
  context: { subcommands: { 'ls inspect show': {}, '*': { does: CHANGES_CONFIGURATION } } },
  push: { does: CHANGES_REMOTE },
  'login logout trust': IDENTITY,
  'scout sbom': READS,
};

const KUBE_OPTIONS: Options = {
  '--kubeconfig --server -s --password --client-certificate --client-key --certificate-authority': 'opaque',
  '-n --namespace --context --cluster --user --token --as --as-group --request-timeout --cache-dir -v --v': 'text',
  '-l --selector --field-selector -o --output --sort-by -c --container --tail --since --since-time -L': 'text',
  '--template --for --timeout --grace-period --type -p --patch --replicas --current-replicas --image': 'text',
  '--overrides --pod-selector --field-manager --from-literal --revision --to-revision --pod-running-timeout': 'text',
  '-f --filename -k --kustomize --from-file --from-env-file --patch-file': 'read',
  '--address --port --accept-hosts': { takes: 'text', does: LISTENS },
  // What would be sent is printed, or checked over there and thrown away.
  '--dry-run=client --dry-run=server --dry-run=true': { isHarmless: true },
};

const SECRET_READER: ProgramRule = { does: READS_SECRET };

const KUBECTL: Subcommands = {
  'version help options completion explain api-resources api-versions plugin kustomize': {},
  get: {
    does: READS_REMOTE,
    verbs: [{ verbs: ['secret', 'secrets', 'secret/*', 'secrets/*', 'secret,*', 'secrets,*'], does: READS_SECRET }],
  },
  'describe logs log top cluster-info diff events wait status project projects whoami': READS,
  auth: { subcommands: { 'can-i whoami': READS, '*': IDENTITY } },
  config: {
    subcommands: {
      view: { options: { '--raw': { does: READS_SECRET } } },
      'current-context get-contexts get-clusters get-users': {},
      '*': { does: CHANGES_CONFIGURATION },
    },
  },
  rollout: { subcommands: { 'status history': READS, '*': CHANGES } },
  exec: { does: CHANGES_REMOTE, operands: ['text', 'command'] },
  'run debug attach': { does: CHANGES_REMOTE, operands: ['text', 'command'] },
  cp: { does: CHANGES_REMOTE, operands: ['read'], last: 'write' },
  'port-forward proxy': { does: LISTENS, options: { '--www': 'tree' } },
  'delete drain': { does: DESTROYS_REMOTE },
  create: {
    does: CHANGES_REMOTE,
    subcommands: {
      secret: { does: MANAGES_SECRET },
      token: SECRET_READER,
      'role rolebinding clusterrole clusterrolebinding serviceaccount sa': IDENTITY,
      '*': { does: CHANGES_REMOTE },
    },
  },
  'apply edit replace patch set label annotate scale autoscale expose cordon uncordon taint certificate': {
    does: CHANGES_REMOTE,
  },
  'adm policy': IDENTITY,
  'new-app new-project start-build import-image rsync rsh tag rollback': { does: CHANGES_REMOTE },
  'login logout': IDENTITY,
};

const LOCAL_CLUSTER: ProgramRule = {
  subcommands: {
    'version help completion status list get profile ip ls info logs': {},
    'start create load image build export': {
      does: RUNS_CONTAINER,
      options: { '--kubeconfig': 'write', '--config -c': 'read', '--name': 'text' },
    },
    'ssh kubectl node': { does: OPAQUE },
    delete: REMOVES,
    '*': CHANGES,
  },
};

/** Containers and what runs many of them. Reading is free; what runs, what opens the host and what is removed is told apart. */
export const CONTAINERS: ProgramTable = {
  'docker podman nerdctl podman-remote finch': {
    options: DAEMON,
    subcommands: withOptions({ '--format -f --filter': 'text' }, DOCKER),
  },
  'docker-compose podman-compose': {
    options: { ...COMPOSE_OPTIONS, '-H --host': 'opaque' },
    subcommands: withOptions(COMPOSE_OPTIONS, COMPOSE),
  },
  buildah: {
    subcommands: {
      'images containers info inspect version': {},
      'bud build build-using-dockerfile': BUILD,
      run: { ...RUN, does: RUNS_CONTAINER },
      'from add copy config commit tag unshare mount umount manifest pull': { does: RUNS_CONTAINER },
      'rm rmi prune': REMOVES,
      push: { does: CHANGES_REMOTE },
      'login logout': IDENTITY,
    },
  },
  'skopeo crane regctl oras': {
    subcommands: {
      'inspect list-tags ls manifest config digest catalog validate version repo discover': {
        does: READS_REMOTE,
        operands: ['image'],
      },
      'pull export blob': { does: READS_REMOTE, operands: ['image', 'write'] },
      delete: { does: DESTROYS_REMOTE },
      'copy sync push tag append mutate rebase attach flatten': { does: CHANGES_REMOTE },
      'login logout auth': IDENTITY,
    },
  },
  'kubectl oc microk8s.kubectl kubecolor': { options: KUBE_OPTIONS, subcommands: withOptions(KUBE_OPTIONS, KUBECTL) },
  'kind minikube k3d k0s k3s microk8s': LOCAL_CLUSTER,
  'colima limactl lima orb': {
    subcommands: {
      'status list ls version info': {},
      start: { does: RUNS_CONTAINER },
      delete: REMOVES,
      'shell ssh': { does: OPAQUE },
      '*': CHANGES,
    },
  },
  'k9s lens kubectx kubens stern kubetail kubent popeye kube-score kubeval kubeconform kube-linter kubescape polaris': {
    ...READS,
    options: { '--kubeconfig': 'opaque' },
    operands: ['text'],
  },
  'kustomize kompose jsonnet cue ytt': {
    subcommands: {
      'build cfg version help convert eval vet fmt export def': {
        operands: ['tree'],
        options: { '-o --output': 'write', '--enable-exec --enable-alpha-plugins': { does: OPAQUE } },
      },
      'edit create fn': { does: CHANGES_PROJECT },
    },
  },
  'crictl ctr runc crun kubeadm kubelet lxc lxd incus': {
    options: { '-r --runtime-endpoint -i --image-endpoint -a --address -n --namespace': 'text' },
    subcommands: {
      'ps pods images img logs inspect inspecti inspectp info version stats list ls state events': {},
      'rm rmi rmp delete destroy reset prune': REMOVES,
      '*': { does: OPENS_CONTAINER },
    },
  },
  'argocd flux fluxctl': {
    subcommands: {
      'version help get check logs tree diff events completion': READS,
      'app proj repo cluster appset': {
        subcommands: {
          'list get diff history manifests resources logs wait': READS,
          delete: { does: DESTROYS_REMOTE },
          '*': { does: CHANGES_REMOTE },
        },
      },
      'delete uninstall': { does: DESTROYS_REMOTE },
      'login logout account relogin admin': IDENTITY,
      '*': { does: CHANGES_REMOTE },
    },
  },
  'istioctl linkerd cilium calicoctl kubefed virtctl tkn kn eksctl kops': {
    subcommands: {
      'version help get describe list status check analyze logs proxy-status proxy-config validate completion show':
        READS,
      'delete uninstall destroy': { does: DESTROYS_REMOTE },
      '*': { does: CHANGES_REMOTE },
    },
  },
  'dive trivy grype syft snyk dockle clair docker-slim slim cosign notation slsa-verifier': {
    does: READS_REMOTE,
    options: {
      '-c --config --ignorefile --policy': 'read',
      '-o --output --cache-dir': 'write',
      '-f --format --severity --scanners': 'text',
    },
    subcommands: {
      'sign attest attach generate-key-pair clean': { does: CHANGES_REMOTE },
      'plugin module': { does: INSTALLS },
      'monitor auth login': IDENTITY,
      'verify verify-attestation verify-blob verify-image verify-artifact': READS,
      '*': { does: READS_REMOTE, options: { '-o --output': 'write' }, operands: ['tree'] },
    },
  },
  'skaffold tilt garden devspace okteto telepresence': {
    does: RUNS_CONTAINER,
    subcommands: {
      'version help diagnose schema config list status': {},
      delete: { does: DESTROYS_REMOTE },
      '*': { does: CHANGES_REMOTE },
    },
  },
  'devcontainer act': {
    does: RUNS_CONTAINER,
    options: { '-W --workflows': 'script', '--bind --privileged --container-options': { does: OPENS_CONTAINER } },
  },
};
