"""Makes the letters that captions are drawn with: subsets of Noto fonts, one file per script.

Needs fonttools, and the fonts of Debian's fonts-noto-core 20201225-1 (unpacked) and fonts-noto-cjk
1:20220127+repack1-1:  python3 fonts.py FOLDER-OF-NOTO-CORE NotoSansCJK-Regular.ttc OUT

The scripts are the recommended and the limited-use ones of Unicode's UAX #31, tables 5 and 7, as far
as the fonts exist; a file is called as Java's Character.UnicodeScript calls its script.
"""

import gzip
import pathlib
import subprocess
import sys

core, cjk, out = map(pathlib.Path, sys.argv[1:])
out.mkdir(parents=True, exist_ok=True)

SCRIPTS = """
    Arabic Armenian Bengali Devanagari Ethiopic Georgian Gujarati Gurmukhi Hebrew Kannada Khmer Lao
    Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai
    Adlam Balinese Bamum Batak Buginese Canadian_Aboriginal Chakma Cham Cherokee Hanifi_Rohingya
    Javanese Kayah_Li Lepcha Limbu Lisu Mandaic Meetei_Mayek Miao Mongolian Newa New_Tai_Lue Nko
    Ol_Chiki Osage Saurashtra Sundanese Syloti_Nagri Syriac Tai_Le Tai_Tham Tai_Viet Tifinagh Vai
    Wancho Yi
    """.split()

LATIN = (
    "U+20-58F,U+1AB0-1AFF,U+1C80-1C8F,U+1D00-1FFF,U+2000-20FF,U+2100-218F,U+2C60-2C7F,U+2DE0-2DFF,"
    "U+2E00-2E5D,U+A640-A69F,U+A700-A7FF,U+AB30-AB6F,U+FB00-FB06,U+FE20-FE2F"
)


def subset(source, name, unicodes, *options):
    made = out / f"{name}.tmp"
    subprocess.check_call(
        ["pyftsubset", str(source), f"--unicodes={unicodes}", "--no-hinting"]
        + ["--name-IDs=0,1,2,4,6,13,14", f"--output-file={made}", *options]
    )
    packed = gzip.compress(made.read_bytes(), 9, mtime=0)
    (out / f"{name}.font.gz").write_bytes(packed)
    made.unlink()


def letters(encoding):
    both = (bytes([a, b]) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF))
    texts = (pair.decode(encoding, "ignore") for pair in both)
    return {ord(text) for text in texts if len(text) == 1}


def ranges(points):
    return ",".join(f"U+{point:X}" for point in sorted(points))


for script in SCRIPTS:
    source = core / f"NotoSans{script.replace('_', '').replace('Nko', 'NKo')}-Regular.ttf"
    subset(source, script.lower(), "*", "--layout-features=*")
subset(core / "NotoSerifTibetan-Regular.ttf", "tibetan", "*", "--layout-features=*")
subset(
    core / "NotoSerifNyiakengPuachueHmong-Regular.ttf",
    "nyiakeng_puachue_hmong",
    "*",
    "--layout-features=*",
)
subset(
    core / "NotoSans-Regular.ttf", "latin", LATIN, "--layout-features=kern,mark,mkmk,ccmp,locl"
)

# Chinese and Japanese signs that noto-sans-sc lacks, in the forms of Taiwan, and Korean. No layout
# tables: these signs do not change with their neighbours.
PLAIN = ["--layout-features=", "--drop-tables+=vhea,vmtx,VORG,BASE,GPOS,GSUB,GDEF", "--desubroutinize"]
gb2312 = {point for point in letters("gb2312") if point >= 0x4E00}
han = set(range(0x4E00, 0x9FA6)) | {p for p in letters("big5hkscs") if 0x3400 <= p < 0x4DC0}
signs = set(range(0x2E80, 0x2FE0)) | set(range(0x3000, 0x3130)) | set(range(0x31A0, 0x3400))
signs |= set(range(0xF900, 0xFB00)) | set(range(0xFE30, 0xFE50)) | set(range(0xFF00, 0xFFF0))
subset(cjk, "han", ranges(han - gb2312 | signs), "--font-number=3", *PLAIN)
hangul = set(range(0xAC00, 0xD7A4)) | set(range(0x1100, 0x1200)) | set(range(0x3130, 0x3190))
subset(cjk, "hangul", ranges(hangul), "--font-number=1", *PLAIN)
