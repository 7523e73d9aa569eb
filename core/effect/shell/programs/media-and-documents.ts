import { INSTALLS } from '../acts.ts';
import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import { CONNECTS, ONLY_PRINTS } from './machine-acts.ts';

/** Reads all operands but the last, which it writes. */
const INTO_LAST: ProgramRule = { operands: ['read'], last: 'write' };

/** Reads the first operand and writes the second. */
const FIRST_INTO_SECOND: ProgramRule = { operands: ['read', 'write'] };

/** Changes its operands in place. */
const IN_PLACE: ProgramRule = { operands: ['write'] };

/** TeX: the document is a program that writes files beside it; only with shell escape it runs others. */
const TEX: ProgramRule = {
  does: { class: 'file.write', detail: 'write a document', marks: ['project-only'] },
  operands: ['script'],
  style: 'words',
  options: {
    '-shell-escape --shell-escape -enable-write18 --enable-write18 --unsafe -unsafe': { does: 'shell.opaque' },
    '-output-directory --output-directory -aux-directory --outdir': 'write',
    '-jobname --jobname -interaction --interaction -synctex --synctex -output-format --output-format -fmt -progname':
      'text',
    '-output-comment -translate-file -src-specials -cnf-line --cnf-line': 'text',
    '-lua --lua --luaconly': 'script',
  },
};

/** The groff family: `-U` lets a document run programs. */
const ROFF: ProgramRule = {
  operands: ['read'],
  options: {
    '-U --unsafe': { does: 'shell.opaque' },
    '-P -L -m -T -o -r -d -f -F -M -I -w -W -n -K -D': 'text',
  },
};

/** Poppler's converters: whole words behind one dash, and what they write last. */
const POPPLER: ProgramRule = {
  ...FIRST_INTO_SECOND,
  style: 'words',
  options: {
    '-f -l -r -rx -ry -x -y -W -H -enc -eol -upw -opw -scale-to -scale-to-x -scale-to-y -fixed': 'text',
    '-paperw -paperh -paper -zoom -wbt -fontsize -colspacing -jpegopt -tiffcompression -antialias': 'text',
  },
};

/**
 * Programs that convert, play and describe pictures, sound, film and documents.
 *
 * They read files and write files; options that load filters, run scripts or let a document run programs are listed.
 */
