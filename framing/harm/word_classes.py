"""The closed classes of words that rules about harm ask for, as bits of two type columns.

``SYNTAX`` holds what clauses are told by: auxiliaries, conjunctions, words of dates. ``ROLES``
holds what people, attacks and homes are told by. Classes by ending are listed with their endings.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from framing.harm.words import harm_words
from framing.numerals.word_classes import CLOCK as NUMERAL_CLOCK
from framing.numerals.word_classes import LABEL as NUMERAL_LABEL
from framing.numerals.word_classes import MONTHS, WEEKDAYS
from framing.numerals.word_classes import WORDS as NUMERAL_WORDS
from framing.text.type_columns import bits_of_words

# fmt: off
(
    BE, HAVE, MODAL, NOT_ENDING, ADVERB, LY, SUBORDINATOR, OPENS_OBJECT, NO_OBJECT, MEASURE,
    MEASURED, POINTING, THESE, ING, ED, VERB_ENDING, NOT_VERB, ENDS_OBJECT, AND_OR, LIMIT, LIMITED,
    AS, MANY, OVER, GOES_ON, RELATIVE, COMMON_VERB, OF, OPENS_ASIDE, SAYS, OPENS_CLAUSE, LOOSE,
    MONTH, WEEKDAY, BEFORE_DATE, CLOCK, AT, BEFORE_YEAR, NEGATION, HEDGE, HYPOTHETICAL,
    DETERMINER, DEMONYM_ENDING, AND, AND_BUT, BY, TO, THEN, DEAD, DEATH, HARM_VERB, POSSESSIVE,
    SUBJECT, OPENS_SETTING, ENDS_IN_S, LEADS, THOSE, OPENS_PART,
) = (1 << bit for bit in range(58))
# fmt: on
AUXILIARY = BE | HAVE | MODAL
DATE = MONTH | WEEKDAY

_YEAR_LENGTH = 4
_TIMES = """today's yesterday's tomorrow's week's month's year's night's morning's evening's
    afternoon's weekend's spring's summer's autumn's winter's decade's century's"""
_ONE_TO_TWELVE = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = f"""{_ONE_TO_TWELVE} thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
    thirty forty fifty hundred dozens scores hundreds"""
SYNTAX = {
    BE: "was were is are be been being am get gets got getting isn't wasn't weren't",
    HAVE: "have has had having haven't hasn't hadn't 've",
    MODAL: "will would can cannot could may might must shall should to did do does",
    ADVERB: """not also already reportedly allegedly never just then now only even still later all
        both instantly immediately brutally apparently since either themselves himself yet
        forced believed feared presumed""",
    SUBORDINATOR: """that which who whom whose when where while after before because although though
        if unless until since as so but whether why how""",
    OPENS_OBJECT: f"""a an the some any many several dozens hundreds thousands scores tens more at
        up nearly almost about around over roughly approximately an estimated fewer less his her its
        their our my your this these those him them it us me you everyone anyone nobody no all both
        another other {_ONE_TO_TWELVE} most civilians people innocent as hamas""",
    NO_OBJECT: """in by on when while during since at after near as so this that last early late
        before for from inside outside under with without within along alongside across overnight
        yesterday today over amid between because if where who there here again monday tuesday
        wednesday thursday friday saturday sunday and or but to of""",
    MEASURE: "at as up over about around",
    MEASURED: "least many to most a an",
    POINTING: "this that these last so",
    THESE: "these",
    NOT_VERB: """wounded injured united armed hundred led masked unarmed sacred bombing shelling
        shooting killing building being during including following unprecedented wedding evening
        morning coordinated unidentified displaced retired married king aged""",
    ENDS_OBJECT: """in on at when after by as during since that while before with from over near
        inside outside during according because if where for into until was were is are had has have
        said says say would could will but overnight monday tuesday wednesday thursday friday
        saturday sunday""",
    AND_OR: "and or",
    LIMIT: "at as over",
    LIMITED: "least many most",
    AS: "as",
    MANY: "many",
    OVER: "over",
    GOES_ON: "including among mostly many most",
    RELATIVE: "who that which whom",
    COMMON_VERB: """said says say told added was were is are has have had hit struck fired launched
        took takes came went began left made broke burst held kept gave swept carried drove opened
        dropped fell ripped tore leveled used learned wounding abducting taking kidnapping injuring
        leaving destroying amid following backed caused causing launching spoke saw seen rose risen
        knew known heard met sent built grew stood became brought bought caught fought sought taught
        spent wrote wept flew drew""",
    OF: "of",
    OPENS_ASIDE: """including among many most some half mostly all at a an the who including several
        both among""",
    SAYS: "said says",
    OPENS_CLAUSE: "and who that which but said",
    LOOSE: "and but or then so yet meanwhile later",
    MONTH: " ".join(sorted(MONTHS)),
    WEEKDAY: " ".join(sorted(WEEKDAYS)),
    BEFORE_DATE: "on in at by since around early late last next this",
    CLOCK: NUMERAL_WORDS[NUMERAL_CLOCK],
    AT: "at",
    BEFORE_YEAR: "in since by",
    NEGATION: """not no never nobody none without isn't wasn't weren't didn't hadn't haven't
        hasn't""",
    HEDGE: """reportedly allegedly apparently believed feared presumed purportedly alleged suspected
        likely possibly perhaps may might appears appeared seems claimed unconfirmed""",
    HYPOTHETICAL: "if would could will can should to threatened threatens unless",
    DETERMINER: "the a an this that these those his her their its more each",
    AND: "and",
    AND_BUT: "and but",
    BY: "by",
    TO: "to",
    THEN: "then",
    DEAD: "dead",
    DEATH: "death",
    SUBJECT: "he she they we i it",
    OPENS_SETTING: "in at on after during for with under despite amid before since like as of by",
    LEADS: "of to among for along with into from by out than",
    THOSE: "those",
    OPENS_PART: f"""{_NUMBERS} most many some several half all both none any each few more
        number""",
}
_SYNTAX_ENDINGS = (
    (NOT_ENDING, ("n't",)),
    (LY, ("ly",)),
    (ING, ("ing",)),
    (ED, ("ed",)),
    (VERB_ENDING, ("ed", "ing")),
    (DEMONYM_ENDING, ("i", "an", "ish", "ese")),
    (POSSESSIVE, ("'s",)),
    (ENDS_IN_S, ("s",)),
)

