"""Search without a server: what it finds, how much it weighs, and that two sides read words alike.

The questions go to the site's own script, run by node; without node those tests are skipped with
a notice.
"""

from __future__ import annotations

import gzip
import json
import random
import shutil
import subprocess
from datetime import date
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from promisetrack.files import SourceFile
from promisetrack.register.load import load
from promisetrack.resources import site_templates
from promisetrack.site.desk import Edition
from promisetrack.site.search.endings import ENDINGS, STOP_WORDS
from promisetrack.site.search.files import files, handed_over, index_of
from promisetrack.site.search.index import CHUNK, chunks, postings
from promisetrack.site.search.normal import base, fold, is_stop, stem, words
from promisetrack.site.search.passages import REST, SUMMARY, TITLE, Passage
from promisetrack.site.search.tools import states
from promisetrack.site.site import Site
from promisetrack.site.survey import survey
from promisetrack.site.tongue import tongue
from tests.conftest import missing
from tests.test_site_history import site_of as with_history

if TYPE_CHECKING:
    from promisetrack.register.register import Register

ROOT = Path(__file__).parents[1]
ENGINE = Path(__file__).with_name("search_engine.mjs")
TODAY = date(2026, 1, 31)
REAL = ROOT
"""The tracker of this repository: plans of the United States and Canada, the French baromètre."""
EXAMPLE = ROOT / "examples" / "valbrume"


def read(root: Path) -> Register:
    """Return the register of a folder."""
    paths = sorted(path for path in (root / "commitments").rglob("*") if path.is_file())
    return load(SourceFile(path.relative_to(root).as_posix(), path.read_bytes()) for path in paths)


def written(register: Register, language: str) -> dict[str, bytes]:
    """Return the files of the search in one language."""
    site = Site(register=register, languages=(language,), today=TODAY)
    edition = Edition(site, survey(site), tongue(language))
    return {artifact.path: artifact.content for _, artifact in files((edition,))}


@cache
def found_in(root: Path, language: str) -> dict[str, bytes]:
    """Return the files of the search of a tracker on disk, made once."""
    return written(read(root), language)


