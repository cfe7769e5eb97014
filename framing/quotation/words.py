"""Words around a quotation that tell its kind, by class; decided once a type."""

from __future__ import annotations

from collections.abc import Sequence

_WORDS = {
    "say": """said say says saying tell tells told telling add adds added adding ask asks asked
        asking reply replies replied answer answers answered write writes wrote writing written
        tweet tweets tweeted tweeting post posts posted state states stated stating read reads
        declare declares declared declaring announce announces announced explain explains
        explained explaining insist insists insisted insisting note notes noted noting argue
        argues argued arguing warn warns warned warning claim claims claimed claiming admit
        admits admitted admitting acknowledge acknowledged acknowledges allege alleges alleged
        assert asserts asserted believe believes believed boast boasted boasts charge charged
        complain complains complained concede conceded concedes conclude concluded concludes
        confirm confirmed confirms continue continued continues counter countered counters
        cry cried deny denied denies emphasize emphasized exclaim exclaimed joke joked jokes
        joking lament lamented laments mock mocked mocking muse mused mutter predict predicted
        predicts pledge pledged pledges promise promised promises promising proclaim proclaimed
        propose proposed protest protested quip quipped quips recall recalled recalls remark
        remarked report reported reports respond responded responds retort retorted reveal
        revealed shout shouted shouting scream screamed yell yelled chant chanted chanting sing
        sang suggest suggested suggests suggesting stress stressed stresses swear swore testify
        testified think thinks thought urge urged urges urging vow vowed vows wonder wondered
        wonders opine opined observe observed observes maintain maintained contend contended
        contends quote quoted quotes quoting cite cited cites citing echo echoed echoes echoing
        repeat repeated repeating recount recounted begin began conclude concluding find found
        finds show shows showed express expressed expresses voice voiced feel felt mention
        mentioned agree agreed agrees advise advised summarize summarized signal signaled
        demand demanded demands implore plead pleaded hint hinted speculate speculated""",
    "call": """call calls called calling describe describes described describing denounce
        denounced denounces denouncing label labels labeled labelled labeling brand branded
        branding characterize characterized characterizes characterizing refer refers referred
        referring criticize criticized criticizes criticizing criticise criticised praise praised
        praises praising blast blasted blasts blasting slam slammed slams slamming condemn
        condemned condemns condemning decry decried dismiss dismissed dismisses dismissing deem
        deemed deride derided hail hailed hails tout touted touts touting accuse accused accuses
        accusing attack attacked attacks attacking portray portrayed portraying mock mocked cast
        casts rate rated depict depicted depicts regard regarded ridicule ridiculed lambaste
        lambasted rip ripped rips rail railed laud lauded blame blamed blames blaming consider
        considered considers""",
    "mention": """term terms word words phrase phrases phrased titled entitled dubbed nicknamed
        nickname slogan slogans motto mottos hashtag moniker alias aka tagline codenamed
        code-named pronoun acronym adjective noun verb spelled mantra catchphrase buzzword
        euphemism epithet slur named name names letter letters expression headline""",
    "mention_like": """known called sign signs banner banners placard caption label labels labeled
        labelled category concept notion title titles chorus lyric lyrics rating rated rates
        deemed subject marked listed classified registered defined defines definition meaning
        means emblazoned stamped reading reads chant chants chanted chanting russian arabic
        spanish german french hebrew latin greek""",
    "work": """film films movie movies book books novel novels memoir song songs album albums
        series sitcom drama musical documentary podcast episode poem painting bestseller sequel
        anthem hymn exhibition essay op-ed""",
    "work_like": """show shows program programme play photo video ad ads commercial spot magazine
        newspaper column author novelist director starring starred star stars host hosts hosted
        hosting co-host aired airing appearance interview appeared appear appearing report game
        article editorial segment chapter actor actress singer comedian watched broadcast fox
        cbs nbc abc cnn msnbc pbs nbc's cbs's abc's cnn's""",
    "rule": """act bill amendment doctrine policy list standard clause rule law order deal vote
        votes voter voters delegates primary pac pacs label status designation category program
        plan theory system movement hearing test tax""",
    "so_called": "so-called supposed supposedly purported purportedly alleged allegedly ostensible",
    "self": """self-described self-styled self-proclaimed self-identified self-declared
        self-professed self-appointed would-be quasi pseudo faux fake ordinary real true usual
        traditional traditionally typical""",
    "determiner": "the a an this that these those some any no every each such another both",
    "holder": "his her their its my your our whose",
    "he": "he she they who i we",
    "first_person": "i i'm i've i'll i'd we we're we've we'll we'd me my us our myself ourselves",
    "second_person": "you you're you've you'll you'd your yours yourself let's",
    "be": "is are was were be been being am isn't aren't wasn't weren't it's that's there's he's",
    "auxiliary": """will would can could should may might must do does did don't doesn't didn't
        has have had hasn't haven't hadn't won't can't cannot couldn't shouldn't wouldn't""",
    "that": "that whether how why what if",
    "of": "of",
    "as": "as like",
    "about": "about over against",
    "for": "for",
    "to": "to",
    "and": "and or but nor",
    "not": "not no never n't isn't wasn't don't doesn't didn't without neither more less",
    "preposition": """in on at by with from into through under between during toward towards upon
        amid among within via since until before after beyond""",
    "according": "according",
    "document": """statement statements report reports letter letters memo memos poll polls survey
        surveys ruling opinion law laws bill bills order email emails e-mail e-mails message
        messages post posts tweet tweets speech speeches interview editorial op-ed column article
        document documents transcript testimony filing lawsuit complaint brief study book website
        release ad memoir constitution resolution petition platform guidelines questionnaire
        text texts""",
    "role": """spokesman spokeswoman spokesperson president senator sen rep gov governor mayor
        secretary chairman chairwoman director official officials adviser advisers aide aides
        strategist analyst lawyer attorney critics critic supporters opponents republicans
        democrats conservatives liberals activists voters reporters professor author leader
        leaders judge justice minister candidate candidates officer owner expert experts
        campaign""",
    "remark": """remark remarks comment comments line claim claims statement charge charges
        argument attack attacks quip quote quotes joke rhetoric answer response question""",
    "country": """afghanistan albania algeria angola argentina armenia australia austria azerbaijan
        bahrain bangladesh belarus belgium bolivia bosnia brazil britain bulgaria cambodia
        cameroon canada chad chile china colombia congo croatia cuba cyprus denmark ecuador egypt
        england eritrea estonia ethiopia finland france gaza germany ghana greece guatemala
        guinea haiti honduras hungary iceland india indonesia iran iraq ireland israel italy
        japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan laos latvia lebanon liberia libya
        lithuania macedonia malaysia mali mauritania mexico moldova mongolia montenegro morocco
        mozambique myanmar burma nepal netherlands nicaragua niger nigeria norway oman pakistan
        palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda
        scotland senegal serbia singapore slovakia slovenia somalia spain sudan sweden
        switzerland syria taiwan tajikistan tanzania thailand tibet tunisia turkey turkmenistan
        uganda ukraine uruguay uzbekistan venezuela vietnam wales yemen zambia zimbabwe abkhazia
        artsakh catalonia chechnya crimea donbas donetsk kashmir kurdistan luhansk novorossiya
        ossetia rojava sahara somaliland transnistria israeli palestinian taiwanese ukrainian
        russian chinese iranian syrian american british kurdish""",
    "state": """state states republic people's islamic democratic government army defense ministry
        authority occupied northern southern new the of and""",
    "small": """the a an of and or in on at to for by with from as is vs but not your my our it
        be""",
}
CLASSES = tuple(_WORDS)


def word_classes(types: Sequence[str]) -> list[int]:
    """Return for each type the sum of the bits of its classes, in the order of CLASSES.

    >>> [CLASSES[i] for i in range(len(CLASSES)) if word_classes(["according"])[0] >> i & 1]
    ['according']
    """
    bits: dict[str, int] = {}
    for bit, words in enumerate(_WORDS.values()):
        for word in words.split():
            bits[word] = bits.get(word, 0) | (1 << bit)
    country = 1 << CLASSES.index("country")
    return [bits.get(word, 0) | (country & bits.get(word.removesuffix("'s"), 0)) for word in types]
