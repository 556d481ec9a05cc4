"""What control words, symbols and character sets of RTF mean."""

from parsing.engine.model import Part

SKIPPED = frozenset(
    "pict object info generator themedata colorschememapping datastore latentstyles listtable listoverridetable "
    "rsidtbl xmlnstbl mmathPr pgdsctbl annotation atnid atnauthor atndate atnref bkmkstart bkmkend filetbl revtbl "
    "userprops falt panose sp sn sv blipuid nonshppict deleted".split()
)
PARTS = {
    "header": Part.HEADER, "headerl": Part.HEADER, "headerr": Part.HEADER, "headerf": Part.HEADER,
    "footer": Part.FOOTER, "footerl": Part.FOOTER, "footerr": Part.FOOTER, "footerf": Part.FOOTER,
    "footnote": Part.FOOTNOTE, "shptxt": Part.TEXT_BOX,
}  # fmt: skip
CHARACTERS = {
    "tab": "\t", "emdash": "\u2014", "endash": "\u2013", "bullet": "\u2022", "lquote": "\u2018", "rquote": "\u2019",
    "ldblquote": "\u201c", "rdblquote": "\u201d", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
SYMBOLS = {"~": " ", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\"}
CODE_PAGES = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