def run(content: dict[str, bytes], folder: Path, **task: Any) -> Any:
    """Run the script of the site over files of a search, in node."""
    node = shutil.which("node")
    if node is None:
        missing("node", "the tests that run the site's own search need it")
    for path, one in content.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(one)
    (index,) = folder.rglob("index.js")
    done = subprocess.run(
        [str(node), str(ENGINE), str(index.parent)],
        input=json.dumps(task), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def small(folder: Path, language: str, titles: dict[str, str]) -> dict[str, bytes]:
    """Return the search of a small tracker: commitments with a title, or a title and a text."""
    texts = {
        "commitments/tracker.yaml": f"title: t\nlanguages: [{language}]\n",
        "commitments/p/plan.yaml": "id: p\ntitle: p\n",
    }
    for identity, written_as in titles.items():
        title, _, text = written_as.partition(" | ")
        body = f"description: {json.dumps(text, ensure_ascii=False)}\n" if text else ""
        texts[f"commitments/p/{identity}.yaml"] = (
            f"id: {identity}\ntitle: {json.dumps(title, ensure_ascii=False)}\n"
            f"status: in-progress\n{body}"
        )
    return written(
        load(SourceFile(path, one.encode()) for path, one in sorted(texts.items())), language
    )


def firsts(answer: dict[str, Any]) -> list[str]:
    """Return the ids of the first three commitments of an answer."""
    return [one.rstrip("/").split("/")[-1] for one in answer["found"][:3]]


def check(content: dict[str, bytes], folder: Path, wanted: dict[str, str]) -> None:
    """Ask all questions; each expected commitment must be among the first three."""
    told = run(content, folder, questions=list(wanted))
    wrong = {
        one["question"]: firsts(one)
        for one in told["answers"]
        if wanted[one["question"]] not in firsts(one)
    }
    assert not wrong


# ---- what it finds ------------------------------------------------------------------------------

ENGLISH = {
    "foia": "us0139",
    "foia requests": "us0139",
    "environmental justice": "us0120",
    "environment justice scorecards": "us0120",
    "whistleblowers": "us0138",
    "whistle": "us0138",
    "marijuana": "us0146",
    "national archive": "us0118",
    "procurements forecast": "us0141",
    "made in america": "us0115",
    "race and ethnicity standards": "us0114",
    "community violence": "us0143",
    "policing data": "us0147",
    "inspector general": "us0136",
    "US0133": "us0133",
    "statistical agency independence": "us0133",
    "publicly funded research": "us0116",
    "corruption strategy": "us0130",
    "paperwork": "us0127",
    "customer experiences": "us0125",
    "infrastructure oversight": "us0137",
    "citizen science participation": "us0123",
    "sentencing confinement": "us0144",
    "climate change": "canada-nap5-c01",
    "responsible busines": "us0131",
}
FRENCH = {
    "vélos": "deployer-le-plan-velo",
    "velo": "deployer-le-plan-velo",
    "aidants": "accompagner-les-aidants",
    "congé paternité": "allonger-le-conge-paternite-pour-un-meilleur-developpement-de-l",
    "violence faite aux femmes": "lutter-contre-les-violences-faites-aux-femmes",
    "égalité hommes femmes": "garantir-l-egalite-professionnelle-entre-les-femmes",
    "sans abris": "offrir-un-logement-aux-sans-abri-logement-d-abord",
    "stupéfiant": "lutter-contre-les-stupefiants",
    "taxe d'habitation": "supprimer-la-taxe-d-habitation-sur-les-residences-principales",
    "lunette dentaire": "proposer-une-offre-de-lunettes-appareils-auditifs-et-protheses",
    "numériser les PME": "numerisation-des-petites-et-moyennes-entreprises",
    "maison de santé": "doubler-le-nombre-de-maisons-de-sante",
    "pensions alimentaire": "lutter-contre-les-impayes-de-pensions-alimentaires",
    "enfants handicapés école": "offrir-une-scolarisation-inclusive-a-tous-les-enfants-handicapes",
    "train petites lignes": "plan-de-soutien-aux-petites-lignes-ferroviaires",
    "gaspillage plastique": "mettre-en-oeuvre-la-sortie-du-plastique-a-usage-unique-et-lutter",
    "mettre en œuvre plastique": "mettre-en-oeuvre-la-sortie-du-plastique-a-usage-unique-et-lutter",
    "coeur de ville": "redynamiser-les-coeurs-de-ville",
    "mort sur la route": "reduire-la-mortalite-sur-les-routes",
    "apprentis": "developper-l-apprentissage",
    "fibre": "assurer-une-bonne-couverture-en-internet-fixe-et-en-telephonie",
}
TOWN = {
    "crèches": "cotation-places-creche",
    "algorithme crèche": "cotation-places-creche",
    "abri à vélo": "abri-velos-gare-haute",
    "ilot de fraicheur": "ilot-fraicheur-place-du-lavoir",
    "passerelles": "passerelle-des-tanneries",
    "cantine bio": "cantines-biologiques",
    "logement social": "logements-sociaux-2026-2028",
    "médiathèques": "mediatheque-dimanche",
    "bus gratuits": "gratuite-bus-recommandation-17",
    "rue scolaire": "rues-scolaires-recommandation-12",
    "budgets ouverts": "budget-ouvert",
    "stationner aux halles": "stationnement-halles-recommandation-19",
    "1607 heures": "temps-de-travail-crc-1",
    "réparer": "cafe-reparation-gare-haute",
    "sans internet": "meme-service-sans-internet",
    "BP3-009": "abri-velos-gare-haute",
}
TOWN_ENGLISH = {
    "nursery": "cotation-places-creche",
    "bike shelter": "abri-velos-gare-haute",
    "organic meals": "cantines-biologiques",
    "library sundays": "mediatheque-dimanche",
    "free buses": "gratuite-bus-recommandation-17",
    "footbridge": "passerelle-des-tanneries",
}


@pytest.mark.parametrize(
    ("root", "language", "wanted"),
    [
        (REAL, "en", ENGLISH),
        (REAL, "fr", FRENCH),
        (EXAMPLE, "fr", TOWN),
        (EXAMPLE, "en", TOWN_ENGLISH),
    ],
    ids=["real-en", "real-fr", "town-fr", "town-en"],
)
def test_questions_find_what_people_mean(
    tmp_path: Path, root: Path, language: str, wanted: dict[str, str]
) -> None:
    """Each question finds the commitment that is meant among the first three."""
    check(found_in(root, language), tmp_path, wanted)


def test_questions_in_spanish(tmp_path: Path) -> None:
    """Plural, gender, verb and noun, accents and ñ find one another in Spanish."""
    content = small(tmp_path, "es", {
        "datos": "Publicación de los datos abiertos del presupuesto",
        "ciclovias": "Construir ciclovías seguras en los barrios",
        "ninos": "Guarderías públicas para todos los niños",
        "arboles": "Plantar mil árboles en las calles | Con las voces de los vecinos.",
        "transporte": "Transporte gratuito para estudiantes y jubiladas",
    })  # fmt: skip
    check(content, tmp_path, {
        "publicar dato abierto": "datos", "presupuestos": "datos", "ciclovia": "ciclovias",
        "barrio": "ciclovias", "niño": "ninos", "NINAS": "ninos", "guarderia": "ninos",
        "arbol": "arboles", "plantación": "arboles", "voz": "arboles", "calle": "arboles",
        "jubilados": "transporte", "estudiante": "transporte",
    })  # fmt: skip


def test_questions_in_arabic(tmp_path: Path) -> None:
    """Alef, ta marbuta, tatweel, vowels, the article and endings do not matter in Arabic."""
    content = small(tmp_path, "ar", {
        "madrasa": "بناء مدرسة جديدة في الحي",
        "bayanat": "نشر البيانات المفتوحة للميزانية",
        "iltizam": "متابعة الالتزامات البيئية للبلدية",
        "ashjar": "غرس ألف شجرة في الشوارع | بمشاركة المواطنين والجمعيات.",
        "naql": "النقل المجاني للطلاب",
    })  # fmt: skip
    check(content, tmp_path, {
        "المدرسه": "madrasa", "مَدْرَسَة": "madrasa", "مـدرسة": "madrasa", "بيانات مفتوحة": "bayanat",
        "الميزانية": "bayanat", "التزام": "iltizam", "الالتزام": "iltizam", "الف شجره": "ashjar",
        "مواطن": "ashjar", "والجمعيات": "ashjar", "نقل": "naql", "طلاب": "naql",
    })  # fmt: skip


def test_every_beginning_of_a_word_finds_it(tmp_path: Path) -> None:
    """While « aménagements » is being typed, the commitment is found from the second letter on."""
    content = small(tmp_path, "fr", {
        "x": "Aménagement des berges", "y": "Autre chose", "z": "Musique",
    })  # fmt: skip
    word = "aménagements"
    check(content, tmp_path, {word[:n]: "x" for n in range(2, len(word) + 1)})


def test_a_better_place_ranks_higher(tmp_path: Path) -> None:
    """A word counts more in a title than in a summary, there more than in a text, and so on."""
    levels = dict(postings([[Passage(place, "en", "river")] for place in (REST, TITLE, SUMMARY)]))
    assert [level for _, level in levels["river"]] == [2 * REST, 2 * TITLE, 2 * SUMMARY]
    content = small(tmp_path, "en", {
        "c": "A | The river is far.", "a": "The river", "b": "B | A river, the river and a river.",
    })  # fmt: skip
    (answer,) = run(content, tmp_path, questions=["river"])["answers"]
    assert firsts(answer) == ["a", "b", "c"]


def test_all_words_come_before_some(tmp_path: Path) -> None:
    """What has all words of the question is found alone; where nothing has, the answer says so."""
    content = small(tmp_path, "en", {
        "a": "Free school meals", "b": "School streets", "c": "Free buses",
    })  # fmt: skip
    both, some, none, stops = run(
        content, tmp_path, questions=["free school", "free planets", "xylophone", "the of"]
    )["answers"]
    assert (firsts(both), both["isWhole"]) == (["a"], True)
    assert (sorted(firsts(some)), some["isWhole"]) == (["a", "c"], False)
    assert none["count"] == 0
    assert stops["count"] == 0


def test_the_quoted_sentence_has_the_words(tmp_path: Path) -> None:
    """A result quotes the sentence that answers most words, cut around them where it is long."""
    long = "Before " * 60 + "the lantern of the harbour " + "after " * 60
    content = small(tmp_path, "en", {
        "a": f"Coast | The harbour is old. The lantern of the harbour is lit! {long}.",
        "b": f"Night | {long}.",
    })  # fmt: skip
    (answer,) = run(content, tmp_path, questions=["lanterns harbours"])["answers"]
    quoted = {
        one.split("/")[-2]: text[0]
        for one, text in zip(answer["found"], answer["quotes"], strict=True)
    }
    assert quoted["a"] == "The lantern of the harbour is lit!"
    assert "lantern of the harbour" in quoted["b"]
    assert len(quoted["b"]) < 300
    assert quoted["b"].startswith("… ")
    assert quoted["b"].endswith(" …")


# ---- both sides read alike ----------------------------------------------------------------------

ODD = (
    "Œuvre œuvre ŒUVRE cœur Straße ﬁnance İstanbul ΣΊΣΥΦΟΣ ½ m² 2ᵉ № naïve Ærø Łódź Đà ıslak",
    "L’école l'école aujourd’hui « été » à-côté e\u0301te\u0301 ＡＢＣ ｱｲｳ ไทย हिन्दी 東京 한국어 𝒳",
    "وَالمَدْرَسَةُ الْمَدَارِس مـــدرسة إلى أنّ آلاف مؤسسة شؤون هيئة على الذى گفت ۱۲۳ ١٢٣ للحكومة",
    "x_y a.b@c.d 1.10 01001 50% C++ #1 \u200b\u00ad\ufeff \u0130 \u1e9e",
)


@pytest.mark.parametrize(
    ("root", "language"), [(REAL, "en"), (REAL, "fr"), (EXAMPLE, "fr")], ids=["en", "fr", "town"]
)
def test_python_and_javascript_read_all_words_alike(
    tmp_path: Path, root: Path, language: str
) -> None:
    """Every word of the real data, and odd ones, is folded, cut and stripped alike on both."""
    content = found_in(root, language)
    text = "".join(one.decode() for path, one in content.items() if "/found/" in path)
    _compare(content, tmp_path, [*sorted(set(text.split())), *ODD])


@pytest.mark.parametrize("language", sorted(ENDINGS))
def test_rules_of_every_language_do_alike(tmp_path: Path, language: str) -> None:
    """Made words that end as rules want are stripped alike by Python and by the script."""
    chance = random.Random(7)
    letters = {"ar": "ابتثجحخدرزسشصضطعغفقكلمنهويءة"}.get(language, "abcdeilmnorstuxy")
    tails = {"ar": ["ات", "ها", "ية", "ون"]}.get(language, ["s", "es", "ation", "eux", "ces", "ed"])
    made = [
        "".join(chance.choices(letters, k=chance.randint(1, 8))) + chance.choice([*tails, ""])
        for _ in range(3000)
    ]
    _compare(small(tmp_path, language, {"a": "a"}), tmp_path, made)


def _compare(content: dict[str, bytes], folder: Path, texts: list[str]) -> None:
    told = run(content, folder, words=texts)
    (index,) = (one for path, one in content.items() if path.endswith("search/index.js"))
    rules = json.loads(index[index.index(b",") + 1 : -2])["endings"]
    known = [
        next(one for one in ENDINGS if [list(x) for x in ENDINGS[one]] == rule) for rule in rules
    ]
    for text, read in zip(texts, told["read"], strict=True):
        assert read["fold"] == fold(text)
        assert read["words"] == words(text)
        assert read["stems"] == [[stem(word, one) for one in known] for word in words(text)]


@pytest.mark.parametrize(
    ("language", "together", "apart"),
    [
        ("en", "publish published publishing publishes", "public"),
        ("en", "agency agencies", "agent"),
        ("en", "environment environmental environmentally", "environs"),
        ("en", "implement implementation implementing implemented", "imply"),
        ("fr", "local locale locaux locales", "loi"),
        ("fr", "planter plantation plantée plantés plante plantes", "plan"),
        ("fr", "travail travaux", "traverse"),
        ("fr", "rénover rénovation rénovée", "reine"),
        ("fr", "heureux heureuse heureuses", "heure"),
        ("fr", "participatif participative participatifs", "partir"),
        ("es", "ciudad ciudades", "ciudadela"),
        ("es", "publicar publicación publicado", "pueblo"),
        ("es", "luz luces", "lucha"),
        ("ar", "المدرسة مدرسة والمدرسة مدرستي", "درس"),
    ],
)
def test_forms_of_a_word_are_one(language: str, together: str, apart: str) -> None:
    """Plural, feminine, verb and noun share what is left; another word does not."""
    roots = {stem(fold(word), language) for word in together.split()}
    if language == "ar":  # ta before a suffix is not ta marbuta any more: a beginning finds it
        roots = {root[:4] for root in roots}
    assert len(roots) == 1
    assert stem(fold(apart), language) not in roots


def test_stop_words_are_single_folded_words() -> None:
    """No stop word is lost in folding, and none is a word of two letters that plans use."""
    for language, many in STOP_WORDS.items():
        for word in many.split():
            assert is_stop(fold(word), language), word
    assert base("fr-CA") == "fr"
    assert is_stop("les", "fr-CA")


# ---- how much it weighs -------------------------------------------------------------------------


def weight(content: bytes) -> int:
    """Return how many bytes travel."""
    return len(gzip.compress(content, 6))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_index_of_a_hundred_commitments_is_below_40_kb(tmp_path: Path, language: str) -> None:
    """Script and whole index stay below 40 kB for 100 commitments, and so does any real search."""
    content = found_in(REAL, language)
    scripts = [(site_templates() / f"assets/{one}.js").read_bytes() for one in ("seek", "search")]
    script = sum(map(weight, scripts))
    index = sum(
        weight(one)
        for path, one in content.items()
        if "/words/" in path or path.endswith("/index.js")
    )
    count = sum("/found/" in path for path in content)
    assert script + index * 100 / count < 40_000
    for question in ("data", "public", "sécurité", "open government transparency"):
        told = run(content, tmp_path, questions=[question])
        assert script + sum(told["fetched"].values()) < 40_000, question


@pytest.mark.parametrize(("page", "most"), [("search", 5_000), ("sift", 6_000)])
def test_the_scripts_are_small_and_stand_alone(page: str, most: int) -> None:
    """What the search runs is at most 5 kB as it travels; it stores and evaluates nothing."""
    texts = [(site_templates() / f"assets/{one}.js").read_bytes() for one in ("seek", page)]
    assert sum(map(weight, texts)) <= most
    for word in (b"fetch(", b"XMLHttp", b"Storage", b"eval(", b"innerHTML", b"import("):
        assert word not in b"".join(texts)


def test_of_ten_thousand_only_the_needed_chunks_are_read(tmp_path: Path) -> None:
    """With 10,000 commitments the index is many small files, and a search reads a few of them."""
    chance = random.Random(11)
    syllables = [a + b for a in "bdfglmnprst" for b in "aeiou"]
    vocabulary = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(20_000)]
    shares = list(accumulate(1 / (n + 1) for n in range(len(vocabulary))))
    texts = [
        [Passage(TITLE, "en", " ".join(chance.choices(vocabulary, cum_weights=shares, k=60)))]
        for _ in range(10_000)
    ]
    content = {
        f"en/search/{name}.js": handed_over(name, one) for name, one in index_of(texts, "en")
    }
    lines = [one for path, one in content.items() if "/words/" in path]
    assert len(lines) > 50
    assert max(map(len, lines)) < 3 * CHUNK
    question = f"{vocabulary[40]} {vocabulary[900]}"
    told = run(content, tmp_path, questions=[question], shown=0)
    read = {path: size for path, size in told["fetched"].items() if "/words/" in path}
    assert 1 <= len(read) <= 6
    assert sum(told["fetched"].values()) < 60_000
    assert told["answers"][0]["count"] > 0