# fmt: off
(
    MEANS, MEANS_NOUN, ATTACK, TARGET, LEFT_STOP, NOT_AGENT, ON, AMONG, STRIKE, STRIKE_KIND,
    NO_MODIFIER, MODIFIER, OWNER, THE_OR_OF, WOUNDED, LEFT, LEAVING, BEFORE_TOLL, TOLL,
    BEFORE_ATTRIBUTE, PRONOUN, NOT_SINGULAR, CAPTIVE, BEFORE_VERB, MURDER, BEFORE_NOUN, AFTER_NOUN,
    OBJECT_RELATIVE, PERSON, PEOPLE_ENDING, ORIGIN_ENDING, HOME, CIVILIAN, COMBATANT, CHILD,
    TITLE, LABEL, LEAVES_PHRASE, AGED, OLD, PLACE_BEFORE, BORDER,
    FOUR_LONG, ARTICLE, NO_PARTY, TOLD_OF, TAKES_TO, FORCED, PLACE_NAME,
    BEFORE_GERUND, SHARES_SUBJECT, WANTS, PLANS, IDEA, LINE,
    ON_AIR, ASKS, ASIDE,
) = (1 << bit for bit in range(58))
# fmt: on
_MEANS_NOUNS = """airstrike airstrikes strike strikes bombing bombings bombardment shelling raid
    raids attack attacks assault fire rocket rockets missile missiles offensive operation gunfire
    drone drones bombs onslaught invasion incursion ambush massacre rampage"""
_CHILDREN = """child children baby babies infant infants toddler toddlers boy boys girl girls
    teenager teenagers teen teens kid kids newborn newborns minor minors schoolchildren schoolgirl
    schoolboy pupils orphan orphans"""
_CIVILIANS = f"""{_CHILDREN} civilian civilians noncombatant noncombatants non-combatants women
    woman bystander bystanders resident residents journalist journalists reporter reporters medic
    medics doctor doctors nurse nurses patient patients paramedic paramedics worker workers student
    students teacher teachers refugees refugee worshipers worshippers mourners shoppers villagers
    families family passengers tourists elderly farmers cameraman photographer photographers staff
    grandmother grandfather mother mothers protester protesters innocents"""
