import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_MACHINE, CONNECTS, ERASES_DEVICE, ONLY_PRINTS } from './machine-acts.ts';

/** Makes, divides or destroys what its operands name, except with options that only tell. */
function erases(tells?: string): ProgramRule {
  const rule: ProgramRule = { does: ERASES_DEVICE, operands: ['write'] };
  return tells === undefined ? rule : { ...rule, options: { [tells]: ONLY_PRINTS } };
}

/** Subcommands that tell, and every other that changes devices. */
function tellsWith(names: string): ProgramRule {
  return { subcommands: { [names]: { operands: ['text'] }, '*': { does: ERASES_DEVICE } } };
}

const CHECKS: ProgramRule = {
  does: CHANGES_MACHINE,
  operands: ['write'],
  options: { '-n -N --no-action': ONLY_PRINTS },
};

/**
 * Programs for disks, partitions, volumes, file systems and mounts.
 *
 * Making a file system or a partition table destroys what was there; listing does not.
 */
export const DISK_TOOLS: ProgramTable = {
  'mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.msdos mkfs.exfat mkfs.ntfs mkfs.f2fs':
    erases(),
  'mkfs.cramfs mkfs.minix mkfs.bfs mkfs.jfs mkfs.reiserfs mkfs.nilfs2 mkfs.udf mkfs.erofs mkfs.bcachefs mkfs.hfsplus':
    erases(),
  'mke2fs mkntfs mkdosfs mkexfatfs mkudffs mkreiserfs mkzonefs newfs newfs_apfs newfs_hfs newfs_msdos newfs_exfat':
    erases(),
  mkswap: erases(),
  wipefs: {
    operands: ['read'],
    options: { '-a --all -o --offset': { does: ERASES_DEVICE, operands: ['write'] }, '-n --no-act': ONLY_PRINTS },
  },
  'blkdiscard scrub nwipe': erases(),
  badblocks: {
    operands: ['read'],
    options: { '-w -n': { does: ERASES_DEVICE, operands: ['write'] }, '-o': 'write', '-b -c -e -p -t -d -i': 'text' },
  },
  'cfdisk gdisk cgdisk gpart fixparts': erases(),
  fdisk: erases('-l --list'),
  parted: { does: CHANGES_MACHINE, operands: ['read', 'text'], options: { '-l --list': ONLY_PRINTS } },
  sfdisk: erases('-l --list -d --dump -J --json -F --list-free -T --list-types -g --show-geometry'),
  sgdisk: {
    operands: ['read'],
    options: {
      '-Z --zap-all -z --zap -o --clear -g --mbrtogpt -G --randomize-guids -e --move-second-header -s --sort': {
        does: ERASES_DEVICE,
        operands: ['write'],
      },
      '-n --new -N --largest-new -d --delete -t --typecode': {
        takes: 'text',
        does: ERASES_DEVICE,
        operands: ['write'],
      },
      '-c --change-name -A --attributes -u --partition-guid -U --disk-guid': {
        takes: 'text',
        does: ERASES_DEVICE,
        operands: ['write'],
      },
      '-r --transpose -m --gpttombr -h --hybrid -R': {
        takes: 'text',
        does: ERASES_DEVICE,
        operands: ['write'],
      },
      '--replicate -l --load-backup -j --move-main-table -C --recompute-chs': {
        takes: 'text',
        does: ERASES_DEVICE,
        operands: ['write'],
      },
      '-b --backup': 'write',
      '-i --info -a --set-alignment -S --resize-table': 'text',
    },
  },
  partx: { operands: ['read'], options: { '-a --add -d --delete -u --update': { does: ERASES_DEVICE } } },
  'growpart partprobe kpartx addpart delpart resizepart': erases('-l'),
  hdparm: {
    operands: ['read'],
    options: {
      '--security-erase --security-erase-enhanced --trim-sector-ranges --security-set-pass --write-sector': {
        takes: 'text',
        does: ERASES_DEVICE,
      },
      '-W -S -B -M -y -Y': { does: CHANGES_MACHINE },
    },
  },
  nvme: tellsWith('list id-ctrl id-ns smart-log error-log fw-log list-ns list-ctrl show-regs get-feature version help'),
  smartctl: {
    operands: ['read'],
    options: {
      '-t --test -s --smart -o --offlineauto -S --saveauto -X --abort': { takes: 'text', does: CHANGES_MACHINE },
      '-d --device -l --log -q -T': 'text',
    },
  },
  tune2fs: {
    operands: ['read'],
    options: {
      '-c -C -e -E -g -i -I -J -L -m -M -o -O -r -T -u -U -z': {
        takes: 'text',
        does: CHANGES_MACHINE,
        operands: ['write'],
      },
      '-j -f -Q': { does: CHANGES_MACHINE, operands: ['write'] },
    },
  },
  'e2label xfs_admin fatlabel ntfslabel swaplabel btrfstune resize2fs xfs_growfs resize_reiserfs ntfsresize': {
    does: CHANGES_MACHINE,
    operands: ['write'],
  },
  'fsck fsck.ext2 fsck.ext3 fsck.ext4 fsck.xfs fsck.vfat': CHECKS,
  'fsck.fat fsck.exfat fsck.btrfs e2fsck xfs_repair ntfsfix dosfsck': CHECKS,
  'dumpe2fs xfs_info blockdev filefrag e2freefrag xfs_bmap btrfs-debug-tree': {
    operands: ['read'],
    options: { '--setro --setrw --flushbufs': { does: CHANGES_MACHINE } },
  },
  debugfs: {
    does: CHANGES_MACHINE,
    operands: ['read'],
    input: 'code',
    options: { '-R': 'opaque', '-f': 'script', '-b -s -d': 'text' },
  },
  'fstrim xfs_freeze fsfreeze e4defrag xfs_fsr xfs_io': { does: CHANGES_MACHINE },

  mount: {
    operands: ['opaque'],
    options: {
      '-a --all -B --bind -R --rbind -M --move --make-shared --make-private --make-slave': { does: CHANGES_MACHINE },
      '-t --types -o --options -O --test-opts -L --label -U --uuid -T --fstab -N': 'text',
    },
  },
  'umount fusermount fusermount3 mount.cifs mount.nfs mount.ntfs-3g ntfs-3g bindfs encfs gocryptfs s3fs davfs2': {
    does: CHANGES_MACHINE,
  },
  swapon: { does: CHANGES_MACHINE, options: { '-s --summary --show': ONLY_PRINTS } },
  swapoff: { does: CHANGES_MACHINE },
  losetup: { does: CHANGES_MACHINE, options: { '-a --all -l --list -j --associated': ONLY_PRINTS } },
  'eject udisksctl hdiutil': {
    subcommands: { 'status info list help imageinfo verify': {}, '*': { does: CHANGES_MACHINE } },
  },
  diskutil: tellsWith('list info listFilesystems activity'),
  exportfs: { does: CHANGES_MACHINE, options: { '-s': ONLY_PRINTS } },
  'showmount rpcinfo': { does: CONNECTS },

  'pvs vgs lvs pvdisplay vgdisplay lvdisplay pvscan vgscan lvscan lvmdiskscan': {
    operands: ['text'],
    options: { '-o --options -O --sort --units --separator -S --select': 'text' },
  },
  'pvcreate pvremove pvmove pvresize pvchange vgcreate': erases(),
  'vgremove vgextend vgreduce vgchange vgrename vgcfgrestore vgexport': erases(),
  'lvcreate lvremove lvextend lvreduce lvresize lvchange lvrename lvconvert vgimport vgmerge vgsplit lvmdump': erases(),
  'lvm dmsetup multipath': tellsWith('pvs vgs lvs info table ls status deps version'),
  mdadm: erases('-D --detail -E --examine -Q --query'),
  cryptsetup: tellsWith('status luksDump isLuks luksUUID benchmark'),
  'integritysetup veritysetup veracrypt': erases(),
  'zfs zpool': tellsWith('list status get history iostat events version diff holds'),
  'btrfs bcachefs': {
    subcommands: {
      'subvolume sub su filesystem fi device dev balance scrub quota qgroup property': {
        subcommands: {
          'list show usage df du stats status get get-default find-new': { operands: ['text'] },
          '*': { does: ERASES_DEVICE },
        },
      },
      '*': { does: ERASES_DEVICE },
    },
  },
  'snapper timeshift': tellsWith('list list-configs get-config status diff'),
  'testdisk photorec ddrescue partclone.ext4 partclone.ntfs fsarchiver woeusb': erases(),
};