export const MEDIA_AND_DOCUMENTS: ProgramTable = {
  'ffmpeg avconv': {
    operands: ['write'],
    style: 'words',
    options: {
      '-i': 'read',
      '-af -filter:a -filter_complex -lavfi -filter_script -filter_complex_script': 'opaque',
      '-f -c -codec -c:v -c:a -c:s -vcodec -acodec -b:v -b:a -r -s -ss -t -to -vf -filter:v -map -preset -crf -pix_fmt':
        'text',
      '-ar -ac -threads -loglevel -v -metadata -q:v': 'text',
      '-q:a -qscale:v -aspect -frames:v -vframes -movflags -tune -profile:v': 'text',
      '-g -bf -maxrate -bufsize -framerate -loop -stream_loop -start_number -hwaccel -protocol_whitelist -disposition':
        'text',
      '-passlogfile -progress -report': 'write',
      '-version -formats -codecs -encoders -decoders -filters -h -devices -protocols -pix_fmts -hwaccels': ONLY_PRINTS,
    },
  },
  'ffprobe mediainfo exiv2 identify soxi mkvinfo mp4info jpeginfo pngcheck webpinfo aubio': {
    operands: ['read'],
    style: 'words',
    options: {
      '-i': 'read',
      '-loglevel -of -print_format -show_entries -select_streams -format -density': 'text',
      '-o': 'write',
    },
  },
  'ffplay mpv mplayer vlc cvlc totem aplay paplay afplay mpg123 mpg321 ogg123 cmus timidity': {
    does: 'process.run',
    operands: ['read'],
    options: {
      '--script --scripts --input-conf --include --config-dir --lua-config --extraintf': 'opaque',
      '-o --record-file --stream-record': 'write',
      '-i': 'read',
    },
  },
  'convert magick montage composite compare': {
    ...INTO_LAST,
    style: 'words',
    options: {
      '-script': 'script',
      '-write': 'write',
      '-resize -quality -density -crop -gravity -geometry -rotate -format -depth -background -fill -font -pointsize':
        'text',
      '-annotate -draw -size -extent -border -blur -sharpen': 'text',
      '-colorspace -delay -loop -define -type -compress -tile -alpha': 'text',
    },
  },
  'mogrify jpegoptim optipng oxipng pngcrush advpng gifsicle': {
    ...IN_PLACE,
    options: {
      '-o --outfile -outfile --output -d --dest -path': 'write',
      '-m -resize -quality -format --level': 'text',
    },
  },
  'jpegtran exiftran jhead id3v2 mid3v2 metaflac mp3gain eyeD3': {
    ...IN_PLACE,
    options: {
      '-o --outfile -outfile --output -d --dest': 'write',
    },
  },
  gm: {
    subcommands: {
      'convert composite montage compare': INTO_LAST,
      mogrify: IN_PLACE,
      'identify version help': { operands: ['read'] },
    },
  },
  'cwebp dwebp gif2webp avifenc avifdec heif-convert cjpeg': {
    ...FIRST_INTO_SECOND,
    options: {
      '-o --output -out -outfile': 'write',
      '-q -m -w -h -f -s -z --format --width --height --dpi --quality': 'text',
    },
  },
  'djpeg cjxl djxl pngquant potrace autotrace rsvg-convert cairosvg': {
    ...FIRST_INTO_SECOND,
    only: 'beside',
    options: {
      '-o --output -out -outfile': 'write',
      '-q -w -h --format --width --height --dpi --quality': 'text',
    },
  },
  inkscape: {
    operands: ['read'],
    options: {
      '-o --export-filename --export-png --export-pdf': 'write',
      '--actions --verb --shell --pipe': 'opaque',
      '-w -h -d --export-type --export-dpi': 'text',
    },
  },
  'gimp gimp-console blender krita openscad povray freecad': {
    does: 'process.run',
    operands: ['read'],
    options: {
      '-b --batch -P --python --python-expr --python-text --batch-interpreter': 'opaque',
      '-o --output': 'write',
    },
  },
  'scrot import maim flameshot gnome-screenshot screencapture spectacle grim xwd fbcat': {
    does: { class: 'secret.read', detail: 'take a picture of the screen' },
    operands: ['write'],
    options: {
      '-e --exec': 'shell',
      '-f --file -p --path -o --output': 'write',
      '-d -t -q -window --delay --quality': 'text',
    },
  },
  exiftool: {
    operands: ['write'],
    style: 'words',
    options: {
      '-filename -FileName -directory -Directory -testname -TestName -o -out -w -W -textOut -tagOut -w+ -w!': 'write',
      '-tagsFromFile -TagsFromFile -@ -p -printFormat -geotag': 'read',
      '-config': 'script',
      '-if -userParam -api': 'opaque',
      '-ext -x -d -c -charset -lang -i -echo -sep -fileOrder': 'text',
    },
  },
  'sox rec lame oggenc flac opusenc opusdec oggdec faac fdkaac': {
    ...INTO_LAST,
    only: 'beside',
    options: { '-o --output --output-file': 'write', '--preset --tt --ta --tl': 'text' },
  },
  'HandBrakeCLI mkvmerge mkvextract MP4Box mencoder ffmpeg2theora': {
    operands: ['read'],
    options: { '-o --output -out': 'write', '-i --input': 'read', '-e -q -r -Z --preset -add': 'text' },
  },

  pandoc: {
    operands: ['read'],
    options: {
      '-o --output --extract-media --log': 'write',
      '-F --filter -L --lua-filter': 'script',
      '-d --defaults --data-dir': 'opaque',
      '--pdf-engine': 'shell',
      '--pdf-engine-opt': 'opaque',
      '-t --to -w --write': 'text',
      '-f --from -r --read -M --metadata -V': 'text',
      '--variable -T --title-prefix --toc-depth --wrap --columns --dpi --slide-level': 'text',
      '--template --reference-doc --metadata-file -H': 'read',
      '--include-in-header -B --include-before-body -A --include-after-body': 'read',
      '-c --css --bibliography --csl --abbreviations --syntax-definition --epub-cover-image --epub-embed-font': 'read',
      '--highlight-style --number-offset --email-obfuscation': 'text',
      '--id-prefix --track-changes --resource-path --request-header': 'text',
    },
  },
  'tex latex pdftex pdflatex xetex xelatex luatex lualatex': TEX,
  'etex pdfetex ptex platex uplatex context lollipop dvilualatex': TEX,
  latexmk: {
    ...TEX,
    options: {
      ...TEX.options,
      '-pdflatex -latex -lualatex -xelatex -dvipdf -dvips -pretex -print -new-viewer': {
        takes: 'shell',
        isOptional: true,
      },
      '-e': 'opaque',
      '-r': 'script',
      '-outdir -auxdir': 'write',
      '-c -C': { does: { class: 'file.delete', detail: 'delete what was built', marks: ['project-only'] } },
      '-pv -pvc -pdf -dvi -ps -f -g -quiet': 'flag',
    },
  },
  'tectonic texi2dvi texi2pdf texi2any makeinfo arara': {
    operands: ['script'],
    options: {
      '-o --output --outdir': 'write',
      '-Z --shell-escape --unsafe': { does: 'shell.opaque' },
      '-c --command -e -I -D': 'text',
    },
  },
  'bibtex biber bibtex8 makeindex xindy makeglossaries kpsewhich texdoc texcount chktex lacheck detex latexindent': {
    operands: ['read'],
    options: { '-o -g -O --output-file': 'write', '-s -t -l': 'read', '-w --overwrite': 'flag' },
  },
  'dvips dvipdf dvipdfm dvipdfmx xdvipdfmx dvisvgm dvipng': {
    operands: ['read'],
    options: { '-o': 'write', '-R0': { does: 'shell.opaque' }, '-D -f -h -l -p -t -T -x -y -c': 'text' },
  },
  'tlmgr fmtutil mktexlsr updmap updmap-sys texhash mpm': { does: INSTALLS, options: { '--dry-run -n': ONLY_PRINTS } },
  'gs ghostscript gsc': {
    operands: ['script'],
    style: 'words',
    options: { '-c -dNOSAFER -dDELAYSAFER': 'opaque', '-o -sOutputFile': 'write', '-f -I -r -g -sDEVICE': 'text' },
  },
  'ps2pdf pdf2ps ps2ps eps2eps epstopdf pdfcrop': {
    ...FIRST_INTO_SECOND,
    style: 'words',
    options: { '-o --outfile -outfile': 'write' },
  },
  'pdftops pdftotext pdftohtml': { ...POPPLER, only: 'beside' },
  'pdftoppm pdftocairo pdfimages pdfseparate': POPPLER,
  'pdfunite pdftk pdfjam pdfnup stapler': { ...INTO_LAST, options: { '-o --outfile': 'write' } },
  'pdfinfo pdffonts pdfdetach pdfsig pdfgrep': { operands: ['read'], options: { '-o': 'write' } },
  qpdf: {
    ...INTO_LAST,
    options: {
      '--replace-input': { operands: ['write'] },
      '--job-json-file --password-file': 'read',
      '--check --show-npages --show-encryption': { operands: ['read'], last: 'read' },
    },
  },
  mutool: {
    subcommands: {
      'info show pages trace': { operands: ['read', 'text'] },
      'draw convert extract clean merge poster': { operands: ['read'], options: { '-o': 'write' } },
      run: { operands: ['script', 'text'] },
    },
  },
  'wkhtmltopdf wkhtmltoimage weasyprint prince': {
    operands: ['fetch', 'write'],
    options: { '--run-script --script': 'opaque', '-o': 'write' },
  },
  'libreoffice soffice lowriter localc unoconv': {
    does: 'process.run',
    operands: ['read'],
    style: 'words',
    options: {
      '--outdir -o --output': 'write',
      '--convert-to --infilter -f --format': 'text',
      '--accept --script-cat': 'opaque',
      '--headless --invisible --nologo': 'flag',
    },
  },
  'antiword catdoc xls2csv docx2txt odt2txt unrtf pptx2md docx2md epub2txt ebook-meta': { operands: ['read'] },
  'ebook-convert calibre': FIRST_INTO_SECOND,
  'groff troff nroff gtroff grotty grops gropdf eqn neqn tbl pic gpic refer preconv grog mandoc geqn gtbl': ROFF,
  'enscript a2ps': {
    operands: ['read'],
    options: {
      '-I --filter --user-option --delegate': 'shell',
      '-o -p --output': 'write',
      '-P -d -E -f -F -M -j -b -B -C -H -L -T -U -u -X': { takes: 'text', isOptional: true },
    },
  },
  'asciidoctor asciidoctor-pdf asciidoc a2x': {
    operands: ['beside'],
    options: {
      '-o --out-file -D --destination-dir': { takes: 'write', operands: ['read'] },
      '-r --require -T --template-dir': 'script',
      '-b -a -d -B -E -I -S': 'text',
    },
  },
  'markdown multimarkdown cmark cmark-gfm discount redcarpet ronn kramdown pulldown-cmark': {
    operands: ['read'],
    options: { '-o --output': 'write', '-t --to -e': 'text' },
  },
  pygmentize: {
    operands: ['read'],
    options: { '-o': 'write', '-x': { does: 'shell.opaque' }, '-l -f -O -P -F -S -N -H': 'text' },
  },
  'highlight source-highlight chroma': {
    operands: ['read'],
    options: { '-o --output -O --out-format': 'write', '-i --input': 'read', '-S -s --syntax --style': 'text' },
  },
  'dot neato fdp sfdp twopi circo osage patchwork': {
    operands: ['read'],
    options: {
      '-o': 'write',
      '-T -K -G -N -E -l': 'text',
      '-O': { operands: ['beside'] },
    },
  },
  'mmdc plantuml ditaa d2 svgbob': {
    ...FIRST_INTO_SECOND,
    only: 'beside',
    options: { '-i --input': 'read', '-o --output': 'write', '-t -b -w -H -s': 'text' },
  },
  'tesseract ocrmypdf': { ...FIRST_INTO_SECOND, options: { '-l --psm --oem --dpi': 'text' } },
  'qrencode barcode zbarimg zint': {
    operands: ['text'],
    options: { '-o --output': 'write', '-r -i --input': 'read', '-s -t -l -m -v -b': 'text' },
  },
  'espeak espeak-ng say spd-say flite pico2wave': {
    operands: ['text'],
    options: { '-f --file-name': 'read', '-w -o --output-file': 'write', '-v -r -s -p -a -k -l -g': 'text' },
  },
  festival: {
    operands: ['script'],
    input: 'code',
    options: { '--tts': { operands: ['read'] }, '-b --batch': { does: 'shell.opaque' } },
  },
  'fc-list fc-match fc-query fc-scan xdpyinfo xwininfo xprop xlsclients glxinfo vulkaninfo clinfo': {
    operands: ['text'],
  },
  'fc-cache mkfontscale mkfontdir': { does: { class: 'file.write', detail: 'rebuild the index of fonts' } },
  'arecord parec streamer guvcview fswebcam': {
    does: { class: 'secret.read', detail: 'record from a microphone or camera' },
    operands: ['write'],
  },
  'scanimage obs gphoto2': { does: CONNECTS },
  'pactl pacmd amixer alsamixer wpctl playerctl': { does: 'process.run' },
};