_COMBATANTS = """soldier soldiers troops fighter fighters militant militants gunman gunmen commander
    commanders terrorist terrorists combatant combatants operative operatives insurgent insurgents
    rebel rebels serviceman servicemen reservist reservists sergeant lieutenant captain corporal
    general major attackers assailants officer officers militiamen jihadists jihadis"""
_OTHER_PERSONS = """people person persons man men someone everyone others individuals nationals
    citizens citizen victims victim hostages hostage captives captive detainees detainee prisoners
    prisoner dead wounded injured bodies lives life thousands hundreds dozens scores many number him
    them he she they who those police policemen policeman guard guards settler settlers members
    member survivors couple friends friend colleague colleagues neighbors neighbours aid leader
    leaders president minister official officials suspect suspects striker strikers docker dockers
    youth youths adults population foreigners americans"""
KIN = {
    word: kin
    for kin, words in {
        "parent": "mother father mothers fathers parents parent mom dad mum",
        "child": "son daughter sons daughters",
        "sibling": "brother sister brothers sisters sibling siblings twin twins",
        "spouse": "wife husband wives husbands fiance fiancee widow spouse",
        "grandparent": "grandmother grandfather grandparents grandma grandpa",
        "grandchild": "grandson granddaughter grandchildren grandchild",
        "relative": """uncle aunt cousin cousins nephew niece nephews nieces relatives relative
            family families uncles aunts in-laws""",
    }.items()
    for word in words.split()
}
ROLES = {
    MEANS: "in by from during after under",
    MEANS_NOUN: _MEANS_NOUNS,
    ATTACK: f"""{_MEANS_NOUNS} blast blasts explosion explosions shooting shootings war campaign
        response retaliation counterattack counterstrikes clashes shell shells bomb missile violence
        fighting fire crash collapse""",
    TARGET: "on against in at into near across targeting inside",
    LEFT_STOP: """of to from in on at into with for amid following after since during as when while
        that which who but by over about against before until""",
    NOT_AGENT: """monday tuesday wednesday thursday friday saturday sunday then now far accident
        mistake name noon midnight""",
    ON: "on against targeting",
    AMONG: "of among",
    STRIKE: "strike strikes",
    STRIKE_KIND: """air drone missile military rocket artillery precision retaliatory aerial tank
        naval""",
    NO_MODIFIER: "the a an and of in on to by said for than",
    MODIFIER: "his her their its civilian child air deadly",
    OWNER: "his her their its",
    THE_OR_OF: "the of",
    WOUNDED: "wounded injured",
    LEFT: "left leaving",
    LEAVING: "leaving",
    BEFORE_TOLL: "death the civilian human casualty overall combined",
    TOLL: "toll",
    BEFORE_ATTRIBUTE: """the a an his her their its our my these many several of about for with from
        between""",
    PRONOUN: "he she they him them number who those everyone someone others",
    NOT_SINGULAR: "they we you who people police and or to not then troops",
    CAPTIVE: "hostage hostages captive",
    BEFORE_VERB: "to will would could can may might",
    MURDER: "murder massacre slaughter",
    BEFORE_NOUN: "of in for by",
    AFTER_NOUN: "of on against in by that and was were",
    OBJECT_RELATIVE: "that which whom",
    PERSON: " ".join((_CIVILIANS, _COMBATANTS, _OTHER_PERSONS, *KIN)),
    HOME: """home homes house houses building buildings hospital hospitals school schools town towns
        village villages city cities neighborhood neighborhoods neighbourhood apartment apartments
        camp camps mosque mosques church churches market markets area areas clinic shelter shelters
        kibbutz bakery convoy ambulance ambulances block blocks tower towers""",
    CIVILIAN: _CIVILIANS,
    COMBATANT: _COMBATANTS,
    CHILD: _CHILDREN,
    TITLE: "mr mrs ms dr sgt lt col capt maj gen",
    LABEL: NUMERAL_WORDS[NUMERAL_LABEL],
    LEAVES_PHRASE: "in on at to for with by from of as into that who which",
    AGED: "aged age ages",
    OLD: "old",
    PLACE_BEFORE: "in across inside throughout within at near around outside",
    BORDER: "border borders fence crossing frontier",
    ARTICLE: "the a an",
    NO_PARTY: f"""{_NUMBERS} {" ".join(sorted(MONTHS | WEEKDAYS))} {_TIMES}
        {" ".join(f"{day}'s" for day in sorted(MONTHS | WEEKDAYS))}""",
    TOLD_OF: """condemned denounced criticized criticised triggered prompted sparked provoked
        followed described reported documented confirmed investigated examined treated denied
        praised recorded verified mourned celebrated""",
    TAKES_TO: "response responses reaction retaliation reply answer due thanks prior",
    FORCED: "forced forcing",
    BEFORE_GERUND: """of for in by from with about at into against on after before without than
        between""",
    SHARES_SUBJECT: "by after before without",
    PLANS: """plan plans effort efforts decision decisions proposal proposals promise promises call
        calls attempt attempts bid campaign order orders vow vows threat threats desire power right
        way ways ability chance something anything""",
    WANTS: """want wants wanted plan plans planned vow vows try tries seek seeks sought hope hopes
        intend intends threaten threatens refuse refuses promise promises continue continues""",
    IDEA: """record records policy policies plan plans proposal proposals decision decisions promise
        promises agenda strategy strategies tactics campaign campaigns performance leadership
        credibility character integrity honesty reputation legacy qualifications fitness judgment
        judgement temperament experience inexperience competence motives patriotism loyalty heritage
        background career finances contributions ties scandals willingness
        skills rhetoric remarks comment comments claim claims statement statements speech speeches
        argument arguments position positions stance view views idea ideas ideology ideals values
        principles beliefs rights freedom freedoms liberty liberties democracy law laws legislation
        amendment constitution reform reforms process budget cuts taxes trade deal deals agreement
        agreements economy capitalism role influence press""",
    ON_AIR: "television tv radio twitter facebook",
    LINE: "line lines",
    ASKS: """clear unclear sure certain know knows knew known see tell say said ask asked asks
        asking determine identify learn wonder exactly about""",
    ASIDE: """in at on after during for with under despite amid before since like as according
        citing""",
    PLACE_NAME: "strip bank street road avenue river valley district province region refugee",
}
_ROLE_ENDINGS = (
    (MODIFIER, ("an", "al", "ish", "ese", "i", "'s")),
    (NOT_SINGULAR, ("s", "men")),
    (PEOPLE_ENDING, ("ans", "is", "ese", "ian", "ians")),
    (ORIGIN_ENDING, ("ish", "an", "i")),
)


