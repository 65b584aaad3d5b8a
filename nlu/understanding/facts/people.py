"""Who is speaking, worker or employer, and how many children a birth brought."""

from __future__ import annotations

from nlu.understanding.facts.words import Fact, pattern

_TRIPLETS = pattern(
    r"ភ្លោះៗ? ?(?:បី|3)(?!\d)|កូន ?(?:បី|3) ?(?:នាក់)? ?(?:ព្រមគ្នា|ក្នុងពេលតែមួយ)",
    r"triplets?|(?:three|3) babies|ph?l(?:uo|ou|o|u|oo)(?:h|s|hs|os)? ?(?:bey|bei|3|b3y)",
)
_TWINS = pattern(
    r"(?<!ទឹក)ភ្លោះ|កូន ?(?:ពីរ|2) ?(?:នាក់)? ?(?:ព្រមគ្នា|ក្នុងពេលតែមួយ)",
    r"twins?|(?:two|2) babies|(?:kon|koun|kun) ?ph?l(?:uo|ou|o|u|oo)(?:h|s|hs|os)?|ph(?:luo|lou|lo)(?:h|s)",
)
_MORE = pattern(
    r"ភ្លោះៗ? ?(?:បួន|ប្រាំ|[4-9])", r"quadruplets?|quintuplets?|ph?l(?:uo|ou|o|u|oo)(?:h|s|hs|os)? ?(?:buon|4)"
)
_ONE_CHILD = pattern(
    r"កូន ?(?:តែ)? ?(?:មួយ(?!ចំនួន)|1(?![\d.,]))(?: ?នាក់)?|កូន(?:តែ)?ម្នាក់(?!ៗ)",
    r"(?:one|1|single) (?:child|baby|kid)|(?:kon|koun) (?:muy|muoy|mneak|1(?!\d))",
)

