"""The names that people read on charts and pages, in place of the codes of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.lexicon import Lexicon

_SAID: dict[str, str] = {
    # features
    "anonymity.anonymity_granted": "grants of anonymity",
    "anonymity.unnamed_source": "unnamed sources",
    "anonymity.vague_group": "vague groups as sources",
    "distancing.attribution_doubt": "words that doubt a statement",
    "distancing.naming_distance": "distance from a name (“so-called”)",
    "distancing.so_called": "“so-called”",
    "hedges.adverb": "hedging adverbs",
    "hedges.modal": "hedging modal verbs",
    "hedges.noun_and_clause": "hedging phrases",
    "hedges.verb": "hedging verbs",
    "loaded.contentious_label": "contentious labels",
    "loaded.violence_metaphor": "metaphors of violence",
    "marker.scare_quote": "scare quotes",
    "marker.scare_quotes": "scare quotes",
    "response.antecedent": "earlier events brought in",
    "response.cause": "causes named",
    "response.response": "acts told as an answer",
    "response.retaliation": "acts told as retaliation",
    "sourcing.type.named_person": "sources identified as named persons",
    "sourcing.type.named_organization": "sources identified as named organizations",
    "sourcing.type.official_unnamed": "sources identified as unnamed officials",
    "sourcing.type.document": "sources identified as documents",
    "sourcing.type.eyewitness": "sources identified as eyewitnesses",
    "sourcing.type.group": "sources identified as groups",
    "sourcing.type.pronoun": "sources referred to by a pronoun",
    "sourcing.type.none": "attributions without a source",
    # units
    "words": "words",
    "attributions": "attributions",
    "mentions of death": "mentions of death",
    # source types
    "named_person": "named person",
    "named_organization": "named organization",
    "official_unnamed": "unnamed official",
    "none": "no source told",
    "ngo_or_un": "NGO or UN",
    "civilian_or_affected": "civilian or person affected",
    # forms
    "passive_agentless": "passive, no agent",
    "passive_with_agent": "passive with agent",
    "intransitive": "intransitive (“died”)",
    "nominal": "noun (“the death of”)",
    "active": "active",
    # verdicts
    "differs": "differs",
    "no_evidence": "no evidence of a difference",
    "too_few": "too few to say",
    # bounds
    "at_least": "at least",
    "at_most": "at most",
    # kinds of omissions
    "entity": "name",
    # removals
    "blank": "blank space",
    "byline": "byline or date line",
}
# What a noun and a verb without an object look like, by class of harm; those above are of deaths.
_FORMS = {
    "injury": {"nominal": "noun (“injuries to”)", "intransitive": "intransitive"},
    "attack": {"nominal": "noun (“the attack on”)", "intransitive": "intransitive"},
    "captivity": {"nominal": "noun (“the captive”)", "intransitive": "intransitive"},
    "displacement": {
        "nominal": "noun (“the evacuation of”)",
        "intransitive": "intransitive (“fled”)",
    },
    "destruction": {
        "nominal": "noun (“the ruin of”)",
        "intransitive": "intransitive (“collapsed”)",
    },
}
_LEXICONS = {
    "reporting_verbs": "{} reporting verbs",
    "attribution_nouns": "{} attribution nouns",
    "loaded": "loaded words of {}",
    "boosters": "boosters: {}",
    "hedges": "hedges: {}",
    "anonymity": "anonymity: {}",
    "distancing": "distancing: {}",
    "euphemism": "euphemisms of {}",
    "moral_legal": "moral and legal words: {}",
    "vocabulary": "vocabulary of {}",
    "naming": "“{}”",
    "actors": "mentions: {}",
    "response": "response: {}",
    "marker": "{}",
}
_ACRONYMS = {code: code.upper() for code in ("un", "us", "uk", "eu", "ngo", "idf", "nato")}
_PLACES = """australia beijing belarus britain china crimea donbas egypt gaza germany india
    iran iraq ireland israel italy japan jerusalem jordan kashmir kyiv lebanon mexico moldova
    moscow pakistan palestine philippines poland qatar russia syria taiwan tibet turkey ukraine
    washington xinjiang yemen hong_kong north_korea west_bank northern_ireland united_states """
_PEOPLES = """american arab australian belarusian british chinese crimean egyptian gazan indian
    iranian iraqi irish israeli japanese jewish jordanian kashmiri lebanese mexican muslim pakistani
    palestinian philippine polish qatari russian syrian taiwanese tibetan turkish ukrainian uyghur
    yemeni zionist hamas hezbollah houthi kremlin"""
_NAMES = "|".join((_PLACES + _PEOPLES).split()).replace("_", " ")
_PROPER = re.compile(rf"\b({_NAMES})s?\b")
# Codes and labels part all words by blanks; between these people write a hyphen.
_COMPOUND = re.compile(
    r"(?<=\banti) (?=\w)|(?<=\bpro) (?=\w)|(?<=\bneo) (?=\w)|(?<=\bpan) (?=\w)|(?<=\bnon) (?=\w)"
    r"|(?<=\bself) (?=\w)|(?<=\bsame) (?=sex\b)|(?<=\w) (?=(?:run|backed|controlled|administered"
    r"|installed|funded|affirming|involved|abiding)\b)|(?<=\w) (?=occupied$)"
)


def plain(code: str) -> str:
    """Return a code of a table in words.

    >>> plain("official_unnamed"), plain("hamas"), plain("ngo_or_un")
    ('unnamed official', 'Hamas', 'NGO or UN')
    >>> plain("lebanese troops"), plain("people_held_in_gaza"), plain("hamas run")
    ('Lebanese troops', 'people held in Gaza', 'Hamas-run')
    """
    if code in _SAID:
        return _SAID[code]
    words = [_ACRONYMS.get(word, word) for word in code.replace("_", " ").split()]
    named = _PROPER.sub(lambda m: m.group().title(), " ".join(words))
    return _COMPOUND.sub("-", named)


def referent_name(referent: str, lexicons: Iterable[Lexicon]) -> str:
    """Return whom or what labels name, with the topic where one common word alone tells little.

    >>> from framing.lexicon import load_lexicon
    >>> strikes = load_lexicon("naming/labor_disputes")
    >>> referent_name("demands", [strikes]), referent_name("union_leaders", [strikes])
    ('demands (labor disputes)', 'union leaders')
    """
    named = plain(referent)
    if not (named.isalpha() and named.islower()):
        return named
    of = [lexicon.key.partition("/")[2] for lexicon in lexicons if referent in lexicon.referents]
    return f"{named} ({plain(of[0])})" if len(of) == 1 and of[0] else named


def fact_name(name: str) -> str:
    """Return the words that passages share apart from each other, since they make no phrase.

    >>> fact_name("crane rise 6 two"), fact_name("crane rise (2)")
    ('crane · rise · 6 · two', 'crane · rise (2)')
    """
    return re.sub(r" (?!\(\d+\)$)", " · ", name)


def quantity_name(quantity: str, unit: object) -> str:
    """Return what a figure counts in words, with its unit in parentheses unless it says the same.

    >>> [quantity_name(*of) for of in (("duration", "hour"), ("foot", "foot"), ("dock", None))]
    ['duration (hour)', 'foot', 'dock']
    """
    known = isinstance(unit, str) and unit != quantity
    return plain(quantity) + (f" ({unit})" if known else "")


_HARM = {"death": "deaths", "injury": "injuries", "attack": "attacks"}


def harm_name(harm_class: str, side: str | None = "") -> str:
    """Return what a class of harm is called: of all victims, of a side, or of None that is known.

    >>> harm_name("death"), harm_name("death", "un"), harm_name("captivity", None)
    ('deaths', 'deaths: UN', 'captivity: side not known')
    """
    what = _HARM.get(harm_class, plain(harm_class))
    if side == "":
        return what
    return f"{what}: {'side not known' if side is None else plain(side)}"


def capitalized(text: str) -> str:
    """Return *text* with its first letter large and the others as they stand.

    >>> capitalized("UN staff"), capitalized("iPhone users")
    ('UN staff', 'IPhone users')
    """
    return text[:1].upper() + text[1:]


def form_name(form: str, harm_class: str) -> str:
    """Return a grammatical form in words, with an example from mentions of that harm.

    >>> form_name("nominal", "death"), form_name("nominal", "attack")
    ('noun (“the death of”)', 'noun (“the attack on”)')
    """
    return _FORMS.get(harm_class, {}).get(form, plain(form))


def wording_name(feature: str, section: str) -> str:
    """Return what *feature* measures in a *section* that is contrasted: in titles, or in all text.

    >>> wording_name("reporting_verbs.doubting", "title")
    'doubting reporting verbs (titles)'
    """
    return feature_name(feature) + (" (titles)" if section == "title" else "")


def feature_name(feature: str) -> str:
    """Return what *feature* measures, in words.

    >>> feature_name("naming.terror_organization")
    '“terror organization”'
    >>> feature_name("reporting_verbs.doubting")
    'doubting reporting verbs'
    >>> feature_name("naming.detainees (people_held_in_gaza)")
    '“detainees” (people held in Gaza)'
    >>> feature_name("harm.death.israel.form.passive_agentless")
    'deaths (Israel) in words of form: passive, no agent'
    >>> feature_name("sourcing.type.named_organization")
    'sources identified as named organizations'
    """
    if feature in _SAID:
        return _SAID[feature]
    if feature.startswith("labels of "):
        return "labels for " + plain(feature.removeprefix("labels of "))
    lexicon, _, category = feature.partition(".")
    if lexicon == "sourcing":
        return _sourcing_name(category)
    if lexicon == "harm":
        return _harm_name(category.split("."))
    category, _, referent = category.partition(" (")
    named = _LEXICONS.get(lexicon, f"{plain(lexicon)}: {{}}").format(plain(category))
    return f"{named} ({plain(referent.rstrip(')'))})" if referent else named


def _sourcing_name(rest: str) -> str:
    kind, _, value = rest.partition(".")
    said = {
        "type": "sources identified as {}",
        "role": "sources whose role is {}",
        "stance": "{} cues",
        "side": "sources of the side {}",
        "doubting_side": "doubting cues for sources of the side {}",
    }
    return said.get(kind, "sourcing: {}").format(plain(value))


def _harm_name(parts: list[str]) -> str:
    known = {"form", "verb", "agent_named"}
    side = next((part for part in parts[1:2] if part not in known), None)
    rest = parts[2:] if side else parts[1:]
    who = f"deaths ({plain(side)})" if side else "deaths"
    if rest and rest[0] == "agent_named":
        return f"{who} with the agent named"
    if rest and rest[0] == "verb":
        return f"{who} told as “{plain(rest[-1])}”"
    return f"{who} in words of form: {plain(rest[-1])}" if rest else who


def outlet_name(outlet: str | None) -> str:
    """Return an outlet's name without control characters, or words for none.

    >>> outlet_name("A\\u202eB"), outlet_name(None)
    ('AB', 'outlet not known')
    """
    return clean(outlet) if outlet else "outlet not known"


def clean(text: str) -> str:
    """Return *text* on one line, without characters that steer the direction of writing."""
    shown = "".join(c for c in text if c.isprintable() or c.isspace())
    return " ".join(_STEERING.sub("", shown).split())


_STEERING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")


_OPAQUE = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.I)


def event_name(event: str) -> str:
    """Return an event's name in words, a number of a database as it stands.

    >>> event_name("aid-convoy"), event_name("2023-12-01-truce-extend")
    ('Aid convoy', '2023-12-01: truce extend')
    >>> event_name("a28a0329-0887-42dc-bd3d-3bb4f8926757")
    'a28a0329-0887-42dc-bd3d-3bb4f8926757'
    """
    if _OPAQUE.fullmatch(event):
        return event
    date = re.match(r"(\d{4}-\d\d-\d\d)[-_ ]+(?=\w)", event)
    rest = event[date.end() :] if date else event
    if not re.search(r"\s", rest):
        rest = re.sub(r"[-_]+", " ", rest).strip() or rest
    rest = clean(rest)
    return f"{date.group(1)}: {rest}" if date else rest[:1].upper() + rest[1:]


def number(value: float | None, digits: int = 2) -> str:
    """Return a number for reading: *digits* significant ones, thousands apart.

    >>> number(0.1057), number(11.98), number(1856.0), number(None)
    ('0.11', '12', '1,856', '–')
    """
    if value is None:
        return "–"
    if value == int(value) or abs(value) >= 10 ** (digits - 1):
        return f"{value:,.0f}"
    return f"{value:.{digits}g}"


def count_of(n: float, one: str, many: str | None = None) -> str:
    """Return a count with its noun.

    >>> count_of(1, "article"), count_of(2, "article")
    ('1 article', '2 articles')
    """
    return f"{number(n)} {one if n == 1 else many or one + 's'}"