# ---- the same bytes -----------------------------------------------------------------------------


def test_the_same_register_gives_the_same_bytes() -> None:
    """Made twice, and from files in another order, the search is the same byte for byte."""
    again = written(read(EXAMPLE), "fr")
    assert again == found_in(EXAMPLE, "fr")
    files = read(EXAMPLE).files
    backwards = load(files[path] for path in sorted(files, reverse=True))
    assert written(backwards, "fr") == again


def test_words_are_sorted_as_browsers_sort(tmp_path: Path) -> None:
    """Chunks begin in the order in which JavaScript compares, also beyond the first plane."""
    texts = [
        [Passage(TITLE, "", f"{letter}{'x' * n}")] for n in range(1500) for letter in "a\uffda𝒂𠀀"
    ]
    found = [first for first, _ in chunks(postings(texts))]
    assert found == sorted(found, key=lambda word: word.encode("utf-16-be"))
    assert len(found) > 1


def test_text_of_strangers_stays_text() -> None:
    """What looks like markup or like the end of a script is data in a file of its own."""
    hostile = "</script><img src=x onerror=alert(1)> \\ \" '"
    content = small(Path(), "en", {"a": f"{hostile} | {hostile}"})
    (shown,) = (one.decode() for path, one in content.items() if "/found/" in path)
    name, _, value = shown.partition(",")
    assert name == 'promisetrack("found/0"'
    assert json.loads(value[:-2])["title"][0].startswith("</script>")


def test_removed_commitments_are_found_and_marked() -> None:
    """A commitment that was removed is found by the search, says so, and is not in the list."""
    site = with_history()
    edition = Edition(site, survey(site), tongue("en"))
    content = {artifact.path: artifact.content.decode() for _, artifact in files((edition,))}
    values = {path: json.loads(one.partition(",")[2][:-2]) for path, one in content.items()}
    shown = [one for path, one in values.items() if "/found/" in path]
    gone = [one for one in shown if one["state"] == "removed"]
    assert [one["address"] for one in gone] == ["../commitments/gone/"]
    assert values["en/search/table.js"]["count"] == len(shown) - 1
    assert "removed" in dict(states(edition.desk("en/search/")))
