"""How much a resume may hold. Above that a file is refused with a typed error instead of eating memory.

The numbers are generous: the largest honest resumes (a professor's thirty pages of publications, a designer's
portfolio) stay well below them.
"""

MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_PAGES = 60  # pages beyond are not a resume's
MAX_CHARACTERS = 600_000  # of a whole document
MAX_LINE_CHARACTERS = 20_000  # of one paragraph; whole resumes without a line break stay below it
MAX_WORDS_PER_PAGE = 20_000
MAX_OBJECTS_PER_PAGE = 60_000  # paths, pictures and texts drawn on one page
MAX_ARCHIVE_ENTRIES = 2_000
MAX_ARCHIVE_PART_BYTES = 40 * 1024 * 1024  # one part of a DOCX or ODT, decompressed
MAX_ARCHIVE_BYTES = 80 * 1024 * 1024  # all parts that are read, decompressed
MAX_XML_DEPTH = 200
MAX_XML_ELEMENTS = 400_000
MAX_ATTRIBUTES = 2_000  # of one tag of an HTML page
MAX_PARAGRAPHS = 20_000
MAX_PIXELS = 60_000_000  # A3 at 400 dpi is 31 million
MAX_IMAGE_SIDE_PX = 20_000
MAX_IMAGE_FRAMES = 30  # pages of a TIFF