_STAFF = (
    r"(?:workers?|employees?|staff|maids?|nann(?:y|ies)|drivers?|cooks?|cleaners?|housekeepers?|helpers?"
    r"|guards?|gardeners?|clerks?)"
)
_KHNHOM = r"k?n?h?n?[hy]o?u?m"
_SAYS_EMPLOYER = pattern(
    r"ខ្ញុំ(?:គឺ)?ជា(?:ថៅកែ|និយោជក|ម្ចាស់|អ្នកគ្រប់គ្រង|នាយក|ប្រធានក្រុមហ៊ុន|បុគ្គលិករដ្ឋបាល|បុគ្គលិកធនធានមនុស្ស|ផ្នែកធនធានមនុស្ស"
    r"|រដ្ឋបាល|គណនេយ្យ|អ្នកគណនេយ្យ|hr)|ខ្ញុំ(?:ធ្វើ|នៅ)(?:ខាង|ផ្នែក)(?:ធនធានមនុស្ស|រដ្ឋបាល|hr)|ក្នុងនាមជានិយោជក",
    r"(?:i(?: a|')m|i am|this is|we(?: a|')re) (?:an? |the )?(?:\w+ )?(?:employer|owner|boss|hr|accountant"
    r"|human resources)(?: \w+)?"
    r"|(?:hr|human resources|accountant) here|i(?: a|')m (?:from|in) (?:hr|human resources)"
    r"|as (?:an employer|a company|the owner)"
    rf"|{_KHNHOM} (?:jea|chea) (?:th?ao?k(?:ae|ea|e|ay)e?|niyochok|machas|hr|kunaneyyokor|keaknaneyyokor)",
)
_SAYS_WORKER = pattern(
    r"(?:ខ្ញុំ|យើង)(?:គឺ)?ជា(?:កម្មករ|កម្មការិនី|និយោជិត|អ្នកដេរ|អ្នកបម្រើ|បុគ្គលិក(?!រដ្ឋបាល|ធនធាន|គណនេយ្យ))|យើងកម្មករ"
    r"|ខ្ញុំ(?:ជាអ្នក)?ធ្វើ(?:ការ)?(?:នៅ|ក្នុង|ឱ្យ)?(?:រោងចក្រ|សំណង់|ការដ្ឋាន|ផ្ទះគេ)|ខ្ញុំដេរ(?:នៅ|រោងចក្រ|ឱ្យ|ខោអាវ)",
    r"i(?: a|')m (?:an? )?(?:(?!not)\w+ ){0,2}(?:worker|employee|seamstress|maid)|i (?:sew|work) (?:at|in"
    r"|for)|(?:where|whom?) i work"
    r"|they hired me|i (?:was|got) hired|we (?:the )?workers|as a worker"
    rf"|{_KHNHOM} (?:jea|chea) (?:kam+akor|bok+alik|buklek)|{_KHNHOM} t[vw]e?r? ?(?:kar?|ka) (?:nov "
    rf"|knong )?(?:rong ?chak|somnong)|yeung kam+akor",
)
_HAS_BOSS = pattern(
    r"(?:ថៅកែ|មេការ|ប្រធាន|ចៅហ្វាយ|នាយក)(?:ក្រុម)?(?:របស់)? ?(?:ខ្ញុំ|យើង)",
    r"(?:my|our) (?:boss|employer|manager|supervisor|foreman|team leader|line leader)"
    rf"|(?:taoke|thaoke|thaokae|taokae|taokee|mekar|me kar|brothean) {_KHNHOM}",
)
_HAS_STAFF = pattern(
    r"(?:កម្មករ|កម្មការិនី|បុគ្គលិក|អ្នកបម្រើ(?:ផ្ទះ)?|អ្នកធ្វើការផ្ទះ|អ្នកមើលកូន)(?:របស់)? ?(?:ខ្ញុំ|យើង|ក្រុមហ៊ុន(?:ខ្ញុំ|យើង)"
    r"|រោងចក្រ(?:ខ្ញុំ|យើង))"
    r"|(?:ក្រុមហ៊ុន|ហាង|រោងចក្រ|សហគ្រាស|ភោជនីយដ្ឋាន|អាជីវកម្ម)(?:របស់)? ?(?:ខ្ញុំ|យើង) ?(?:ទើប)?(?:មាន|ជួល)(?:កម្មករ|បុគ្គលិក|អ្នកធ្វើការ)"
    r"|(?:ខ្ញុំ|យើង)(?:បាន|ទើប|ចង់)*(?:ជួល|មាន)(?:កម្មករ|បុគ្គលិក|អ្នកបម្រើ|អ្នកធ្វើការ(?:ផ្ទះ)?|អ្នកមើលកូន|អ្នកបើកឡាន|អ្នកយាម)"
    r"|ខ្ញុំបើក(?:រោងចក្រ|ក្រុមហ៊ុន|ហាង|ភោជនីយដ្ឋាន|អាជីវកម្ម)",
    rf"(?:my|our) (?:(?!husband|wife|son|daughter|father|mother|brother|sister|boss|friend)\w+ )?{_STAFF}"
    rf"|(?:i|we) (?:\w+ )?(?:employ|hire|hired)(?! by)|we (?:have|pay) (?:an? )?(?:(?:\d+"
    rf"|\w+) ){{0,2}}{_STAFF}"
    r"|i (?:have|pay) (?:an? |two |three |\d+ )(?:\w+ )?(?:workers?|employees?|staff|maids?|nann(?:y|ies)"
    r"|drivers?|cooks?|cleaners?|housekeepers?)"
    rf"|(?:our|my) (?:company|factory|shop|restaurant|business) (?:employs|has (?!not )(?:\w+ ){{1,3}}{_STAFF})"
    r"|i (?:own|run) (?:an?|my|the|our|two)"
    rf"|(?:kam+akor|bok+alik|buklek|neak bomreu) (?:robos )?{_KHNHOM}|(?:krumhun|hang"
    rf"|rongchak) (?:robos )?(?:{_KHNHOM}|yeung) mean (?:kam+akor|bok+alik|buklek)",
)
# What a person says of himself counts more than whom he mentions, and a boss more than staff.
_SPEAKERS = (
    (("employer", _SAYS_EMPLOYER), ("worker", _SAYS_WORKER)),
    (("worker", _HAS_BOSS),),
    (("employer", _HAS_STAFF),),
)


def speaker(text: str) -> Fact | None:
    """Fact `speaker`: "worker" or "employer", never both; of two equal claims the first counts."""
    for rank in _SPEAKERS:
        found = [(match.start(), match.end(), who) for who, one in rank if (match := one.search(text))]
        if found:
            start, end, who = min(found)
            return Fact("speaker", who, start, end)
    return None


def children(text: str) -> Fact | None:
    """Fact `children`: 1, 2 or 3 of one birth; more than three is left to a person."""
    if _MORE.search(text):
        return None
    for number, one in ((3, _TRIPLETS), (2, _TWINS), (1, _ONE_CHILD)):
        match = one.search(text)
        if match:
            return Fact("children", number, *match.span())
    return None
