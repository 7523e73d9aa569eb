import { INSTALLS, READS_REMOTE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_MACHINE, ONLY_PRINTS } from './machine-acts.ts';

type Options = { readonly [names: string]: OptionRule };

/** Options of apt. `-o` sets hooks that run commands, `-c` reads a file of them. */
const APT_OPTIONS: Options = {
  '-o --option -c --config-file': 'opaque',
  '-t --target-release --default-release -a --host-architecture': 'text',
  '-q': { takes: 'text', isOptional: true },
};

/** Tells from what is known here. */
const TELLS: ProgramRule = { operands: ['text'], options: APT_OPTIONS };

/** Asks a repository. */
const ASKS: ProgramRule = { ...TELLS, does: READS_REMOTE };

/** Installs, upgrades or removes for the whole machine. */
const CHANGES: ProgramRule = { operands: ['package'], does: INSTALLS, options: APT_OPTIONS };

/** The words of a package manager: what tells, what asks a repository, and everything that changes the machine. */
type Words = { readonly tells: string; readonly asks: string; readonly changes: string };

function packageManager({ tells, asks, changes }: Words, options: Options = {}): ProgramRule {
  return {
    options,
    subcommands: {
      [tells]: { operands: ['text'], options },
      [asks]: { operands: ['text'], options, does: READS_REMOTE },
      [changes]: { operands: ['package'], options, does: INSTALLS },
    },
  };
}

const RPM_OPTIONS: Options = {
  '-E --eval -D --define --load --macros --rcfile --pipe': 'opaque',
  '--qf --queryformat --root --dbpath --prefix --relocate --excludepath -f --file -p --package': 'text',
};

/**
 * The package managers of operating systems.
 *
 * Searching and listing read; installing, upgrading and removing change the machine and run the scripts that packages
 * bring.
 */