def words_of(kinds: int, classes: dict[int, str]) -> frozenset[str]:
    """Return the words that *classes* lists for one of *kinds*, bits.

    >>> sorted(words_of(BEFORE_YEAR, SYNTAX))
    ['by', 'in', 'since']
    """
    return frozenset(w for kind, words in classes.items() if kind & kinds for w in words.split())


def syntax_classes(types: Sequence[str]) -> list[int]:
    """Return for each of *types* its classes of ``SYNTAX``, as bits; a type column."""
    listed, endings = _syntax_bits(), _by_last_letter(_SYNTAX_ENDINGS)
    return [listed.get(word, 0) | _ending_bits(word, endings) for word in types]


def role_classes(types: Sequence[str]) -> list[int]:
    """Return for each of *types* its classes of ``ROLES``, as bits; a type column."""
    listed, endings = _role_bits(), _by_last_letter(_ROLE_ENDINGS)
    return [
        listed.get(word, 0) | _ending_bits(word, endings) | FOUR_LONG * (len(word) == _YEAR_LENGTH)
        for word in types
    ]


def _ending_bits(word: str, by_last_letter: dict[str, list[tuple[str, int]]]) -> int:
    found = 0
    for ending, bit in by_last_letter.get(word[-1:], ()):
        if word.endswith(ending):
            found |= bit
    return found


@cache
def _by_last_letter(
    endings: tuple[tuple[int, tuple[str, ...]], ...],
) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for bit, forms in endings:
        for form in forms:
            found.setdefault(form[-1], []).append((form, bit))
    return found


@cache
def _syntax_bits() -> dict[str, int]:
    return bits_of_words({**SYNTAX, HARM_VERB: " ".join(harm_words().verbs)})


@cache
def _role_bits() -> dict[str, int]:
    return bits_of_words(ROLES)
