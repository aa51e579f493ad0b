"""Samples of what people write: what must stay, what is mended, and what shows nothing."""

KEPT = [
    "Amnesty for all, on condition.",
    "¿Qué hacemos mañana? ¡Nada!",
    "First line.\n\nSecond paragraph,\n  indented",
    "שָׁלוֹם עֲלֵיכֶם",  # with points
    "בְּרֵאשִׁ֖ית",  # with points and cantillation
    "הצעה (A)\u200f, תשובה",  # a mark of direction in its place
    "السَّلامُ عَلَيْكُم",
    "می‌خواهم",  # Persian: a non-joiner
    "क्‍ष और क्ष",  # Hindi: a joiner
    "ശ്രീ ന്‍ മലയാളം",
    "ភាសា​ខ្មែរ",  # Khmer: a place where the line may break
    "ไม่ต้องการสงคราม",
    "漢字かな交じり文、\U00020bb7野家",
    "葛\U000e0100城市",  # a variant of a Han letter
    "ᠮᠣᠩᠭᠣᠯ\u180bᠤ",
    "한국어",
    "Việt Nam, Łódź, Þórr",
    "👨‍👩‍👧‍👦 👍🏽 🇻🇪 1️⃣ ❤️ 🏳️‍🌈",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # the flag of Scotland
    "\U0001fae9 \U0001fadf",  # emoji of Unicode 16
    "\U0001faea \U0001facd",  # and of 17
    "A ⇒ B, ½ × 3 ≤ 2, “quoted” – and … so on ™",
]

MENDED = [
    # Word
    ("•\tAmnesty for the officers", "• Amnesty for the officers"),
    ("\uf0b7\tFirst\r\n\uf0b7\tSecond\r\n", "• First\n• Second"),
    ("\uf0a7 a \uf0e0 b \uf0fc", "• a → b ✓"),
    ("o\tsub\x0bsame point", "o sub\nsame point"),
    ("one\xa0hundred\u202ftons\u2003now", "one hundred tons now"),
    ("co\x1eoperate, dis\x1farm, hy\xadphen", "co\u2011operate, disarm, hyphen"),
    ("page one\x0cpage two\u2029new", "page one\npage two\nnew"),
    ("\ufeffBeginning", "Beginning"),
    ("an image: \ufffc here", "an image:  here"),
    # Direction
    ("a\u202eb\u202cc", "abc"),
    ("\u2067שלום\u2069 \u202bעולם\u202c", "שלום עולם"),
    # No look of their own
    ("a\x00b\x07c\x1bd\x85e", "abcd\ne"),
    ("x\U000e0068\U000e0069", "x"),
    ("a\ud800b", "ab"),
    ("a\ue000\U000f0000\ufdd0\U0001fffeb", "ab"),
    ("a\u3164\uffa0b", "ab"),
    # Form
    ("e\u0301", "é"),
    ("\u1112\u1161\u11ab", "한"),
    ("a  \n \n\n\n\n b ", "a\n\n b"),
    ("Z" + "\u0316\u0317" * 30 + "!", "Z\u0316\u0317\u0316\u0317\u0316!"),
    ("ก" + "\u0e47" * 30, "ก" + "\u0e47" * 5),
]

UNSEEN = [
    "",
    " \t\n",
    "\u3164",
    "\u2800\u2800",
    "\u115f\u1160",
    "\uffa0",
    "\u200b\u200c\u200d\u2060\ufeff",
    "\u200e\u200f\u061c",
    "\u0301",
    "\u0301\u0302 \u20dd",
    "\u093e",
    "\ufe0f",
    "\u00ad\u180e\u034f",
    "\U000e0061\U000e007f",
    "\U0001d159",
    "\x00\x01\u202e",
    "\ue000",
    "\U00013441",
]