export const SYSTEM_PACKAGES: ProgramTable = {
  'apt apt-get aptitude apt-fast nala': {
    options: APT_OPTIONS,
    subcommands: {
      'list show search policy depends rdepends madison showsrc showpkg why why-not versions history check help moo':
        TELLS,
      'download source changelog indextargets': ASKS,
      'update upgrade full-upgrade dist-upgrade safe-upgrade install': CHANGES,
      'reinstall remove purge autoremove autopurge build-dep': CHANGES,
      'autoclean clean satisfy edit-sources dselect-upgrade distclean mark hold unhold markauto unmarkauto fetch':
        CHANGES,
    },
  },
  'apt-cache apt-file apt-rdepends grep-dctrl apt-show-versions debsums deborphan dlocate': {
    operands: ['text'],
    options: { '-o -c': 'opaque' },
  },
  'apt-mark apt-config': {
    options: { '-o -c': 'opaque' },
    subcommands: {
      'showauto showmanual showhold showinstall showremove dump': { operands: ['text'] },
      'auto manual minimize-manual hold unhold install remove purge': { does: CHANGES_MACHINE },
      shell: { operands: ['text'] },
    },
  },
  'add-apt-repository apt-add-repository apt-key apt-cdrom tasksel dselect': { does: INSTALLS },
  dpkg: {
    does: INSTALLS,
    operands: ['package'],
    options: {
      '-l --list -L --listfiles -s --status -S --search -p --print-avail --get-selections --print-architecture':
        ONLY_PRINTS,
      '--print-foreign-architectures -I --info -c --contents': ONLY_PRINTS,
      '-V --verify -C --audit --compare-versions --validate-version': ONLY_PRINTS,
      '-W --show -f --field --dry-run --no-act --simulate --assert-help': ONLY_PRINTS,
      '-x --extract -X --vextract -e --control': { operands: ['read', 'write'] },
      '-b --build': { operands: ['tree', 'write'] },
      '--pre-invoke --post-invoke --status-logger': 'shell',
    },
  },
  'dpkg-query dpkg-architecture dpkg-parsechangelog dpkg-vendor': {
    options: { '-f --showformat --admindir -q -a --load-avail': 'text' },
  },
  'dpkg-deb dpkg-split': {
    operands: ['read', 'text'],
    options: {
      '-x --extract -X --vextract -R --raw-extract -e --control': { operands: ['read', 'write'] },
      '-b --build -s --split -j --join': { operands: ['tree', 'write'] },
      '-W --show -f --field -I --info -c --contents': 'flag',
      '-Z -z -S --deb-format': 'text',
    },
  },
  'gdebi debootstrap unattended-upgrade unattended-upgrades do-release-upgrade alien checkinstall': {
    does: INSTALLS,
    operands: ['package'],
  },
  'dnf dnf5 yum microdnf tdnf': packageManager(
    {
      tells: 'help version alias history',
      asks:
        'list info search se repolist repoquery provides whatprovides check-update check deplist repoinfo ' +
        'updateinfo download',
      changes:
        'install in reinstall localinstall remove rm erase update upgrade up upgrade-minimal downgrade ' +
        'distro-sync autoremove group groupinstall groupremove groups module swap builddep makecache clean ' +
        'config-manager copr mark system-upgrade offline-upgrade shell versionlock',
    },
    {
      '-c --config --setopt --installroot --plugin': 'opaque',
      '--repo --repoid --enablerepo --disablerepo -x --exclude --releasever -d -e -R': 'text',
    },
  ),
  'rpm rpmquery rpmverify rpmdb rpmkeys': {
    operands: ['text'],
    options: {
      ...RPM_OPTIONS,
      '-i --install -U --upgrade -F --freshen -e --erase --reinstall --import --initdb --rebuilddb --addsign --resign':
        {
          does: INSTALLS,
          operands: ['package'],
        },
      '--restore --setperms --setugids --setcaps --delsign': { does: INSTALLS },
      '-q --query -V --verify -K --checksig --showrc --querytags': 'flag',
      '-qi -qip -qpi -qil -qli -qlip -qci -qdi -qRi -qai -qia -qif -qfi': 'flag',
    },
  },
  rpmsign: { does: 'secret.read', operands: ['write'], options: { '-D --define --load --macros': 'opaque' } },
  'pacman yay paru pamac trizen': {
    does: INSTALLS,
    operands: ['package'],
    options: {
      '-Q --query -Ss -Si -Sg -Sl -Sp -Sii -F --files -T --deptest -V --version': ONLY_PRINTS,
      '--hookdir --config --gpgdir': 'opaque',
      '-b --dbpath -r --root --cachedir --ignore --color --arch --assume-installed': 'text',
    },
  },
  'makepkg pacman-key': { does: INSTALLS },
  zypper: packageManager(
    {
      tells: 'help versioncmp licenses',
      asks:
        'search se info if list-updates lu list-patches lp packages pa patterns pt repos lr services ls ' +
        'what-provides wp products pd patch-check pchk',
      changes:
        'install in remove rm update up dist-upgrade dup patch verify ve refresh ref addrepo ar removerepo rr ' +
        'modifyrepo mr clean cc addlock al removelock rl source-install si',
    },
    { '-R --root -x --xmlout --plus-repo -r --repo': 'text' },
  ),
  apk: packageManager(
    {
      tells: 'info list version audit verify dot policy manifest',
      asks: 'search fetch stats',
      changes: 'add del fix update upgrade cache index',
    },
    { '-p --root -X --repository --keys-dir --repositories-file --arch -t --virtual': 'text' },
  ),
  'emerge equery eix': {
    does: INSTALLS,
    options: { '-s --search -S --searchdesc -p --pretend --info -V --version': ONLY_PRINTS },
  },
  'xbps-install xbps-remove xbps-reconfigure': {
    does: INSTALLS,
    operands: ['package'],
    options: { '-n --dry-run': ONLY_PRINTS },
  },
  'xbps-query pkg_info': { operands: ['text'] },
  'pkg pkgin': packageManager(
    {
      tells: 'info list show query check version stats which shlib export keep',
      asks: 'search rquery audit updating avail',
      changes:
        'install add delete remove autoremove update upgrade clean set lock unlock fetch create bootstrap ' +
        'repo register',
    },
    { '-r --rootdir -c --chroot -j --jail -C --config -o --option': 'opaque' },
  ),
  'pkg_add pkg_delete opkg swupd eopkg slackpkg installpkg removepkg upgradepkg tce-load': {
    does: INSTALLS,
    operands: ['package'],
  },
  'snap flatpak': packageManager({
    tells:
      'list connections interfaces services version changes tasks warnings logs model known ps history ' +
      'documents permissions remotes',
    asks: 'find search info remote-ls remote-info',
    changes:
      'install remove uninstall refresh update revert enable disable connect disconnect start stop restart ' +
      'set unset get alias unalias download remote-add remote-delete override mask pin repair login logout',
  }),
  brew: {
    options: { '--version --prefix --cellar --cache --repository --env --config --caskroom': ONLY_PRINTS },
    subcommands: {
      'list ls leaves deps uses missing config doctor dr': {
        operands: ['text'],
      },
      'commands --prefix --cellar --cache --repository log cat formulae casks': {
        operands: ['text'],
      },
      'desc options shellenv home homepage help tap-info which-formula linkage analytics': { operands: ['text'] },
      'info abv search outdated livecheck fetch audit': { does: READS_REMOTE, operands: ['text'] },
      'install reinstall upgrade update up uninstall remove rm tap': CHANGES,
      'untap link ln unlink pin unpin cleanup autoremove bundle': CHANGES,
      'migrate postinstall switch update-reset extract create edit vendor-gems developer test sh': CHANGES,
      services: {
        subcommands: { 'list info': {}, 'start stop restart run kill cleanup': { does: 'service.change' } },
      },
    },
  },
  'port fink mas choco scoop winget': packageManager({
    tells: 'list info installed contents dependents variants deps echo version help outdated',
    asks: 'search show upstream livecheck',
    changes:
      'install add uninstall remove upgrade update selfupdate sync clean activate deactivate reclaim select ' +
      'lucky purchase pin export import',
  }),
  installer: {
    does: INSTALLS,
    options: { '-pkg -package': 'package', '-target': 'text', '-pkginfo -dominfo -volinfo': ONLY_PRINTS },
    style: 'words',
  },
  pkgutil: {
    operands: ['text'],
    options: {
      '--forget --edit-pkg': { takes: 'text', does: INSTALLS },
      '--expand --expand-full --flatten': { operands: ['read', 'write'] },
    },
  },
  'nixos-rebuild home-manager': packageManager({
    tells: 'search show describe weather size graph lint options generations news',
    asks: 'hash challenge',
    changes: 'install remove upgrade pull package system home switch boot gc build environment shell deploy test',
  }),
};
